// Takes from a worker every way to the network that a script has, before any other code of it runs: a worker gets all
// it needs by message. For good: what is taken cannot be put back, and a worker has no second global to take it from.
//
// Where the server sends the worker's own policy (or the service worker does), the browser refuses connections by itself.
// This holds where a server sends no headers. What remains there is `import()`, which is no function that could be taken.

const WAYS = [
  'fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource',
  'RTCPeerConnection', 'webkitRTCPeerConnection', 'FontFace', 'importScripts', 'SharedWorker', 'BroadcastChannel',
  // Another worker would have a global of its own, with all of these.
  'Worker',
  // A cache fetches what it is told to add.
  'caches', 'Cache', 'CacheStorage', 'BackgroundFetchManager',
];

for (const name of WAYS) shut(self, name);
for (const name of ['sendBeacon', 'serviceWorker']) shut(self.navigator, name);

function shut(owner, name) {
  for (let holder = owner; holder; holder = Object.getPrototypeOf(holder)) Reflect.deleteProperty(holder, name);
  Object.defineProperty(owner, name, { value: undefined, writable: false, configurable: false });
}

// The ways that are open all the same: none.
export const open = () => WAYS.filter((name) => self[name] !== undefined);
