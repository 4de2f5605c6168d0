// Starts an embedder and answers its messages: first its program and the weights, then views, which it answers with
// features, in order. The page starts it for the worker and gives it a port to the worker; on a first visit, the page
// also starts one for itself, which answers a photo with what the pretrained model sees.
//
// A failure ends it, and the worker does its work itself.

// Must come first, before any other code of this worker runs.
import './block-network.js';
import { witness } from './resource-observer.js';
import init, { Embedder, views as viewsOf } from './embedder.js';

// A promise and the function that resolves it.
const promised = () => {
  /** @type {(value: any) => void} */
  let keep;
  const promise = new Promise((resolve) => { keep = resolve; });
  return { promise, keep };
};
const program = promised();
const embedder = promised();
// Messages that arrive while the program loads wait for this.
const ready = program.promise.then((module) => init({ module_or_path: module }));

// The recipient of the answers.
let master = self;

async function receive({ data: { program: module, port, weights, labels, views, photo, witness: listener } }) {
  if (listener) {
    witness(listener);
    return;
  }
  if (module) {
    program.keep(module);
    if (!port) return;
    master = port;
    master.onmessage = receive;
    return;
  }
  await ready;
  if (weights) {
    embedder.keep({ network: new Embedder(new Uint8Array(weights)), labels });
    master.postMessage({});
  } else if (photo) {
    master.postMessage({ look: await look(photo) });
  } else if (views) {
    const { network } = await embedder.promise;
    const features = network.features(new Float32Array(views));
    master.postMessage({ features }, [features.buffer]);
  } else {
    // No longer needed.
    self.close();
  }
}
self.onmessage = receive;

// What the pretrained model sees in a photo: `{ seen: [[name, probability], …], milliseconds }`, or null if this
// program cannot decode the photo.
async function look(photo) {
  const begun = performance.now();
  const views = await viewsOf(photo);
  if (!views) return null;
  const decoded = performance.now();
  // The photo may arrive before the weights.
  const { network, labels } = await embedder.promise;
  const prepared = performance.now();
  const seen = network.sees(views, labels);
  return { seen, milliseconds: performance.now() - prepared + decoded - begun };
}

// An error in an asynchronous function is a rejection, which the worker would not hear of.
self.addEventListener('unhandledrejection', (event) => {
  master.postMessage({ failed: String(event.reason) });
  self.close();
});
// The page sends nothing before this.
self.postMessage({ listening: true });
