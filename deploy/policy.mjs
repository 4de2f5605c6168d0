// What the page and its workers may do, as HTTP headers. This is the single source: `finish.mjs` writes it into the
// build, and a test compares index.html and nginx.conf with it.

// The page: its own files and nothing else. `index.html` repeats it for servers that send no headers, except for what
// only a header can say.
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

// A worker's policy comes with its own script. A worker gets all that it needs by message, so it may connect to
// nothing.
const WORKER = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // Not for starting workers, which `block-network.js` makes impossible: Firefox (153) applies worker-src to a worker's
  // own modules.
  "worker-src 'self'",
  "connect-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];
const WORKERS = ['worker-start.js', 'embedder-start.js', 'heic-start.js'];

// The camera, and the clipboard for the paste button and the report of a problem; of all other features of the browser, none.
const ALLOWED = ['camera', 'clipboard-read', 'clipboard-write'];
const DENIED = [
  'accelerometer', 'autoplay', 'display-capture', 'encrypted-media', 'fullscreen',
  'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment',
  'picture-in-picture', 'publickey-credentials-get', 'screen-wake-lock', 'serial', 'storage-access',
  'sync-xhr', 'usb', 'window-management', 'xr-spatial-tracking',
];

export const META_POLICY = PAGE.join('; ');
export const PAGE_POLICY = [...PAGE, ...ONLY_IN_HEADERS].join('; ');
export const WORKER_POLICY = WORKER.join('; ');

// Headers of every file.
export const COMMON = {
  'Permissions-Policy': [...ALLOWED.map((name) => `${name}=(self)`), ...DENIED.map((name) => `${name}=()`)].join(', '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // File names stay the same from build to build, so the browser has to ask whether its copy is still current.
  'Cache-Control': 'no-cache',
};

export const policyOf = (path) => (WORKERS.includes(path) ? WORKER_POLICY : PAGE_POLICY);

// All headers of a file of the site.
export const headersOf = (path) => ({ 'Content-Security-Policy': policyOf(path), ...COMMON });

// The headers in the format of Netlify and Cloudflare Pages. If two rules give the same header, both policies apply and
// a file may do only what both allow, so a worker's rule need not remove the page's policy.
export function headersFile() {
  const rule = (path, headers) =>
    [path, ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');
  return [
    rule('/*', headersOf('')),
    ...WORKERS.map((path) => rule(`/${path}`, { 'Content-Security-Policy': WORKER_POLICY })),
  ].join('\n');
}
