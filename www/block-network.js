// Removes from a worker every browser API that it does not need, before any other code of the worker runs. A worker
// gets all it needs by message and must have no way to the network. The removal is permanent: properties cannot be
// restored, and a worker has no second global to take them from.
//
// This is a list of what stays, not of what goes, because browsers keep adding ways out: `fetch`, `XMLHttpRequest`,
// sockets, event sources and beacons connect; the browser fetches a font, a cache entry or a notification's icon; a
// storage bucket has a cache of its own; another worker, a shared worker or a realm has functions of its own; a service
// worker is fetched when it is registered. Nothing that stays takes an address for the browser to request. `import()`
// is syntax, not a function, so it cannot be removed; only a policy refuses it. The policy comes with the worker's
// script: from a server that sends one, or from the service worker from the second visit on.

// JavaScript itself, including WebAssembly; without ShadowRealm, which has a function that imports.
const LANGUAGE = `
  AggregateError Array ArrayBuffer AsyncDisposableStack Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date
  DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function Infinity Int8Array
  Int16Array Int32Array InternalError Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError ReferenceError
  Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError URIError Uint8Array
  Uint8ClampedArray Uint16Array Uint32Array WeakMap WeakRef WeakSet WebAssembly constructor decodeURI decodeURIComponent
  encodeURI encodeURIComponent escape eval globalThis isFinite isNaN parseFloat parseInt undefined unescape`;

// Messages and errors, timers, text and bytes, streams, random numbers and hashes.
const PLATFORM = `
  AbortController AbortSignal CustomEvent DOMException ErrorEvent Event EventTarget MessageChannel MessageEvent MessagePort
  PromiseRejectionEvent SecurityPolicyViolationEvent addEventListener close dispatchEvent name onerror onlanguagechange
  onmessage onmessageerror onoffline ononline onrejectionhandled onunhandledrejection postMessage removeEventListener
  reportError self trustedTypes TrustedHTML TrustedScript TrustedScriptURL TrustedTypePolicy TrustedTypePolicyFactory
  cancelAnimationFrame clearInterval clearTimeout console performance queueMicrotask requestAnimationFrame setInterval
  setTimeout structuredClone
  Blob ByteLengthQueuingStrategy CompressionStream CountQueuingStrategy DecompressionStream File FileList FileReader
  FileReaderSync ReadableStream ReadableStreamDefaultController ReadableStreamDefaultReader TextDecoder TextDecoderStream
  TextEncoder TextEncoderStream TransformStream URL URLSearchParams WritableStream WritableStreamDefaultWriter atob btoa
  Crypto CryptoKey SubtleCrypto crypto crossOriginIsolated isSecureContext location origin
  DedicatedWorkerGlobalScope Navigator WorkerGlobalScope WorkerLocation WorkerNavigator navigator`;

// Pictures, the origin's private file system, and locks between tabs. The GPU's interfaces all begin with its name.
const WORK = `
  DOMMatrix DOMMatrixReadOnly DOMPoint DOMPointReadOnly DOMRect DOMRectReadOnly ImageBitmap ImageBitmapRenderingContext
  ImageData OffscreenCanvas OffscreenCanvasRenderingContext2D Path2D createImageBitmap
  Lock LockManager StorageManager WGSLLanguageFeatures`;
const FAMILIES = /^(GPU|FileSystem|Performance)/;

const words = (text) => text.split(/\s+/).filter(Boolean);
const GLOBAL = new Set([LANGUAGE, PLATFORM, WORK].flatMap(words));
// Information about the machine, the GPU, files and locks.
const NAVIGATOR = new Set(words('constructor gpu hardwareConcurrency language languages locks onLine platform storage userAgent'));

// What stays. `self` and `navigator` have lists of their own; the prototypes that they share with other objects are
// left alone.
const stays = {
  global: (name) => GLOBAL.has(name) || FAMILIES.test(name),
  navigator: (name) => NAVIGATOR.has(name),
};

// An object's own property names and those of its prototypes, up to the prototypes that others share.
function* namesOf(owner) {
  const common = [EventTarget.prototype, Object.prototype, null];
  for (let holder = owner; !common.includes(holder); holder = Object.getPrototypeOf(holder)) {
    for (const name of Object.getOwnPropertyNames(holder)) yield [holder, name];
  }
}

/** @type {[object, string][]} */
const taken = [];

function shut(owner, keeps) {
  for (const [holder, name] of [...namesOf(owner)]) {
    if (keeps(name)) continue;
    taken.push([owner, name]);
    for (const place of [holder, owner]) {
      Reflect.deleteProperty(place, name);
      // If a browser refuses even this, `open` reports it.
      Reflect.defineProperty(place, name, { value: undefined, writable: false, configurable: false });
    }
  }
}

// A script could still be handed such an object, so the functions that fetch also go from the prototypes.
for (const [name, functions] of /** @type {[string, string[]][]} */ ([
  ['Cache', ['add', 'addAll', 'put']],
  ['CacheStorage', ['open', 'match']],
  ['StorageBucket', ['caches']],
  ['StorageBucketManager', ['open']],
  ['ServiceWorkerContainer', ['register']],
  ['ServiceWorkerRegistration', ['update', 'showNotification']],
  ['FontFace', ['load']],
  ['XMLHttpRequest', ['open', 'send']],
])) {
  for (const one of functions) if (self[name]) Reflect.deleteProperty(self[name].prototype, one);
}
const { navigator } = self;
shut(self, stays.global);
shut(navigator, stays.navigator);

// Names that are still available despite the removal; should be empty.
export const open = () => taken.filter(([owner, name]) => owner[name] !== undefined).map(([, name]) => name);
