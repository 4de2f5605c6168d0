// Starts the trainer worker: loads its program with progress, and reports what stops it.
//
// What it posts has the form of every message to the page: { header: Event, buffers: [] }.

// The browser hands messages over as soon as this file has run. They wait here until the program listens.
const early = [];
self.onmessage = (message) => early.push(message.data);

const post = (header) => self.postMessage({ header, buffers: [] });

// A panic reports itself and leaves this mark; the trap behind it is then no news.
function die(message) {
  if (self.handlensDied) return;
  self.handlensDied = true;
  post({ Died: { message } });
}

// A trap without a panic: most often there is no memory left.
self.addEventListener('error', (event) => {
  die(`The worker stopped, perhaps for lack of memory. (${event.message})`);
});
self.addEventListener('unhandledrejection', (event) => {
  die(`The worker stopped because of an error. (${event.reason})`);
});

// Counts the bytes of a copy of the response: the browser compiles the response itself while it arrives, and keeps
// what it compiled only for a response that came from the network.
async function watch(response) {
  const encoded = response.headers.get('Content-Encoding');
  const length = Number(response.headers.get('Content-Length'));
  // Under an encoding, the length is that of the compressed bytes, and the stream gives the others.
  const total_bytes = encoded || !length ? null : length;
  const reader = response.body.getReader();
  let loaded_bytes = 0;
  let reported = -Infinity;
  for (;;) {
    const { done, value } = await reader.read();
    if (!done) loaded_bytes += value.byteLength;
    if (done || performance.now() - reported >= 100) {
      reported = performance.now();
      post({ Loading: { part: 'Program', loaded_bytes, total_bytes } });
    }
    if (done) return;
  }
}

// The model, asked for while the program is still on its way, which takes these answers when it is there.
const MODEL = ['./model/efficientnet-lite0.safetensors', './model/imagenet-labels.json'];
self.handlensAnswers = Object.fromEntries(MODEL.map((address) => [address, fetch(address).catch(() => null)]));

async function load() {
  const response = await fetch('./worker_bg.wasm');
  if (!response.ok) throw new Error(`the server answered with status ${response.status}`);
  // What breaks the copy breaks the response too, which is where it is reported.
  watch(response.clone()).catch(() => {});
  const { default: init } = await import('./worker.js');
  await init({ module_or_path: response });
}

try {
  await load();
  // The program listens now; no message can come between its first line and this one.
  for (const data of early.splice(0)) self.dispatchEvent(new MessageEvent('message', { data }));
} catch (error) {
  die(error instanceof WebAssembly.CompileError
    ? `This browser cannot run Handlens; a current one can. (${error})`
    : `The program could not be loaded; check the connection and reload. (${error})`);
}
