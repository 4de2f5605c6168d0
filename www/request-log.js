// What the page can show about itself: every request since it was opened, what the policy has blocked, what is stored,
// and an attempt to send data. `window.handlens` has these functions; the views call them.

// Requests that the browser lists for this page, those that workers report, and those that the service worker has
// answered for all of them.
const seen = [];
const witnessed = [];
const answered = new Map();
const stopped = [];
let worker;

// How much earlier or later than the browser's list the service worker may report a request, in milliseconds: clocks
// are coarse, a service worker may have to start first, and Firefox lists its answers as if they had taken no time.
const SOONER_MS = 250;
const LATER_MS = 2000;

// A browser without the observer has no list; the other sources remain.
try {
  new PerformanceObserver((list) => seen.push(...list.getEntries()))
    .observe({ type: 'resource', buffered: true });
} catch { /* A browser without the observer. */ }

document.addEventListener('securitypolicyviolation', (event) => {
  stopped.push({ address: event.blockedURI, directive: event.effectiveDirective, policy: event.originalPolicy });
});

navigator.serviceWorker?.addEventListener('message', ({ data: { type, entry } }) => {
  if (type === 'answered' && entry.date_ms >= performance.timeOrigin - SOONER_MS) answered.set(`${entry.date_ms} ${entry.address}`, entry);
});
navigator.serviceWorker?.startMessages();
// Asks for what the service worker answered before this script ran.
navigator.serviceWorker?.controller?.postMessage({ type: 'recall' });

// Remembers the current worker, and has it report its requests.
export function follow(started) {
  worker = started;
  followRequests(started);
}

// Has a worker report its requests.
export function followRequests(started) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => witnessed.push(...data);
  started.postMessage({ type: 'report-requests', port: port2 }, [port2]);
}

// The folder of the site.
const home = new URL('./', document.baseURI).href;
const short = (address) => (address.startsWith(home) ? address.slice(home.length) || './' : address);

// Every request since the page was opened, oldest first: `{ milliseconds, address, elsewhere, kind, source }`. `kind`
// is the browser's term for the initiator; `source` is "network", "kept" or "refused".
export function requests() {
  const [opened] = performance.getEntriesByType('navigation');
  const listed = [opened, ...seen].filter(Boolean).map((entry) => ({
    milliseconds: entry.startTime,
    address: short(entry.name),
    elsewhere: isElsewhere(entry.name),
    kind: entry.initiatorType || 'other',
    source: sourceOf(entry),
  })).concat(witnessed.map((entry) => ({
    milliseconds: Math.max(0, entry.date_ms - performance.timeOrigin),
    address: short(entry.name),
    elsewhere: isElsewhere(entry.name),
    kind: 'worker',
    source: sourceOf(entry),
  })));
  // The outcome of listed requests is known already. Some browsers do not list requests that were refused.
  const known = new Set(listed.map((entry) => entry.address));
  const others = [...answered.values()]
    .filter((entry) => entry.answer === 'refused' || !known.has(short(entry.address)))
    .map((entry) => ({
      milliseconds: Math.max(0, entry.date_ms - performance.timeOrigin),
      address: short(entry.address),
      elsewhere: isElsewhere(entry.address),
      kind: entry.kind || 'worker',
      source: entry.answer,
    }));
  return [...listed, ...others].sort((one, other) => one.milliseconds - other.milliseconds);
}

// The service worker's report takes precedence: Firefox lists its answers as if they came from the server.
function sourceOf(entry) {
  const plain = (address) => address.split('#')[0];
  const begun_ms = entry.date_ms ?? performance.timeOrigin + entry.startTime;
  const near = ({ date_ms }) => date_ms > begun_ms - SOONER_MS && date_ms < begun_ms + entry.duration + LATER_MS;
  const own = [...answered.values()].find((other) => plain(other.address) === plain(entry.name) && near(other));
  if (own) return own.answer;
  return entry.workerStart > 0 || (entry.transferSize === 0 && entry.decodedBodySize > 0) ? 'kept' : 'network';
}

function isElsewhere(address) {
  const { protocol, origin } = new URL(address, home);
  return !['blob:', 'data:'].includes(protocol) && origin !== location.origin;
}

// What the policy has blocked since the page was opened: `{ address, directive }`.
export const refusals = () => stopped.map(({ address, directive }) => ({ address, directive }));

// The policy in the page's own HTML.
export const policy = () =>
  document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content').replace(/\s+/g, ' ') ?? '';

// Tries to reach an address that belongs to nobody, from the page and from the worker. Resolves to `{ page: { refused,
// policies }, worker: { refused, policy, open } | null }`.
export async function attempt() {
  const address = 'https://handlens.invalid/';
  const before = stopped.length;
  // Without a policy it would fail, too, because nobody has that address. So only the browser's report of a violation
  // counts.
  await fetch(address, { method: 'POST', body: 'a test' }).catch(() => {});
  await new Promise((waited) => { setTimeout(waited, 50); });
  const policies = stopped.slice(before).map((event) => event.policy);
  return { page: { refused: policies.length > 0, policies }, worker: await attemptInWorker(address) };
}

