// What the pretrained model sees in a photo, told on a first visit before the worker is ready: until then there is nothing
// else to tell. An embedder of the page's own does it, which is ready sooner because its program is a fraction of the worker's.

import { hear } from './request-log.js';

export class FirstLook {
  // `program` and `model` are promises of the embedder's program and of `{ weights, labels }` as bytes.
  constructor(program, model) {
    this.waiting = [];
    // Resolves when it can be asked, or never will be.
    this.settled = new Promise((resolve) => { this.settle = resolve; });
    this.worker = new Worker('./embedder-start.js', { type: 'module' });
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.end();
    };
    // Firefox loses what is sent to a worker whose modules are still on their way.
    this.listening = new Promise((resolve) => { this.listens = resolve; });
    this.worker.onmessage = ({ data }) => {
      if (data.listening) this.listens();
      else if (data.failed) this.end();
      else if (data.look !== undefined) this.waiting.shift()?.(data.look);
      else this.settle();
    };
    this.begin(program, model).catch(() => this.end());
  }

  async begin(program, model) {
    const [compiled] = await Promise.all([program, this.listening]);
    if (this.worker) hear(this.worker);
    this.worker?.postMessage({ program: compiled });
    const { weights, labels } = await model;
    this.worker?.postMessage({ weights, labels: new TextDecoder().decode(labels) }, [weights]);
  }

  // Resolves to `{ seen: [[name, probability], …], milliseconds }`, or to null: then only the worker can tell.
  async look(photo) {
    await this.listening;
    if (!this.worker) return null;
    this.worker.postMessage({ photo });
    this.latest = new Promise((resolve) => { this.waiting.push(resolve); });
    return this.latest;
  }

  // Resolves when nothing is under way.
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
