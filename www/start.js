// Starts the worker and the page's program, side by side, unless support.js has found something missing. A file of its
// own, because the page allows no inline script.

const say = (sentence) => {
  const text = document.getElementById("skeleton-text");
  if (text) text.textContent = sentence;
};

if (window.handlensMissing.length === 0) {
  // The page takes it over, with what has come from it until then.
  const worker = new Worker("./worker-start.js", { type: "module" });
  const early = [];
  worker.onmessage = ({ data }) => early.push(data);
  worker.onerror = (event) => early.push(event);
  window.handlensWorker = { worker, early };
  try {
    const { default: init } = await import("./page.js");
    await init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
  } catch (cause) {
    worker.terminate();
    say(cause instanceof WebAssembly.CompileError
      ? `This browser cannot run Handlens; a current Firefox, Chrome, Edge or Safari can. (${cause.message})`
      : "Handlens could not be loaded. Check the connection and reload the page.");
    console.error(cause);
  }
}
