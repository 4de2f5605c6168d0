// What the page and its workers may do, as the headers of a server say it. The one place for it: `finish.mjs` writes it
// into what is deployed, and a test holds index.html and nginx.conf to it.

// The page: its own files and nothing else. `index.html` says the same for servers that send no headers, but for what only
// a header can say.
const PAGE = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "style-src 'self'",
  "manifest-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types default',
];
const ONLY_IN_HEADERS = ["frame-ancestors 'none'"];

// A worker's policy is its own script's. It gets all that it needs by message, so it may connect to nothing at all.
const WORKER = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // Not to start workers, which `block-network.js` takes from it: Firefox (153) counts a worker's own modules as such.
  "worker-src 'self'",
  "connect-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];
const WORKERS = ['worker-start.js', 'embedder-start.js', 'heic-start.js'];

// The camera, and the clipboard for the button that pastes. Of all that a browser gives to pages, nothing else.
const ALLOWED = ['camera', 'clipboard-read'];
const DENIED = [
  'accelerometer', 'autoplay', 'clipboard-write', 'display-capture', 'encrypted-media', 'fullscreen',
  'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment',
  'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access',
  'sync-xhr', 'usb', 'window-management', 'xr-spatial-tracking',
];

export const META_POLICY = PAGE.join('; ');
export const PAGE_POLICY = [...PAGE, ...ONLY_IN_HEADERS].join('; ');
export const WORKER_POLICY = WORKER.join('; ');

// What goes with every file.
export const COMMON = {
  'Permissions-Policy': [...ALLOWED.map((name) => `${name}=(self)`), ...DENIED.map((name) => `${name}=()`)].join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // Names stay the same from build to build: a browser asks whether its copy is still good.
  'Cache-Control': 'no-cache',
};

export const policyOf = (path) => (WORKERS.includes(path) ? WORKER_POLICY : PAGE_POLICY);

// All headers of a file of the site.
export const headersOf = (path) => ({ 'Content-Security-Policy': policyOf(path), ...COMMON });

// The headers in the form that Netlify and Cloudflare Pages read. Where two rules give the same header, both policies
// hold, and a file may do what both allow: so a worker's rule need not take the page's away.
export function headersFile() {
  const rule = (path, headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
  return [
    rule('/*', headersOf('')),
    ...WORKERS.map((path) => rule(`/${path}`, { 'Content-Security-Policy': WORKER_POLICY })),
  ].join('\n');
}
