// Starts an embedder and answers it: its program and the weights once, then views in, features out, in the order in
// which they came. The page starts it, for the worker, to which it gives it a port; or on a first visit for itself: a photo
// in, what the pretrained model sees in it out.
//
// A failure ends it: the worker then does that work itself.

// First of all, before anything else of this worker runs.
import './block-network.js';
import { witness } from './resource-observer.js';
import init, { Embedder, views as viewsOf } from './embedder.js';

// A promise, and the function that keeps it.
const promised = () => {
  /** @type {(value: any) => void} */
  let keep;
  const promise = new Promise((resolve) => { keep = resolve; });
  return { promise, keep };
};
const program = promised();
const embedder = promised();
// Messages that come while the program loads wait here.
const ready = program.promise.then((module) => init({ module_or_path: module }));

// Who is answered.
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
    // Nobody needs it any more.
    self.close();
  }
}
self.onmessage = receive;

// What the pretrained model sees in a photo: `{ seen: [[name, probability], …], milliseconds }`, or null where that takes
// more than this program.
async function look(photo) {
  const begun = performance.now();
  const views = await viewsOf(photo);
  if (!views) return null;
  const decoded = performance.now();
  // The photo may be here before the weights are.
  const { network, labels } = await embedder.promise;
  const prepared = performance.now();
  const seen = network.sees(views, labels);
  return { seen, milliseconds: performance.now() - prepared + decoded - begun };
}

// An error in an asynchronous function is a rejection, of which the worker would not learn.
self.addEventListener('unhandledrejection', (event) => {
  master.postMessage({ failed: String(event.reason) });
  self.close();
});
// Whoever started it sends nothing before.
self.postMessage({ listening: true });
