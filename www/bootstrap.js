// Starts the worker and the page's program, side by side, unless feature-detect.js has found something missing. A file of its
// own, because the page allows no inline script.
//
// Only the page has a way to the network. It loads what the workers need, checks it, and hands it over.

import { employ } from './embedder-pool.js';
import { FirstLook } from './first-look.js';
import { lend } from './heic-decoder.js';
import * as offline from './offline.js';
import * as record from './request-log.js';

// What belongs to this build: { version, files: { path: { sha256, bytes } } }. The build's last step puts it here. While
// the page is being worked on there is none: nothing is checked then, and nothing is kept for use without a network.
const BUILD = null;

const PROGRAM = 'worker_bg.wasm';
const EMBEDDER = 'embedder_bg.wasm';
const HEIC = 'heic_bg.wasm';
const WEIGHTS = 'model/efficientnet-lite0.safetensors';
const LABELS = 'model/imagenet-labels.json';
const wordsOf = (tag) => `locales/${tag}.ftl`;

// Least time between two reports of progress, in milliseconds: more often than the eye can follow is waste.
const REPORT_INTERVAL_MS = 100;
// Wait before the second and last try, in milliseconds: long enough for a phone that changes its network.
const RETRY_DELAY_MS = 1000;
// On a first visit, how long the worker's program is asked for after what the first look needs, and how long it then waits to
// be compiled for a first look that is under way, both at most and in milliseconds. Together they would share processors and
// network, and both come late.
const HEAD_START_MS = 400;
const FIRST_LOOK_MS = 300;

// A file that is not the one of this build.
class Foreign extends Error {}

// A server that answered, but not with the file.
class Refused extends Error {
  constructor(status) {
    super(`status ${status}`);
    this.status = status;
  }
}

const { handlensFirst } = window;

const show = (sentence) => {
  const text = document.getElementById('skeleton-text');
  if (text) text.textContent = sentence;
};

// What becomes a script, or markup, passes here in browsers with Trusted Types, whoever asks for it. Scripts are these four;
// markup is icons and fixed parts of the views, which run nothing and load nothing.
const SCRIPTS = ['./worker-start.js', './embedder-start.js', './heic-start.js', './service-worker.js']
  .map((path) => new URL(path, document.baseURI).href);
const ACTIVE = /<\s*(script|iframe|frame|object|embed|base|link|meta|style|img|image|video|audio|source|use)\b|[\s/"']on[a-z]+\s*=|javascript:/i;
window.trustedTypes?.createPolicy('default', {
  createScriptURL: (address) => {
    const { href } = new URL(address, document.baseURI);
    return SCRIPTS.includes(href) ? href : null;
  },
  createHTML: (markup) => (ACTIVE.test(markup) ? null : markup),
});

// No policy reaches connections from browser to browser, which this page never makes.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
  Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
}

const wait = (milliseconds) => new Promise((waited) => { setTimeout(waited, milliseconds); });

// Reads a response to its end. `report` is told the bytes so far, and all of them where the server says.
/**
 * @param {Response} response
 * @param {(bytes: number, total: number | null) => void} report
 */
async function read(response, report = () => {}) {
  const encoded = response.headers.get('Content-Encoding');
  const length = Number(response.headers.get('Content-Length'));
  // Under an encoding, the length is that of the compressed bytes, and the stream gives the others.
  const total = encoded || !length ? null : length;
  const reader = response.body.getReader();
  const parts = [];
  let size = 0;
  let reported = -Infinity;
  for (;;) {
    const { done, value } = await reader.read();
    if (!done) {
      parts.push(value);
      size += value.byteLength;
    }
    if (done || performance.now() - reported >= REPORT_INTERVAL_MS) {
      reported = performance.now();
      report(size, total);
    }
    if (done) break;
  }
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const part of parts) {
    bytes.set(part, place);
    place += part.byteLength;
  }
  return bytes;
}

// The SHA-256 of bytes, by the browser's own code; null where the page comes from an address without HTTPS.
async function digestOf(bytes) {
  return crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : null;
}

