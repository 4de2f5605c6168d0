// Answers for the page when there is no network, and, once it is in control, always: from files that it has kept, all of one
// build, each held to its hash. Nothing else is let through, so that nothing leaves the device even to the page's own server.
//
// A new build is another service worker. It fills its own cache while this one goes on, waits until nobody uses the page or
// the person says so, and only then removes the old files.

// { version, files: { path: { sha256, bytes, headers } } }, put here by the build's last step. Without it, as while the page is
// being worked on, this one removes what an earlier one has kept, and itself.
const BUILD = null;

const service = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = service.registration.scope;
// Other sites of the same origin have caches, too.
const PREFIX = `handlens:${SCOPE}:`;
const CACHE = BUILD && PREFIX + BUILD.version;

// The latest answers, for pages that ask what happened before they listened.
const RECORDED = 300;
const record = [];

service.addEventListener('install', (event) => {
  event.waitUntil(BUILD ? keepAll() : service.skipWaiting());
});

service.addEventListener('activate', (event) => {
  event.waitUntil(BUILD ? removeCaches((name) => name !== CACHE) : resign());
});

service.addEventListener('fetch', (event) => {
  if (BUILD) event.respondWith(answer(event.request));
});

service.addEventListener('message', (event) => {
  const { claim, takeOver, recall } = event.data;
  if (claim) event.waitUntil(claimFor(claim));
  if (takeOver) event.waitUntil(begin(takeOver));
  if (recall) record.forEach((answered) => event.source.postMessage({ answered }));
});

// Keeps every file, or fails: the browser then goes on without this version and tries again later. What has come in by
// then is whole and checked, and is not fetched twice.
async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(BUILD.files)) {
    if (await cache.match(addressOf(path))) continue;
    await cache.put(addressOf(path), await keptBefore(path) ?? await fetched(path));
  }
}

// Hosts redirect from `index.html` to the folder, and a page must not come from an answer that was redirected.
function addressOf(path) {
  return new URL(path === 'index.html' ? './' : path, SCOPE).href;
}

// A file that has not changed since an earlier build.
async function keptBefore(path) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const response = await (await caches.open(name)).match(addressOf(path));
    const bytes = await response?.clone().arrayBuffer();
    if (bytes && await isCurrent(path, bytes)) return dressed(path, response, bytes);
  }
  return undefined;
}

// A file from the browser's own cache or the network; only if that is stale, past it.
async function fetched(path) {
  for (const cache of /** @type {RequestCache[]} */ (['default', 'reload'])) {
    const response = await fetch(addressOf(path), { cache });
    if (!response.ok || response.redirected) throw new Error(`${path}: status ${response.status}`);
    const bytes = await response.clone().arrayBuffer();
    if (await isCurrent(path, bytes)) return dressed(path, response, bytes);
  }
  throw new Error(`${path} is of another build`);
}

async function isCurrent(path, bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === BUILD.files[path].sha256;
}

// The answer with the headers that it should have had: many hosts send none of one's own. A program stays as it came,
// because the browser keeps beside it what it has compiled.
function dressed(path, response, bytes) {
  if (path.endsWith('.wasm')) return response;
  const headers = new Headers(response.headers);
  headers.delete('Content-Encoding');
  headers.set('Content-Length', bytes.byteLength);
  for (const [name, value] of Object.entries(BUILD.files[path].headers)) headers.set(name, value);
  return new Response(bytes, { headers });
}

async function answer(request) {
  const { address, path } = nameOf(request);
  const known = request.method === 'GET' && path !== null;
  if (known) {
    const kept = await (await caches.open(CACHE)).match(address);
    note(request, kept ? 'kept' : 'network');
    // The person may have removed what was kept.
    return kept ?? fetched(path).catch(() => Response.error());
  }
  // Another page of this host, which a person goes to: not this page's business.
  if (request.mode === 'navigate') return fetch(request);
  note(request, 'refused');
  return Response.error();
}

// The file that a request is for: null for what is none. A page's own parameters are none of a server's business; in any
// other address they could carry something away.
function nameOf(request) {
  const url = new URL(request.url);
  if (request.mode === 'navigate') {
    url.search = '';
    if (url.href === new URL('index.html', SCOPE).href) url.pathname = new URL(SCOPE).pathname;
  }
  url.hash = '';
  const address = url.href;
  if (!address.startsWith(SCOPE)) return { address, path: null };
  const path = address.slice(SCOPE.length) || 'index.html';
  return { address, path: Object.hasOwn(BUILD.files, path) ? path : null };
}

function note(request, answer) {
  const answered = { address: request.url, kind: request.destination, answer, date_ms: Date.now() };
  record.push(answered);
  if (record.length > RECORDED) record.shift();
  service.clients.matchAll({ type: 'window' }).then((pages) => pages.forEach((page) => page.postMessage({ answered })));
}

// Answers for a page that was there before this one, if it is of the same build. All that nobody answers for are claimed
// together, and another may be of an earlier build; so only for one that is alone.
async function claimFor(version) {
  if (BUILD?.version === version && await isAlone()) await service.clients.claim();
}

async function isAlone() {
  const pages = await service.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter((page) => page.url.startsWith(SCOPE)).length < 2;
}

// Begins to answer, and ends the version before, if no more than one page is open.
async function begin(port) {
  const alone = await isAlone();
  port.postMessage({ alone });
  if (alone) await service.skipWaiting();
}

async function removeCaches(isOld) {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && isOld(name)) await caches.delete(name);
  }
}

async function resign() {
  await removeCaches(() => true);
  await service.registration.unregister();
  for (const page of await service.clients.matchAll({ type: 'window' })) page.navigate(page.url);
}
