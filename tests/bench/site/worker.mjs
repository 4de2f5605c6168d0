// The worker of one contestant: the same program calls, times and evaluates every contestant.
//
// A contestant is a module with `open({ model, threads, gpu })`, which resolves to `{ embed, classify, fit, about }`:
// `embed(views, count)` takes `count` views [224, 224, 3] of 0 to 255 and resolves to features [count, 1280];
// `classify(view)` resolves to ImageNet's logits; `fit(problem)` trains a head (absent if the library cannot); `about`
// describes it.

const VIEW = 224 * 224 * 3;

let contestant;

const calls = {
  async open({ module, options }) {
    const start = performance.now();
    const { open } = await import(`./contestants/${module}.mjs`);
    contestant = await open(options);
    return { milliseconds: performance.now() - start, about: contestant.about ?? {}, adapter: await adapter() };
  },

  async classify({ view }) {
    const logits = await contestant.classify(view);
    return logits.reduce((best, logit, index) => (logit > logits[best] ? index : best), 0);
  },

  // A single call, to check the answer.
  async features({ views }) {
    const start = performance.now();
    const features = await contestant.embed(views, views.length / VIEW);
    return { milliseconds: performance.now() - start, features };
  },

  // Embeds batches of `batch` views repeatedly, at least `least` times and until `enoughMs` have passed, but stops once
  // `limitMs` have passed. Resolves to the milliseconds of each.
  async repeat({ views, batch, least, most, enoughMs, limitMs }) {
    const count = views.length / VIEW;
    const times = [];
    const start = performance.now();
    for (let at = 0; times.length < most; at += batch) {
      const elapsed = performance.now() - start;
      if ((times.length >= least && elapsed > enoughMs) || (times.length > 0 && elapsed > limitMs)) break;
      const from = (at % (count - batch + 1)) * VIEW;
      const some = views.subarray(from, from + batch * VIEW);
      const before = performance.now();
      await contestant.embed(some, batch);
      times.push(performance.now() - before);
    }
    return times;
  },

  async fit({ problem, folds, limitMs }) {
    if (!contestant.fit) return undefined;
    const { vectors, labels, classes, unseen } = problem;
    const start = performance.now();
    const { weights, bias, epochs, finished, planned } = await contestant.fit({ vectors, labels, classes, folds, limitMs });
    const milliseconds = performance.now() - start;
    const seen = judge({ vectors, labels }, weights, bias);
    const held = judge(unseen, weights, bias);
    return { milliseconds, epochs, finished, planned, loss: seen.loss, accuracy: seen.accuracy, unseenLoss: held.loss, unseenAccuracy: held.accuracy };
  },
};

// Mean cross-entropy in nats and accuracy of a head with weights [1280, C].
function judge({ vectors, labels }, weights, bias) {
  const classes = bias.length;
  const dimensions = weights.length / classes;
  const logits = new Float64Array(classes);
  let [loss, right] = [0, 0];
  for (let sample = 0; sample < labels.length; sample += 1) {
    logits.set(bias);
    for (let d = 0; d < dimensions; d += 1) {
      const value = vectors[sample * dimensions + d];
      for (let c = 0; c < classes; c += 1) logits[c] += value * weights[d * classes + c];
    }
    const most = Math.max(...logits);
    const sum = logits.reduce((total, logit) => total + Math.exp(logit - most), 0);
    loss += Math.log(sum) + most - logits[labels[sample]];
    right += logits[labels[sample]] === most ? 1 : 0;
  }
  return { loss: loss / labels.length, accuracy: right / labels.length };
}

async function adapter() {
  const found = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!found) return 'no WebGPU adapter';
  const { vendor, architecture, device, description, isFallbackAdapter } = found.info;
  return [vendor, architecture, device, description, isFallbackAdapter ? '(software)' : ''].filter(Boolean).join(' ');
}

addEventListener('message', async ({ data: { id, call, argument } }) => {
  try {
    postMessage({ id, answer: await calls[call](argument) });
  } catch (error) {
    postMessage({ id, failure: String(error?.stack ?? error) });
  }
});
