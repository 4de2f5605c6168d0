// Starts an embedder and answers it: its program and the weights once, then views in, features out, in the order in
// which they came. For the page, on a first visit: a photo in, what the pretrained model sees in it out.
//
// A failure ends it: the worker then does that work itself.

// First of all, before anything else of this worker runs.
import './shut.js';
import { witness } from './witness.js';
import init, { Embedder, views as viewsOf } from './embedder.js';

const promised = () => {
  let keep;
  const promise = new Promise((resolve) => { keep = resolve; });
  return { promise, keep };
};
const program = promised();
const embedder = promised();
// Messages that come while the program loads wait here.
const ready = program.promise.then((module) => init({ module_or_path: module }));

self.onmessage = async ({ data: { program: module, weights, labels, views, photo, witness: port } }) => {
  if (port) {
    witness(port);
    return;
  }
  if (module) {
    program.keep(module);
    return;
  }
  await ready;
  if (weights) {
    embedder.keep({ network: new Embedder(new Uint8Array(weights)), labels });
    self.postMessage({});
  } else if (photo) {
    self.postMessage({ look: await look(photo) });
  } else {
    const { network } = await embedder.promise;
    const features = network.features(new Float32Array(views));
    self.postMessage({ features }, [features.buffer]);
  }
};

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
  self.postMessage({ failed: String(event.reason) });
  self.close();
});
// Whoever started it sends nothing before.
self.postMessage({ listening: true });
