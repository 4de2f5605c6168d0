// Starts an embedder and answers its messages: first its program and the weights, then views, which it answers with
// what the network makes of them, in order. For fine-tuning it computes features and gradients of the last layers, with
// parameters that come along, so it needs no weights. The page starts it for the worker and gives it a port to the worker; on a first visit, the page
// also starts one for itself, which answers a photo with what the pretrained model sees.
//
// A failure ends it, and the worker does its work itself.

// Must come first, before any other code of this worker runs.
import './block-network.js';
import { reportRequests } from './resource-observer.js';
import init, { Embedder, gradient, tailFeatures, views as viewsOf } from './embedder.js';

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
/** @type {MessagePort | typeof self} */
let master = self;

/** @param {{ data: ToEmbedder }} message */
async function receive({ data }) {
  if (data.type === 'report-requests') {
    reportRequests(data.port);
    return;
  }
  if (data.type === 'program') {
    program.keep(data.program);
    if (!data.port) return;
    master = data.port;
    master.onmessage = receive;
    return;
  }
  await ready;
  if (data.type === 'weights') {
    embedder.keep({ network: new Embedder(new Uint8Array(data.weights)), labels: data.labels });
    master.postMessage({ type: 'ready' });
  } else if (data.type === 'photo') {
    master.postMessage({ type: 'prediction', prediction: await predict(data.photo) });
  } else if (data.type === 'views') {
    const { network } = await embedder.promise;
    answer(network.outputs(new Float32Array(data.views), new Float32Array(data.sides)));
  } else if (data.type === 'examples') {
    answer(gradient(new Float32Array(data.parameters), new Float32Array(data.targets), new Float32Array(data.activations)));
  } else if (data.type === 'activations') {
    answer(tailFeatures(new Float32Array(data.parameters), new Float32Array(data.activations), new Float32Array(data.pixels)));
  } else {
    // No longer needed.
    self.close();
  }
}
self.onmessage = receive;

function answer(outputs) {
  master.postMessage({ type: 'outputs', outputs }, [outputs.buffer]);
}

// What the pretrained model sees in a photo: `{ seen: [[name, probability], …], milliseconds }`, or null if this
// program cannot decode the photo.
async function predict(photo) {
  const begun = performance.now();
  const views = await viewsOf(photo);
  if (!views) return null;
  const decoded = performance.now();
  // The photo may arrive before the weights.
  const { network, labels } = await embedder.promise;
  const prepared = performance.now();
  const [centre, whole] = views;
  const seen = network.sees(centre, whole, labels);
  return { seen, milliseconds: performance.now() - prepared + decoded - begun };
}

// An error in an asynchronous function is a rejection, which the worker would not hear of.
self.addEventListener('unhandledrejection', (event) => {
  master.postMessage({ type: 'failed', cause: String(event.reason) });
  self.close();
});
// The page sends nothing before this.
self.postMessage({ type: 'listening' });