function attemptInWorker(address) {
  return new Promise((resolve) => {
    if (!worker) resolve(null);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker?.postMessage({ type: 'attempt', address, port: port2 }, [port2]);
    // A busy worker answers later than anyone wants to wait.
    setTimeout(resolve, 10_000, null);
  });
}

// What this page has in the origin's private file system; other sites of the same origin may have more.
const PLACES = ['handlens-projects', 'handlens', 'handlens-outgoing', 'handlens-device.json'];
// Where earlier versions stored it, in folders whose names another site may use, too: only entries named as those
// versions named them are theirs.
const EARLIER = { projects: /^[0-9a-f]{20}$/, outgoing: /^\d{13}$/ };

// What is stored, in bytes: `{ projects, outgoing, program }`; null where unknown.
export async function stored() {
  const root = await navigator.storage?.getDirectory?.().catch(() => null);
  if (!root) return { projects: null, outgoing: null, program: await cached() };
  const [projects, first, projectsBefore, outgoing, outgoingBefore] = await Promise.all([
    sizeOf(root, 'handlens-projects'), sizeOf(root, 'handlens'), sizeOf(root, 'projects', EARLIER.projects),
    sizeOf(root, 'handlens-outgoing'), sizeOf(root, 'outgoing', EARLIER.outgoing),
  ]);
  return { projects: projects + first + projectsBefore, outgoing: outgoing + outgoingBefore, program: await cached() };
}

// The bytes in a folder, or only in those of its folders whose names match `named`.
async function sizeOf(parent, name, named = null) {
  let bytes = 0;
  try {
    const folder = await parent.getDirectoryHandle(name);
    for await (const entry of folder.values()) {
      if (named && !(entry.kind === 'directory' && named.test(entry.name))) continue;
      bytes += entry.kind === 'file' ? (await entry.getFile()).size : await sizeOf(folder, entry.name);
    }
  } catch { /* The folder does not exist, or was removed meanwhile. */ }
  return bytes;
}

const ours = (name) => name.startsWith(`handlens:${home}:`);

async function cached() {
  if (!window.caches) return null;
  let bytes = 0;
  for (const name of (await caches.keys()).filter(ours)) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
    }
  }
  return bytes;
}

// Removes everything that this page has stored: projects, files, the stored program, the service worker, settings.
// Resolves to the name of the browser's error, empty on success. End the worker first.
export async function removeAll() {
  try {
    const root = await navigator.storage?.getDirectory?.();
    for (const name of root ? PLACES : []) await removePlace(root, name);
    if (root) await removeEarlier(root);
    for (const name of (await window.caches?.keys() ?? []).filter(ours)) await caches.delete(name);
    const registration = await navigator.serviceWorker?.getRegistration(home);
    if (registration?.scope === home) await registration.unregister();
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith('handlens'))) localStorage.removeItem(key);
    for (const key of Object.keys(sessionStorage).filter((key) => key.startsWith('handlens'))) sessionStorage.removeItem(key);
    return '';
  } catch (cause) {
    return cause.name ?? String(cause);
  }
}

// Removes what earlier versions left, and their folders if nothing else is in them.
async function removeEarlier(root) {
  for (const [name, named] of Object.entries(EARLIER)) {
    const folder = await root.getDirectoryHandle(name).catch(() => null);
    if (!folder) continue;
    let others = 0;
    const ours = [];
    for await (const entry of folder.values()) {
      if (entry.kind === 'directory' && named.test(entry.name)) ours.push(entry.name);
      else others += 1;
    }
    for (const entry of ours) await removePlace(folder, entry);
    if (others === 0) await removePlace(root, name);
  }
  // The device's benchmark results, but no other file of that name.
  const file = await root.getFileHandle('device.json').then((handle) => handle.getFile(), () => null);
  const text = file && file.size < 10_000 ? await file.text() : '';
  if (/"gpu_ms"/.test(text) && /"cpu_ms"/.test(text)) await removePlace(root, 'device.json');
}

// A worker that has just been ended releases its files a moment later.
const RETRY_DELAYS_MS = [50, 100, 200, 400, 800, 1600];

async function removePlace(root, name) {
  for (const delay of [...RETRY_DELAYS_MS, null]) {
    try {
      await root.removeEntry(name, { recursive: true });
      return;
    } catch (cause) {
      if (cause.name === 'NotFoundError') return;
      if (delay === null) throw cause;
      await new Promise((waited) => { setTimeout(waited, delay); });
    }
  }
}
