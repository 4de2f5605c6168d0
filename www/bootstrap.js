// Starts the worker and the page's program in parallel, unless feature-detect.js has found something missing. A file of
// its own, because the page's policy forbids inline scripts.
//
// Only the page can reach the network. It loads what the workers need, checks it, and passes it on.

import { startEmbedders } from './embedder-pool.js';
import { EarlyPredictor } from './early-prediction.js';
import { startDecoders } from './heic-decoder.js';
import * as offline from './offline.js';
import * as record from './request-log.js';

// The files of this build: { version, files: { path: { sha256, bytes } } }. The build's last step fills this in. During
// development it is null: nothing is checked, and nothing is stored for use without a network.
const BUILD = null;

const PROGRAM = 'worker_bg.wasm';
const EMBEDDER = 'embedder_bg.wasm';
const HEIC = 'heic_bg.wasm';
const WEIGHTS = 'model/efficientnet-lite0.safetensors';
const LABELS = 'model/imagenet-labels.json';
const wordsOf = (tag) => `locales/${tag}.ftl`;

// Minimum time between two progress reports, in milliseconds: the eye cannot follow more.
const REPORT_INTERVAL_MS = 100;
// Delay before the second and last attempt, in milliseconds: enough for a phone to change networks.
const RETRY_DELAY_MS = 1000;
// First visit only, in milliseconds: the maximum head start of the early prediction's files over the worker's program,
// and how long compiling that program then waits at most for an early prediction in progress. Side by side they would
// compete for processors and network, and both would be late.
const HEAD_START_MS = 400;
const EARLY_PREDICTION_MS = 300;

// A file whose hash is not the one of this build.
class Foreign extends Error {}

// A server answered, but not with the file.
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

// In browsers with Trusted Types, everything that becomes a script or markup passes here, whoever asks. The only
// scripts are these four; the only markup is icons and fixed parts of the views, which run and load nothing.
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

// No policy covers peer-to-peer connections, which this page never makes.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
  Object.defineProperty(window, name, { value: undefined, writable: false, configurable: false });
}

const wait = (milliseconds) => new Promise((waited) => { setTimeout(waited, milliseconds); });

// Reads a response to its end. `report` gets the bytes so far, and the total if the server says.
/**
 * @param {Response} response
 * @param {(bytes: number, total: number | null) => void} report
 */
async function read(response, report = () => {}) {
  const encoded = response.headers.get('Content-Encoding');
  const length = Number(response.headers.get('Content-Length'));
  // With a content encoding, the length counts compressed bytes, but the stream delivers decompressed ones.
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

// The SHA-256 of bytes, by the browser's own code; null if the page was not loaded over HTTPS.
async function digestOf(bytes) {
  return crypto.subtle ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)) : null;
}

// Checks a file against its hash in this build. Returns its digest.
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

// A file that the browser has cached from an earlier build is requested again, past the cache.
async function current(load) {
  try {
    return await load('default');
  } catch (cause) {
    if (!(cause instanceof Foreign)) throw cause;
    return load('reload');
  }
}

// Loads a program, and compiles it once it is complete and checked. Compiling while it arrives would need a second copy
// of the stream for the check, and copying on the page's thread costs more than it gains. `turn` is awaited before
// compiling.
function program(path, report, turn) {
  return current(async (cache) => {
    const bytes = await read(await ask(path, cache), report);
    await check(path, bytes);
    await turn?.();
    return WebAssembly.compile(bytes);
  });
}

// Loads a file of the model; tries again once if the network fails.
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

// One sentence for the person. `what` is a key of the boot strings.
function explain(what, cause) {
  const values = { what: handlensFirst.say(what), cause: cause.message, status: cause.status };
  if (cause instanceof Foreign) return handlensFirst.say('foreign', values);
  if (cause instanceof WebAssembly.CompileError) return handlensFirst.say('unreadable', values);
  if (cause instanceof Refused) return handlensFirst.say('status', values);
  return handlensFirst.say('network', values);
}

// A message in the program's form whose text is already final.
const verbatim = (sentence) => ({ key: '', values: [['', { Text: sentence }]] });

// The messages of a language.
const wordsIn = async (tag) => new TextDecoder().decode((await file(wordsOf(tag))).bytes);

// Loads the messages of another language and makes it the page's. Runs one after the other, so that the last choice
// wins.
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

