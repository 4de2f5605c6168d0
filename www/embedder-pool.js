// The embedder pool: embedders on the machine's other cores, which work for the worker. The worker asks for them, some
// for as long as a fine-tuning takes, and talks to each through its own port. The page starts them, so that the worker needs no way to start any, and because
// in Firefox (153) a worker that starts workers now and then waits for ever.

import { followRequests } from './request-log.js';

// Starts an embedder for each port that the worker sends, and ends the embedders with the worker. `program` returns a
// promise of their program; without it they never become ready, and the worker does their work itself.
export function startEmbedders(worker, program) {
  const embedders = [];
  let ended = false;
  const terminate = worker.terminate.bind(worker);
  worker.terminate = () => {
    ended = true;
    embedders.forEach((embedder) => embedder.terminate());
    terminate();
  };
  worker.addEventListener('message', async (message) => {
    const { type, ports, first } = message.data;
    if (type !== 'start-embedders') return;
    message.stopImmediatePropagation();
    const compiled = await program().catch(() => null);
    if (!compiled || ended) return;
    ports.forEach((port, index) => {
      embedders.push(start(compiled, port, () => worker.postMessage({ type: 'embedder-lost', index: first + index })));
    });
  });
}

function start(program, port, lost) {
  const embedder = new Worker('./embedder-start.js', { type: 'module' });
  // An embedder reports its end to the worker itself, if it can.
  embedder.onerror = (event) => {
    event.preventDefault();
    lost();
  };
  // Firefox loses messages to a worker whose modules are still loading.
  embedder.onmessage = ({ data }) => {
    if (data.type !== 'listening') return;
    followRequests(embedder);
    embedder.postMessage({ type: 'program', program, port }, [port]);
  };
  return embedder;
}
