// Handlens' engine (tests/bench/contestant.rs), with the peers' interface.

import init, { Contestant } from '../handlens/contestant.js';

export async function open({ gpu, narrow = false }) {
  const weights = fetch('./model/efficientnet-lite0.safetensors').then((answer) => answer.arrayBuffer());
  await init();
  const engine = await Contestant.load(new Uint8Array(await weights), gpu, narrow);
  return {
    about: { device: engine.device },
    embed: (views) => engine.embed(views),
    async fit({ vectors, labels, classes, folds, limitMs }) {
      const trained = await engine.fit(vectors, labels, classes, folds, limitMs);
      const { weights, bias, epochs, converged } = trained;
      trained.free();
      return { weights, bias, epochs, finished: converged };
    },
  };
}