// Loads what a worker needs, and reports progress in the form of the worker's own events. Reports one part at a time:
// the model only once the program is there.
class Supply {
  // `isFirst`: this is a first visit, so photos get an early prediction.
  constructor(isFirst = false) {
    this.listeners = [];
    /** @type {Promise<WebAssembly.Module> | undefined} */
    this.embedderProgram = undefined;
    this.told = {};
    this.programIsThere = false;
    this.model = Promise.all([file(WEIGHTS, (loaded, total) => this.tell('Model', loaded, total)), file(LABELS)]);
    if (isFirst) {
      // A copy, made before the weights themselves are transferred to the worker.
      this.earlyPredictor = new EarlyPredictor(this.embedders(), this.model.then(([weights, labels]) => (
        { weights: weights.bytes.slice().buffer, labels: labels.bytes.slice() }
      )));
    }
    this.program = this.load();
    this.program.then(() => {
      this.programIsThere = true;
      this.repeat('Model');
    }, () => {});
    // Whoever awaits the model handles a failure.
    this.model.catch(() => {});
  }

  async load() {
    const report = (loaded, total) => this.tell('Program', loaded, total);
    if (!this.earlyPredictor) return program(PROGRAM, report);
    await Promise.race([this.earlyPredictor.rest(), wait(HEAD_START_MS)]);
    return program(PROGRAM, report, () => Promise.race([this.earlyPredictor.rest(), wait(EARLY_PREDICTION_MS)]));
  }

  // The embedders' program, loaded when it is first needed.
  embedders() {
    this.embedderProgram ??= program(EMBEDDER);
    return this.embedderProgram;
  }

  // The HEIC decoder's program, loaded when a photo first needs it, and again after a failure.
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

  // Passes everything to a worker, once the worker listens.
  async handTo(worker, listening) {
    // In the form of the worker's own messages.
    const tell = (header) => worker.dispatchEvent(new MessageEvent('message', { data: { type: 'event', header, buffers: [] } }));
    this.listeners.push(tell);
    try {
      const compiled = await this.program;
      await listening;
      // The build's hash comes first, because the program asks for it.
      post(worker, { type: 'program', program: compiled, build: BUILD?.files[PROGRAM]?.sha256 });
    } catch (cause) {
      tell({ Crashed: { message: verbatim(explain('program', cause)) } });
      return;
    }
    try {
      const [weights, labels] = await this.model;
      const model = { weights: weights.bytes, digest: weights.digest, labels: labels.bytes };
      post(worker, { type: 'model', model }, [weights.bytes.buffer, labels.bytes.buffer]);
    } catch (cause) {
      post(worker, { type: 'model', model: { problem: explain('model', cause) } });
    }
  }
}

let first;

// The first worker, later a new one, with what it has posted so far.
function takeWorker() {
  if (first) {
    const taken = first;
    first = undefined;
    return taken;
  }
  return startWorker(new Supply());
}

/** @type {(worker: Worker, message: ToTrainer, transfer?: Transferable[]) => void} */
const post = (worker, message, transfer = []) => worker.postMessage(message, transfer);

function startWorker(supply) {
  const worker = new Worker('./worker-start.js', { type: 'module' });
  // Firefox loses messages to a worker whose modules are still loading.
  const listening = new Promise((resolve) => {
    const hear = (event) => {
      if (event.data.type !== 'listening') return;
      event.stopImmediatePropagation();
      worker.removeEventListener('message', hear);
      resolve();
    };
    worker.addEventListener('message', hear);
  });
  startEmbedders(worker, () => supply.embedders());
  startDecoders(worker, () => supply.heic());
  const early = [];
  worker.onmessage = ({ data }) => early.push(data);
  worker.onerror = (event) => early.push(event);
  worker.addEventListener('message', ({ data }) => {
    if (data.type === 'event' && (data.header.Ready || data.header.Crashed)) supply.earlyPredictor?.end();
  });
  listening.then(() => record.follow(worker));
  supply.handTo(worker, listening);
  return { worker, early };
}

// Whether nobody has left a project here. With one core, an early prediction would not be sooner than the worker.
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
    // What the page's program may call.
    window.handlens = {
      takeWorker, ...record, ...offline, beginOffline: () => offline.begin(BUILD), speak, words: await words,
      language: () => handlensFirst.tag, build: () => BUILD?.version ?? '',
      earlyPrediction: (photo) => supply.earlyPredictor?.predict(photo) ?? Promise.resolve(null),
    };
    what = 'page';
    await init({ module_or_path: compiled });
  } catch (cause) {
    worker.terminate();
    supply.earlyPredictor?.end();
    show(cause instanceof Foreign || cause instanceof Refused || cause instanceof WebAssembly.CompileError
      ? explain(what, cause)
      : handlensFirst.say('failed'));
    console.error(cause);
  }
}
