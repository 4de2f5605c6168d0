// The machine's other cores: embedders that work for the worker. It asks for them and talks to each by a port of its own; the page
// starts them, so that a worker needs no way to start any, and because in Firefox (153) one that does waits for ever now and then.

import { hear } from './request-log.js';

// Starts an embedder for each port that the worker sends, and ends them with the worker. `program` gives a promise of their
// program; without it they are never ready, and the worker does their work itself.
export function employ(worker, program) {
  const embedders = [];
  let ended = false;
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    ended = true;
    embedders.forEach((embedder) => embedder.terminate());
    terminate();
  };
  worker.addEventListener('message', async (message) => {
    const { crew: ports } = message.data;
    if (!ports) return;
    message.stopImmediatePropagation();
    const compiled = await program().catch(() => null);
    if (!compiled || ended) return;
    ports.forEach((port, index) => embedders.push(start(compiled, port, () => worker.postMessage({ handed: { lost: index } }))));
  });
}

function start(program, port, lost) {
  const embedder = new Worker('./embedder-start.js', { type: 'module' });
  // What an embedder can tell of its end, it tells the worker itself.
  embedder.onerror = (event) => {
    event.preventDefault();
    lost();
  };
  // Firefox loses what is sent to a worker whose modules are still on their way.
  embedder.onmessage = ({ data }) => {
    if (!data.listening) return;
    hear(embedder);
    embedder.postMessage({ program, port }, [port]);
  };
  return embedder;
}
