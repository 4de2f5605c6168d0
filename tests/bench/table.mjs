// The table of results: median, spread, and the ratio to Handlens on the same device.

import { BATCHES, HEADS } from './contestants.mjs';
import { median, summary } from './statistics.mjs';

const GIVEN_UP = (what) => ({ note: what });

// Each measure: its title, how to get a run's value, how to show it, and whether more is better. A value is a number,
// `{ note }` with the reason why there is none, or `{ atLeast }` if the work was stopped before it was done.
const MEASURES = [
  { title: 'page open → first answer, s', of: ({ answer }) => answer && answer.milliseconds / 1000, on: 'page' },
  { title: 'download to the first answer, MB', of: ({ answer }) => answer && answer.plain / 1e6, on: 'page' },
  { title: 'the same after brotli, MB', of: ({ answer }) => answer && answer.compressed / 1e6, on: 'page' },
  { title: 'load: library, model, device, s', of: ({ speed }) => speed?.opened && speed.opened.milliseconds / 1000 },
  { title: 'first photo after it, ms', of: ({ speed }) => speed?.check?.firstMs },
  { title: 'one photo, median, ms', of: ({ speed }) => batch(speed, 1, (times) => median(times)) },
  { title: 'one photo, best, ms', of: ({ speed }) => batch(speed, 1, (times) => Math.min(...times)) },
  ...BATCHES.map((size) => ({
    title: `photos a second, batch ${size}`,
    more: true,
    of: ({ speed }) => batch(speed, size, (times) => (1000 * size) / median(times)),
  })),
  ...HEADS.flatMap(({ name, photos, classes }) => [
    { title: `head of ${classes} classes on ${photos} photos, s`, of: ({ speed }) => head(speed, name) },
    { title: `head of ${classes} classes on ${photos} photos with 5 folds, s`, of: ({ speed }) => head(speed, `${name} with folds`) },
  ]),
  { title: 'peak memory of the page’s process, embedding, MB', of: ({ speed }) => megabytes(speed?.memory?.page) },
  { title: 'peak memory of the GPU’s process, embedding, MB', of: ({ speed }) => megabytes(speed?.memory?.gpu) },
];

const megabytes = (bytes) => (bytes === undefined || bytes === null ? undefined : bytes / 1e6);

function batch(speed, size, figure) {
  const found = speed?.batches[size];
  if (!found) return undefined;
  return found.skipped ? GIVEN_UP(`skipped: ${found.skipped}`) : figure(found.times);
}

function head(speed, name) {
  if (!speed) return undefined;
  if (!(name in speed.heads)) return undefined;
  const found = speed.heads[name];
  if (!found) return GIVEN_UP('none');
  if (found.skipped) return GIVEN_UP(`skipped: ${found.skipped}`);
  const seconds = found.milliseconds / 1000;
  return found.finished ? seconds : { atLeast: seconds, note: `ended after ${found.epochs}${found.planned ? ` of ${found.planned}` : ''} epochs` };
}

// All figures of all contestants: `[{ title, cells: { id: { median, least, most, count, ratio, note } } }]`. `runs` is
// `{ id: [run of each repeat] }`.
export function figures(contestants, runs) {
  return MEASURES.map((measure) => {
    const values = Object.fromEntries(contestants.map(({ id }) => [id, (runs[id] ?? []).map(measure.of)]));
    const cells = Object.fromEntries(contestants.map(({ id }) => [id, cell(values[id])]));
    for (const { id, like } of contestants) {
      // The built page is the same for one thread and for many.
      const base = values[measure.on === 'page' && like === 'handlens-cpu' ? 'handlens-cpu-all' : like] ?? [];
      // Per repeat, because the machine's speed varies between repeats.
      const ratios = values[id].map((value, repeat) => {
        const own = value?.atLeast ?? value;
        return measure.more ? base[repeat] / own : own / base[repeat];
      });
      cells[id].ratio = summary(ratios)?.median;
    }
    return { title: measure.title, cells };
  });
}

function cell(values) {
  const notes = values.map((value) => value?.note).filter(Boolean);
  const numbers = values.map((value) => value?.atLeast ?? value);
  const atLeast = values.some((value) => value?.atLeast !== undefined);
  return { ...summary(numbers), ...(atLeast && { atLeast }), ...(notes.length && { note: notes[0] }) };
}

// One table per group of contestants on the same kind of device.
export function markdown(header, contestants, runs) {
  const rows = figures(contestants, runs);
  const groups = new Map();
  for (const contestant of contestants) {
    const group = contestant.like ?? contestant.id;
    groups.set(group, [...(groups.get(group) ?? []), contestant]);
  }
  const parts = [`# Bench\n\n${header.map(([what, value]) => `- ${what}: ${value}`).join('\n')}`];
  parts.push('Median (least – most; × is how many times worse than Handlens on the same device, so above 1 Handlens is ahead).');
  for (const group of groups.values()) {
    const lines = [['', ...group.map(({ label }) => label)], ['---', ...group.map(() => '---')]];
    for (const { title, cells } of rows) {
      if (group.some(({ id }) => cells[id].median !== undefined || cells[id].note)) lines.push([title, ...group.map(({ id }) => show(cells[id]))]);
    }
    for (const [title, text] of judgements(group, runs)) lines.push([title, ...text]);
    parts.push(lines.map((line) => `| ${line.join(' | ')} |`).join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function show({ median: middle, least, most, count, ratio, atLeast, note }) {
  if (middle === undefined) return note ?? '–';
  const spread = count > 1 ? ` (${number(least)} – ${number(most)})` : ' (once)';
  const times = ratio ? ` **${atLeast ? '≥ ' : ''}${number(ratio)} ×**` : '';
  return `${atLeast ? '> ' : ''}${number(middle)}${spread}${times}${note ? `; ${note}` : ''}`;
}

// How well each head classifies, and whether each contestant computes the same network.
function judgements(group, runs) {
  const last = (id, find) => (runs[id] ?? []).map(find).filter(Boolean).at(-1);
  const rows = HEADS.map(({ name, photos, classes }) => [
    `that head of ${classes} on ${photos}: loss and accuracy on its photos; on 1,000 others`,
    group.map(({ id }) => {
      const found = last(id, ({ speed }) => speed?.heads[name]);
      if (!found?.loss) return '–';
      const percent = (share) => `${(100 * share).toFixed(1)} %`;
      return `${found.loss.toFixed(3)}, ${percent(found.accuracy)}; ${found.unseenLoss.toFixed(3)}, ${percent(found.unseenAccuracy)}`;
    }),
  ]);
  const difference = group.map(({ id }) => last(id, ({ speed }) => speed?.check?.largestDifference.toExponential(1)) ?? '–');
  const failures = group.map(({ id }) => last(id, ({ failure }) => failure?.split('\n')[0]) ?? 'none');
  return [
    ...rows,
    ['largest difference to the reference features, of their largest value', difference],
    ...(failures.some((failure) => failure !== 'none') ? [['failure', failures]] : []),
  ];
}

// Up to three significant digits.
function number(value) {
  return value >= 100 ? value.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',') : value.toPrecision(value < 0.1 ? 2 : 3);
}
