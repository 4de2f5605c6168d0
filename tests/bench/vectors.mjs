// Vectors that resemble photos', made like those of tests/fixtures/synthetic.rs (which says what they are modelled on):
// non-negative, of norm 16, with the spectrum of real ones, and one label in twenty wrong.

const DIMENSIONS = 1280;
const FACTORS = 300;
const CLASS_FACTORS = 24;
const MISPLACED = 0.05;
const APART = 0.7;

// `photos` to train on and `unseen` others of the same classes: `{ vectors, labels }`, the training photos first.
export function vectors({ photos, unseen, classes }) {
  const random = mulberry32(20);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const scales = Float32Array.from({ length: FACTORS }, (_, factor) => Math.sqrt(40 * (factor + 3) ** -1.15));
  const directions = Float32Array.from({ length: FACTORS * DIMENSIONS }, () => normal() / Math.sqrt(DIMENSIONS));
  const base = Float32Array.from({ length: DIMENSIONS }, () => Math.abs(normal()) * 0.3 - 0.02);
  const centres = Float32Array.from({ length: classes * CLASS_FACTORS }, (_, at) => APART * normal() * scales[at % CLASS_FACTORS]);
  // The last class is three times as likely as the first.
  const pick = () => {
    for (;;) {
      const label = Math.floor(random() * classes);
      if (random() * 3 < 1 + (2 * label) / (classes - 1)) return label;
    }
  };
  const count = photos + unseen;
  const all = new Float32Array(count * DIMENSIONS);
  const labels = new Uint32Array(count);
  for (let photo = 0; photo < count; photo += 1) {
    const label = pick();
    const vector = all.subarray(photo * DIMENSIONS, (photo + 1) * DIMENSIONS);
    for (let d = 0; d < DIMENSIONS; d += 1) vector[d] = base[d] + 0.1 * normal();
    for (let factor = 0; factor < FACTORS; factor += 1) {
      const centre = factor < CLASS_FACTORS ? centres[label * CLASS_FACTORS + factor] : 0;
      const amount = centre + scales[factor] * normal();
      const from = factor * DIMENSIONS;
      for (let d = 0; d < DIMENSIONS; d += 1) vector[d] += amount * directions[from + d];
    }
    let squares = 0;
    for (let d = 0; d < DIMENSIONS; d += 1) {
      vector[d] = Math.max(0, vector[d]);
      squares += vector[d] ** 2;
    }
    const scale = 16 / Math.sqrt(squares);
    for (let d = 0; d < DIMENSIONS; d += 1) vector[d] *= scale;
    labels[photo] = random() < MISPLACED ? pick() : label;
  }
  return { vectors: all, labels };
}

// A small random number generator (0 to 1) that gives the same numbers everywhere: Tommy Ettinger's Mulberry32.
function mulberry32(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
