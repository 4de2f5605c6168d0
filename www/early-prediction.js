// The early prediction: on a first visit, what the pretrained model sees in a photo, shown before the worker is ready.
// An embedder of the page's own makes it; that is ready sooner, because its program is a fraction of the worker's.

import { followRequests } from './request-log.js';

export class EarlyPredictor {
  // `program` and `model` are promises of the embedder's program and of `{ weights, labels }` as bytes.
  constructor(program, model) {
    this.waiting = [];
    // Resolves when the embedder can be asked, or has ended.
    this.settled = new Promise((resolve) => { this.settle = resolve; });
    this.worker = new Worker('./embedder-start.js', { type: 'module' });
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end();
    };
    // Firefox loses messages to a worker whose modules are still loading.
    this.listening = new Promise((resolve) => { this.listens = resolve; });
    this.worker.onmessage = ({ data }) => {
      if (data.type === 'listening') this.listens();
      else if (data.type === 'failed') this.end();
      else if (data.type === 'prediction') this.waiting.shift()?.(data.prediction);
      else if (data.type === 'ready') this.settle();
    };
    this.begin(program, model).catch(() => this.end());
  }

  async begin(program, model) {
    const [compiled] = await Promise.all([program, this.listening]);
    if (this.worker) followRequests(this.worker);
    this.worker?.postMessage({ type: 'program', program: compiled });
    const { weights, labels } = await model;
    this.worker?.postMessage({ type: 'weights', weights, labels: new TextDecoder().decode(labels) }, [weights]);
  }

  // Resolves to `{ seen: [[name, probability], …], milliseconds }`, or to null if only the worker can tell.
  async predict(photo) {
    await this.listening;
    if (!this.worker) return null;
    this.worker.postMessage({ type: 'photo', photo });
    this.latest = new Promise((resolve) => { this.waiting.push(resolve); });
    return this.latest;
  }

  // Resolves when no prediction is in progress.
  async rest() {
    await this.settled;
    await this.latest;
  }

  end() {
    this.worker?.terminate();
    this.worker = undefined;
    this.listens();
    this.settle();
    for (const resolve of this.waiting.splice(0)) resolve(null);
  }
}
