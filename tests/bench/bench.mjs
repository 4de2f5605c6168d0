// Compares Handlens with its peers, in one browser on one machine: `node bench.mjs`. `make bench` runs it after
// building what it needs.
//
//   --gpu=software|hardware  the adapter for WebGPU and WebGL (software)
//   --repeats=5              how often each contestant is measured, alternating
//   --only=ID,ID             only these contestants (contestants.mjs has the names)
//   --limit=60               maximum seconds per measurement; longer ones are skipped or stopped, as the table says
//   --quick                  two smaller repeats: to test the benchmark itself, not for results
//
// Prints a table, and saves it with all figures under target/bench.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { findBrowser } from '../e2e/browser.mjs';
import { CONTESTANTS, CORES } from './contestants.mjs';
import { firstAnswer, speed } from './measure.mjs';
import { PHOTOS, ROOT, TARGET, prepare } from './prepare.mjs';
import { figures, markdown } from './table.mjs';

// A larger deviation of a feature, as a share of the largest value, means another network.
const SAME_NETWORK = 1e-2;
// What takes longer than this share of the limit is measured at most twice.
const LONG = 1 / 4;

const options = read();
const limitMs = options.limit * 1000;
const contestants = CONTESTANTS.filter(({ id, hardware }) => (options.only ? options.only.includes(id) : !hardware || options.gpu === 'hardware'));
await prepare();

// The version measured, even if the code changes meanwhile.
const version = output('git', 'describe', '--always', '--dirty');
const browser = output(findBrowser() ?? 'chromium', '--version');
const runs = Object.fromEntries(contestants.map(({ id }) => [id, []]));
const started = Date.now();
for (let repeat = 0; repeat < options.repeats; repeat += 1) {
  // Each repeat starts with another contestant, so that none always follows the same one.
  for (let turn = 0; turn < contestants.length; turn += 1) {
    const contestant = contestants[(turn + repeat) % contestants.length];
    const run = await measure(contestant, runs[contestant.id]);
    runs[contestant.id].push(run);
    const at = ((Date.now() - started) / 1000).toFixed(0);
    console.error(`${at.padStart(5)} s  repeat ${repeat + 1}/${options.repeats}  ${contestant.label}${run.failure ? `: ${run.failure.split('\n')[0]}` : ''}`);
    // Saved after every run, so that nothing is lost if the benchmark is stopped early.
    save();
  }
}
console.log(save());
process.exitCode = Object.values(runs).flat().some(({ failure }) => failure) ? 1 : 0;

async function measure(contestant, before) {
  const run = {};
  const skip = (what) => before.filter((other) => longest(other, what) > limitMs * LONG).length >= (options.quick ? 1 : 2)
    || (before.some((other) => isSkipped(other, what)));
  try {
    if ((contestant.module !== 'handlens' || contestant.page) && !skip('answer')) {
      run.answer = await firstAnswer(contestant, options.gpu);
    }
    run.speed = { batches: {}, heads: {} };
    await speed(contestant, { adapter: options.gpu, limitMs, skip, quick: options.quick }, run.speed);
    const { largestDifference } = run.speed.check;
    if (!(largestDifference < SAME_NETWORK)) run.failure = `computes something else: features are off by ${largestDifference}`;
  } catch (error) {
    run.failure = String(error.stack ?? error);
  }
  return run;
}

// The milliseconds that a measurement took in a run; 0 if it was not made.
function longest(run, what) {
  if (what === 'answer') return run.answer?.milliseconds ?? 0;
  const batch = /^batch (\d+)$/.exec(what);
  if (batch) return (run.speed?.batches[batch[1]]?.times ?? []).reduce((sum, time) => sum + time, 0);
  return run.speed?.heads[what]?.milliseconds ?? 0;
}

function isSkipped(run, what) {
  const batch = /^batch (\d+)$/.exec(what);
  return Boolean((batch ? run.speed?.batches[batch[1]] : run.speed?.heads[what])?.skipped);
}

function save() {
  const text = markdown(header(), contestants, runs);
  mkdirSync(TARGET, { recursive: true });
  writeFileSync(`${TARGET}/bench-${options.gpu}.md`, text);
  writeFileSync(`${TARGET}/bench-${options.gpu}.json`, JSON.stringify({ header: header(), figures: figures(contestants, runs), runs }, null, 1));
  return text;
}

function header() {
  const packages = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')).devDependencies;
  const found = Object.values(runs).flat().map((run) => run.speed?.opened?.adapter).filter(Boolean);
  return [
    ['date', new Date(started).toISOString().slice(0, 16).replace('T', ' ')],
    ['Handlens', version],
    ['peers', `TensorFlow.js ${packages['@tensorflow/tfjs-core']}, onnxruntime-web ${packages['onnxruntime-web']}`],
    ['browser', browser],
    ['adapter', `${found[0] ?? 'not known yet'}, chosen by --gpu=${options.gpu}`],
    ['machine', `${cpus()[0]?.model.trim()}, ${CORES} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
    ['repeats', `${options.repeats}, in turns${options.quick ? ' (--quick: not to be quoted)' : ''}; ${PHOTOS} photos of 224 × 224`],
    ['limit', `${options.limit} s a measurement; what takes over ${options.limit * LONG} s is made twice at most`],
  ];
}

function output(command, ...words) {
  try {
    return execFileSync(command, words, { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

function read() {
  const { values } = parseArgs({
    options: {
      gpu: { type: 'string', default: 'software' },
      repeats: { type: 'string' },
      only: { type: 'string' },
      limit: { type: 'string', default: '60' },
      quick: { type: 'boolean', default: false },
    },
  });
  const fail = (message) => {
    console.error(message);
    process.exit(2);
  };
  const repeats = Number(values.repeats ?? (values.quick ? 2 : 5));
  const limit = Number(values.limit);
  const only = values.only?.split(',');
  const unknown = only?.filter((id) => !CONTESTANTS.some((contestant) => contestant.id === id)) ?? [];
  if (!['software', 'hardware'].includes(values.gpu)) fail('--gpu is software or hardware.');
  if (!(Number.isInteger(repeats) && repeats > 0)) fail('--repeats is a whole number above 0.');
  if (!(limit > 0)) fail('--limit is a number of seconds above 0.');
  if (unknown.length) fail(`Nobody is called ${unknown.join(' or ')}. There are: ${CONTESTANTS.map(({ id }) => id).join(', ')}.`);
  return { gpu: values.gpu, repeats, only, limit, quick: values.quick };
}