// Holds a file to the hash that it has in this build. Returns its digest.
async function check(path, bytes) {
  const digest = await digestOf(bytes);
  if (BUILD && digest) {
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    if (hex !== BUILD.files[path]?.sha256) throw new Foreign(`${path} has SHA-256 ${hex}`);
  }
  return digest;
}

async function ask(path, cache) {
  const response = await fetch(`./${path}`, { cache });
  if (!response.ok) throw new Refused(response.status);
  return response;
}

// What the browser kept of an earlier build is asked for once more.
async function current(load) {
  try {
    return await load('default');
  } catch (cause) {
    if (!(cause instanceof Foreign)) throw cause;
    return load('reload');
  }
}

// Loads a program: compiled when all of it is there and checked. To compile it while it arrives takes a second copy of the
// stream for the check, and copying on the page's thread costs more than it gains. `turn` is called before, and waited for.
function program(path, report, turn) {
  return current(async (cache) => {
    const bytes = await read(await ask(path, cache), report);
    await check(path, bytes);
    await turn?.();
    return WebAssembly.compile(bytes);
  });
}

// Loads a file of the model; a second try if the network fails.
async function file(path, report) {
  const load = (cache) => ask(path, cache)
    .then((response) => read(response, report))
    .then(async (bytes) => ({ bytes, digest: await check(path, bytes) }));
  try {
    return await current(load);
  } catch (cause) {
    if (cause instanceof Foreign) throw cause;
    await wait(RETRY_DELAY_MS);
    return current(load);
  }
}

// One sentence for the person. `what` is one of the first words.
function explain(what, cause) {
  const values = { what: handlensFirst.say(what), cause: cause.message, status: cause.status };
  if (cause instanceof Foreign) return handlensFirst.say('foreign', values);
  if (cause instanceof WebAssembly.CompileError) return handlensFirst.say('unreadable', values);
  if (cause instanceof Refused) return handlensFirst.say('status', values);
  return handlensFirst.say('network', values);
}

// A sentence as the program keeps it: said already.
const verbatim = (sentence) => ({ key: '', values: [['', { Text: sentence }]] });

// The sentences of a language.
const wordsIn = async (tag) => new TextDecoder().decode((await file(wordsOf(tag))).bytes);

// Loads the sentences of another language; from then on it is the page's. One after the other, so that the last choice stays.
/** @type {Promise<unknown>} */
let turn = Promise.resolve();
function speak(tag) {
  const spoken = turn.then(async () => {
    const words = await wordsIn(tag);
    handlensFirst.keep(tag);
    return words;
  });
  turn = spoken.catch(() => {});
  return spoken;
}

// Loads what a worker needs, and tells of the progress as the worker's own events do. Loading is told part by part: of the
// model only when the program is there.
class Supply {
  // `isFirst`: nobody has been here, so that photos get a first look.
  constructor(isFirst = false) {
    this.listeners = [];
    /** @type {Promise<WebAssembly.Module> | undefined} */
    this.embedderProgram = undefined;
    this.told = {};
    this.programIsThere = false;
    this.model = Promise.all([file(WEIGHTS, (loaded, total) => this.tell('Model', loaded, total)), file(LABELS)]);
    if (isFirst) {
      // A copy, made before the worker is given the weights themselves.
      this.firstLook = new FirstLook(this.embedders(), this.model.then(([weights, labels]) => (
        { weights: weights.bytes.slice().buffer, labels: labels.bytes.slice() }
      )));
    }
    this.program = this.load();
    this.program.then(() => {
      this.programIsThere = true;
      this.repeat('Model');
    }, () => {});
    // Whoever is given this learns of a failure.
    this.model.catch(() => {});
  }

  // The worker's program.
  async load() {
    const report = (loaded, total) => this.tell('Program', loaded, total);
    if (!this.firstLook) return program(PROGRAM, report);
    await Promise.race([this.firstLook.rest(), wait(HEAD_START_MS)]);
    return program(PROGRAM, report, () => Promise.race([this.firstLook.rest(), wait(FIRST_LOOK_MS)]));
  }

  // The embedders' program, when the first of them is needed.
  embedders() {
    this.embedderProgram ??= program(EMBEDDER);
    return this.embedderProgram;
  }

