// The page on which all contestants are measured. `measure.mjs` calls `window.bench`.

const VIEW_SIDE = 224;
const VIEW = VIEW_SIDE * VIEW_SIDE * 3;

// Calls a worker's functions, as promises.
export class Contestant {
  constructor() {
    this.waiting = new Map();
    this.worker = new Worker(new URL('./worker.mjs', import.meta.url), { type: 'module' });
    const fail = (failure) => {
      for (const { reject } of this.waiting.values()) reject(new Error(failure));
      this.waiting.clear();
    };
    this.worker.addEventListener('error', (event) => fail(event.message ?? 'the worker failed'));
    this.worker.addEventListener('message', ({ data: { id, answer, failure } }) => {
      const { resolve, reject } = this.waiting.get(id) ?? {};
      this.waiting.delete(id);
      if (failure) reject?.(new Error(failure));
      else resolve?.(answer);
    });
    this.calls = 0;
  }

  call(call, argument = {}) {
    this.calls += 1;
    const id = this.calls;
    this.worker.postMessage({ id, call, argument });
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }
}

// A photo's centre square as the network gets it: [224, 224, 3], 0 to 255.
export async function view(address) {
  const bitmap = await createImageBitmap(await (await fetch(address)).blob());
  const side = Math.min(bitmap.width, bitmap.height);
  const context = new OffscreenCanvas(VIEW_SIDE, VIEW_SIDE).getContext('2d', { willReadFrequently: true });
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, VIEW_SIDE, VIEW_SIDE);
  const { data } = context.getImageData(0, 0, VIEW_SIDE, VIEW_SIDE);
  const values = new Float32Array(VIEW);
  for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
    [values[to], values[to + 1], values[to + 2]] = [data[from], data[from + 1], data[from + 2]];
  }
  return values;
}

const floats = async (address) => new Float32Array(await (await fetch(address)).arrayBuffer());

// A contestant's workers embed in parallel, as a pool; the first one does everything else.
let pool = [];
let views;

const bench = {
  isolated: crossOriginIsolated,

  async open({ workers, ...contestant }) {
    const start = performance.now();
    pool = Array.from({ length: workers }, () => new Contestant());
    const opened = await Promise.all(pool.map((worker) => worker.call('open', contestant)));
    return { ...opened[0], milliseconds: performance.now() - start };
  },

  // How much the features of a reference photo deviate from the stored ones, and how long the very first call took.
  async check() {
    const [input, expected] = await Promise.all([floats('./reference/view.f32'), floats('./reference/feature.f32')]);
    const answers = await Promise.all(pool.map((worker) => worker.call('features', { views: input })));
    const distance = (features) => {
      const largest = Math.max(...expected.map(Math.abs));
      return Math.max(...expected.map((value, index) => Math.abs(value - features[index]))) / largest;
    };
    return {
      firstMs: answers[0].milliseconds,
      // Written so that NaN or a missing value counts as a deviation.
      largestDifference: Math.max(...answers.map(({ features }) => {
        const found = features.length === expected.length ? distance(features) : Infinity;
        return Number.isFinite(found) ? found : 1e9;
      })),
    };
  },

  async loadViews(photos) {
    const all = await Promise.all(photos.map(view));
    views = new Float32Array(all.length * VIEW);
    all.forEach((values, index) => views.set(values, index * VIEW));
    return all.length;
  },

  // Milliseconds of each batch. A single worker times itself. Several workers share every batch, and the page's clock
  // runs until the last one is done, so that the cost of messages counts.
  async repeat({ batch, least, most, enoughMs, limitMs }) {
    if (pool.length === 1 || batch === 1) return pool[0].call('repeat', { views, batch, least, most, enoughMs, limitMs });
    const count = views.length / VIEW;
    const times = [];
    const start = performance.now();
    for (let at = 0; times.length < most; at += batch) {
      const elapsed = performance.now() - start;
      if ((times.length >= least && elapsed > enoughMs) || (times.length > 0 && elapsed > limitMs)) break;
      const first = at % (count - batch + 1);
      const before = performance.now();
      await Promise.all(pool.map((worker, index) => {
        const bound = (share) => (first + Math.floor((share * batch) / pool.length)) * VIEW;
        return worker.call('features', { views: views.slice(bound(index), bound(index + 1)) });
      }));
      times.push(performance.now() - before);
    }
    return times;
  },

  async fit({ name, folds, limitMs }) {
    const { photos, unseen, classes } = await (await fetch(`./heads/${name}.json`)).json();
    const vectors = await floats(`./heads/${name}.f32`);
    const labels = new Uint32Array(await (await fetch(`./heads/${name}.labels`)).arrayBuffer());
    const problem = {
      classes,
      vectors: vectors.slice(0, photos * 1280),
      labels: labels.slice(0, photos),
      unseen: { vectors: vectors.slice(photos * 1280), labels: labels.slice(photos) },
    };
    if (problem.unseen.labels.length !== unseen) throw new Error('The vectors are not whole.');
    return pool[0].call('fit', { problem, folds, limitMs });
  },
};

window.bench = bench;
