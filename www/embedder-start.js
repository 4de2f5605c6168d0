// Starts an embedder and answers it: weights once, then views in, features out, in the order in which they came.
//
// A failure ends it: the worker then does that work itself.

import init, { Embedder } from './embedder.js';

let embedder;

// Messages that come while the program loads wait here.
const ready = init({ module_or_path: './embedder_bg.wasm' });

self.onmessage = async ({ data: { weights, views } }) => {
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
