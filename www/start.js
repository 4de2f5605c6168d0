// Starts the page's program. A file of its own, because the page allows no inline script.

const say = (sentence) => {
  const text = document.getElementById("skeleton-text");
  if (text) text.textContent = sentence;
};

if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
  say("This browser cannot run Handlens: it lacks WebAssembly. A current Firefox, Chrome, Edge or Safari can.");
} else {
  try {
    const { default: init } = await import("./page.js");
    await init({ module_or_path: new URL("./page_bg.wasm", import.meta.url) });
  } catch (cause) {
    say("Handlens could not be loaded. Check the connection and reload the page.");
    console.error(cause);
  }
}
