// The HEIC decoder, for browsers that have none. The worker asks for one when such a photo comes, and talks to it by a port of
// its own; the page loads its program, starts it, and ends it when the worker says so, which gives its memory back.

import { hear } from './request-log.js';

// Starts a decoder whenever the worker asks for one, and ends it with the worker. `program` gives a promise of its program.
export function lend(worker, program) {
  const decoders = new Set();
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    decoders.forEach((decoder) => decoder.end());
    terminate();
  };
  worker.addEventListener('message', (message) => {
    const { heic: ports } = message.data;
    if (!ports) return;
    message.stopImmediatePropagation();
    const decoder = new Decoder(ports, program(), () => decoders.delete(decoder));
    decoders.add(decoder);
  });
}

class Decoder {
  // `page` is the port on which the worker says that it needs this no more, and is told what the decoder cannot tell.
  constructor({ decoder: port, page }, program, ended) {
    this.ended = ended;
    this.page = page;
    page.onmessage = () => this.end();
    program.then((compiled) => this.start(compiled, port), (cause) => page.postMessage({ missing: String(cause) }));
  }

  start(program, port) {
    if (this.isOver) return;
    this.worker = new Worker('./heic-start.js', { type: 'module' });
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.page.postMessage({ failed: event.message ?? 'its script does not start' });
    };
    // Firefox loses what is sent to a worker whose modules are still on their way.
    this.worker.onmessage = ({ data }) => {
      if (!data.listening) return;
      hear(this.worker);
      this.worker.postMessage({ program, port }, [port]);
    };
  }

  end() {
    this.isOver = true;
    this.worker?.terminate();
    this.page.close();
    this.ended();
  }
}
