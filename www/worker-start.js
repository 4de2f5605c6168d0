// Starts the trainer worker: receives its program and the model from the page, and reports what stops it.
//
// Its posts have the form of every message to the page: { type: 'event', header: Event, buffers: [] }.

// Must come first, before any other code of this worker runs.
import { open } from './block-network.js';
import { reportRequests } from './resource-observer.js';

// What the page sends: the program with its hash, the model, and reports of lost embedders.
const arrived = {};
const arrivalOf = (what) => new Promise((resolve) => { arrived[what] = resolve; });
const program = arrivalOf('program');
self.handlensModel = arrivalOf('model');

// Ports to this many embedders, which the page starts. Messages sent before an embedder listens wait in its port.
const embedders = [];
self.handlensEmbedders = (count) => {
  const channels = Array.from({ length: count }, () => new MessageChannel());
  const theirs = channels.map(({ port2 }) => port2);
  self.postMessage({ type: 'start-embedders', ports: theirs, first: embedders.length }, theirs);
  const ours = channels.map(({ port1 }) => port1);
  embedders.push(...ours);
  return ours;
};

self.addEventListener('message', (/** @type {MessageEvent} */ message) => {
  /** @type {ToTrainer} */
  const data = message.data;
  // The program takes commands itself.
  if (data.type === 'command') return;
  message.stopImmediatePropagation();
  if (data.type === 'program') {
    self.handlensBuild = data.build;
    arrived.program(data.program);
  } else if (data.type === 'model') {
    arrived.model(data.model);
  } else if (data.type === 'embedder-lost') {
    embedders[data.index]?.dispatchEvent(new MessageEvent('message', { data: { type: 'failed', cause: 'lost' } }));
  } else if (data.type === 'attempt') {
    attempt(data.address).then((outcome) => data.port.postMessage(outcome));
  } else if (data.type === 'report-requests') {
    reportRequests(data.port);
  }
});

// The browser delivers messages as soon as this file has run. They wait here until the program listens.
const early = [];
self.onmessage = (message) => early.push(message.data);
// The page sends nothing before this.
self.postMessage({ type: 'listening' });

const post = (header) => self.postMessage({ type: 'event', header, buffers: [] });

// A panic reports itself and sets this flag, so the trap that follows it is not reported again. `key` names a message
// in locales/.
function die(key, cause) {
  if (self.handlensCrashed) return;
  self.handlensCrashed = true;
  post({ Crashed: { message: { key, values: [['detail', { Text: String(cause) }]] } } });
}

// A trap without a panic; the usual cause is that memory has run out.
self.addEventListener('error', (event) => {
  die('worker-out-of-memory', event.message);
});
self.addEventListener('unhandledrejection', (event) => {
  die('worker-failed', event.reason);
});

// Tries the one way out that no script can block, for a person who wants to see it refused.
async function attempt(address) {
  let policy = null;
  const seen = (event) => { policy = event.originalPolicy; };
  self.addEventListener('securitypolicyviolation', seen);
  const refused = await import(address).then(() => false, () => true);
  // The browser reports the violation a moment later.
  await new Promise((waited) => { setTimeout(waited, 50); });
  self.removeEventListener('securitypolicyviolation', seen);
  return { refused, policy, open: open() };
}

try {
  const [{ default: init }, module] = await Promise.all([import('./worker.js'), program]);
  await init({ module_or_path: module });
  // The program listens now. No message can arrive between its first line and this one.
  for (const data of early.splice(0)) self.dispatchEvent(new MessageEvent('message', { data }));
} catch (error) {
  die('worker-not-started', error);
}
