// Answers for the page without a network and, once it is in control, always: with stored files, all of one build and
// each checked against its hash. It passes no other request on, so that nothing leaves the device, not even to the
// page's own server.
//
// A new build is a new service worker. It fills its own cache while this one continues, waits until no page is open or
// the person agrees, and only then removes the old files.

// { version, files: { path: { sha256, bytes, headers } } }, filled in by the build's last step. Without it, as during
// development, the service worker removes what an earlier one has stored, and itself.
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
  /** @type {ToServiceWorker} */
  const data = event.data;
  if (data.type === 'claim') event.waitUntil(claimFor(data.version));
  if (data.type === 'take-over') event.waitUntil(begin(data.port));
  if (data.type === 'recall') record.forEach((entry) => event.source.postMessage({ type: 'answered', entry }));
});

// Stores every file, or fails: the browser then continues without this version and tries again later. Files stored by
// then are complete and checked, and are not fetched again.
async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const path of Object.keys(BUILD.files)) {
    if (await cache.match(addressOf(path))) continue;
    await cache.put(addressOf(path), await keptBefore(path) ?? await fetched(path));
  }
}

// Hosts redirect from `index.html` to the folder, and a page must not be served from a redirected response.
function addressOf(path) {
  return new URL(path === 'index.html' ? './' : path, SCOPE).href;
}

// A stored file that has not changed since an earlier build.
async function keptBefore(path) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    const response = await (await caches.open(name)).match(addressOf(path));
    const bytes = await response?.clone().arrayBuffer();
    if (bytes && await isCurrent(path, bytes)) return dressed(path, response, bytes);
  }
  return undefined;
}

// A file from the browser's own cache or the network; past that cache only if it is stale.
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

// The response with the headers that it should have had: many hosts send none of their own. A program's response stays
// as it is, because the browser caches compiled code with it.
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
    // The person may have deleted what was stored.
    return kept ?? fetched(path).catch(() => Response.error());
  }
  // The person navigates to another page of this host, which is not this page's business.
  if (request.mode === 'navigate') return fetch(request);
  note(request, 'refused');
  return Response.error();
}

// The file that a request is for; null if it is not one of the site's. Query parameters of a page's address are
// ignored, and the server never sees them; in any other address they could carry data away.
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
  const entry = { address: request.url, kind: request.destination, answer, date_ms: Date.now() };
  record.push(entry);
  if (record.length > RECORDED) record.shift();
  service.clients.matchAll({ type: 'window' }).then((pages) => pages.forEach((page) => page.postMessage({ type: 'answered', entry })));
}

// Takes control of a page that was loaded before this service worker, if it is of the same build. Claiming takes all
// uncontrolled pages at once, and another one may be of an earlier build, so this is done only for a single page.
async function claimFor(version) {
  if (BUILD?.version === version && await isAlone()) await service.clients.claim();
}

async function isAlone() {
  const pages = await service.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter((page) => page.url.startsWith(SCOPE)).length < 2;
}

// Activates this version and ends the earlier one, if no more than one page is open.
async function begin(port) {
  const alone = await isAlone();
  port.postMessage({ type: 'alone', alone });
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
