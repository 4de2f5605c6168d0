// Takes from a worker every way to the network that a script has, before any other code of it runs: a worker gets all
// it needs by message. For good: what is taken cannot be put back, and a worker has no second global to take it from.
//
// Where the server sends the worker's own policy (or the service worker does), the browser refuses connections by itself.
// This holds where a server sends no headers. What remains there is `import()`, which is no function that could be taken.

const WAYS = [
  'fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'RTCPeerConnection', 'webkitRTCPeerConnection', 'FontFace', 'importScripts', 'SharedWorker', 'BroadcastChannel',
  // A cache fetches what it is told to add.
  'caches', 'Cache', 'CacheStorage', 'BackgroundFetchManager',
];

// In Firefox (153), a worker that starts another waits for ever in one of about a hundred times: `new Worker` does not return, and
// both sleep on the same condition, as their stacks show. So there the other cores do not help.
const Worker = self.navigator.userAgent.includes('Firefox') ? undefined : self.Worker;

for (const name of WAYS) shut(self, name);
for (const name of ['sendBeacon', 'serviceWorker']) shut(self.navigator, name);

// Only this very script becomes a worker.
const EMBEDDER = new URL('./embedder-start.js', import.meta.url).href;
self.trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => (new URL(address, import.meta.url).href === EMBEDDER ? EMBEDDER : null),
});
shut(self, 'Worker', startEmbedder);
if (Worker) {
  startEmbedder.prototype = Worker.prototype;
  Worker.prototype.constructor = startEmbedder;
}

// Stands where `Worker` was; whatever address it is given, it starts an embedder.
function startEmbedder() {
  if (!Worker) throw new TypeError('In this browser a worker starts none.');
  const embedder = new Worker(EMBEDDER, { type: 'module' });
  // Firefox loses what is sent to a worker whose modules are still on their way.
  const listening = new Promise((resolve) => {
    embedder.addEventListener('message', ({ data }) => data.listening && resolve());
  });
  const post = embedder.postMessage.bind(embedder);
  embedder.postMessage = (...message) => { listening.then(() => post(...message)); };
  // It tells the page of its requests through this worker.
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => self.handlensWitness?.postMessage(data);
  embedder.postMessage({ witness: port2 }, [port2]);
  self.handlensEmbedder?.then((program) => embedder.postMessage({ program }));
  return embedder;
}

function shut(owner, name, value) {
  for (let holder = owner; holder; holder = Object.getPrototypeOf(holder)) Reflect.deleteProperty(holder, name);
  Object.defineProperty(owner, name, { value, writable: false, configurable: false });
}

// The ways that are open all the same: none.
export const open = () => WAYS.filter((name) => self[name] !== undefined);
