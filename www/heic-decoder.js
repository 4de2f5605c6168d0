// The HEIC decoder, for browsers that have none. The worker asks for one when it meets such a photo, and talks to it
// through a port of its own. The page loads the decoder's program, starts the decoder, and ends it when the worker says
// so, which frees its memory.

import { followRequests } from './request-log.js';

// Starts a decoder whenever the worker asks for one, and ends it with the worker. `program` returns a promise of its
// program.
export function startDecoders(worker, program) {
  const decoders = new Set();
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    decoders.forEach((decoder) => decoder.end());
    terminate();
  };
  worker.addEventListener('message', (message) => {
    if (message.data.type !== 'start-decoder') return;
    message.stopImmediatePropagation();
    const decoder = new Decoder(message.data, program(), () => decoders.delete(decoder));
    decoders.add(decoder);
  });
}

class Decoder {
  // `page` is the port on which the worker says that it no longer needs the decoder, and gets errors that the decoder
  // cannot report.
  constructor({ decoder: port, page }, program, ended) {
    this.ended = ended;
    this.page = page;
    page.onmessage = () => this.end();
    program.then((compiled) => this.start(compiled, port), (cause) => page.postMessage({ type: 'missing', cause: String(cause) }));
  }

  start(program, port) {
    if (this.isOver) return;
    this.worker = new Worker('./heic-start.js', { type: 'module' });
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.page.postMessage({ type: 'failed', cause: event.message ?? 'its script does not start' });
    };
    // Firefox loses messages to a worker whose modules are still loading.
    this.worker.onmessage = ({ data }) => {
      if (data.type !== 'listening') return;
      followRequests(this.worker);
      this.worker.postMessage({ type: 'program', program, port }, [port]);
    };
  }

  end() {
    this.isOver = true;
    this.worker?.terminate();
    this.page.close();
    this.ended();
  }
}