  // The HEIC decoder's program, when the first photo needs it; asked for once more if it did not come.
  heic() {
    this.heicProgram ??= program(HEIC).catch((cause) => {
      this.heicProgram = undefined;
      throw cause;
    });
    return this.heicProgram;
  }

  tell(part, loaded_bytes, total_bytes) {
    this.told[part] = { Loading: { part, loaded_bytes, total_bytes } };
    this.repeat(part);
  }

  repeat(part) {
    const header = this.told[part];
    if (header && (part === 'Program' || this.programIsThere)) this.listeners.forEach((listener) => listener(header));
  }

  // Hands everything to a worker, once it listens.
  async handTo(worker, listening) {
    // In the form of the worker's own messages.
    const tell = (header) => worker.dispatchEvent(new MessageEvent('message', { data: { header, buffers: [] } }));
    this.listeners.push(tell);
    try {
      const compiled = await this.program;
      await listening;
      // The hash comes first: the program asks for it.
      worker.postMessage({ handed: { build: BUILD?.files[PROGRAM]?.sha256, program: compiled } });
    } catch (cause) {
      tell({ Died: { message: verbatim(explain('program', cause)) } });
      return;
    }
    try {
      const [weights, labels] = await this.model;
      const model = { weights: weights.bytes, digest: weights.digest, labels: labels.bytes };
      worker.postMessage({ handed: { model } }, [weights.bytes.buffer, labels.bytes.buffer]);
    } catch (cause) {
      worker.postMessage({ handed: { model: { problem: explain('model', cause) } } });
    }
  }
}

let first;

// The worker that was started first, later on a new one; with what it has posted until now.
function takeWorker() {
  if (first) {
    const taken = first;
    first = undefined;
    return taken;
  }
  return startWorker(new Supply());
}

function startWorker(supply) {
  const worker = new Worker('./worker-start.js', { type: 'module' });
  // Firefox loses what is sent to a worker whose modules are still on their way.
  const listening = new Promise((resolve) => {
    const hear = (event) => {
      if (!event.data.listening) return;
      event.stopImmediatePropagation();
      worker.removeEventListener('message', hear);
      resolve();
    };
    worker.addEventListener('message', hear);
  });
  employ(worker, () => supply.embedders());
  lend(worker, () => supply.heic());
  const early = [];
  worker.onmessage = ({ data }) => early.push(data);
  worker.onerror = (event) => early.push(event);
  worker.addEventListener('message', ({ data }) => {
    if (data.header?.Ready || data.header?.Died) supply.firstLook?.end();
  });
  listening.then(() => record.follow(worker));
  supply.handTo(worker, listening);
  return { worker, early };
}

// Whether nobody has been here who left a project. With one core, the worker is ready as soon.
function isFirstVisit() {
  try {
    return navigator.hardwareConcurrency > 1 && !location.hash && !localStorage.getItem('handlens.projects');
  } catch {
    return false;
  }
}

if (window.handlensMissing.length === 0) {
  const page = program('page_bg.wasm');
  const words = wordsIn(handlensFirst.tag);
  page.catch(() => {});
  words.catch(() => {});
  const supply = new Supply(isFirstVisit());
  first = startWorker(supply);
  const { worker } = first;
  let what = 'page';
  try {
    const { default: init } = await import('./page.js');
    const compiled = await page;
    what = 'texts';
    // What the page's program calls.
    window.handlens = {
      takeWorker, ...record, ...offline, beginOffline: () => offline.begin(BUILD), speak, words: await words,
      language: () => handlensFirst.tag, build: () => BUILD?.version ?? '',
      firstLook: (photo) => supply.firstLook?.look(photo) ?? Promise.resolve(null),
    };
    what = 'page';
    await init({ module_or_path: compiled });
  } catch (cause) {
    worker.terminate();
    supply.firstLook?.end();
    show(cause instanceof Foreign || cause instanceof Refused || cause instanceof WebAssembly.CompileError
      ? explain(what, cause)
      : handlensFirst.say('failed'));
    console.error(cause);
  }
}
