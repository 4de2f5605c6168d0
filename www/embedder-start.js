// Starts an embedder and answers it: its program and the weights once, then views in, features out, in the order in
// which they came.
//
// A failure ends it: the worker then does that work itself.

// First of all, before anything else of this worker runs.
import './shut.js';
import { witness } from './witness.js';
import init, { Embedder } from './embedder.js';

let embedder;
let start;
const program = new Promise((resolve) => { start = resolve; });
// Messages that come while the program loads wait here.
const ready = program.then((module) => init({ module_or_path: module }));

self.onmessage = async ({ data: { program: module, weights, views, witness: port } }) => {
  if (port) {
    witness(port);
    return;
  }
  if (module) {
    start(module);
    return;
  }
  await ready;
  if (weights) {
    embedder = new Embedder(new Uint8Array(weights));
    self.postMessage({});
  } else {
    const features = embedder.features(new Float32Array(views));
    self.postMessage({ features }, [features.buffer]);
  }
};

// An error in an asynchronous function is a rejection, of which the worker would not learn.
self.addEventListener('unhandledrejection', (event) => {
  self.postMessage({ failed: String(event.reason) });
  self.close();
});
