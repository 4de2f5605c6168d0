// What a visitor downloads, compressed as a good server compresses it.

import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { DIST, expect, test } from './site.mjs';

// Budgets in kB (1000 bytes) after brotli, and brotli's level: 11 is for files that are compressed once and served often. At 9
// the worker takes a fifth of the time and is 15 % larger; the model is fp16 and hardly shrinks at any.
const BUDGETS = [
  ['the program of the page', /^page.*_bg\.wasm$/, 525, 11],
  ['the program of the worker', /^worker.*_bg\.wasm$/, 3400, 9],
  ['the program of the early prediction and of the other cores', /^embedder.*_bg\.wasm$/, 160, 11],
  ['the program that decodes HEIC', /^heic.*_bg\.wasm$/, 130, 11],
  ['the model', /^model\/.*\.safetensors$/, 9500, 5],
];

for (const [what, pattern, budget, level] of BUDGETS) {
  test(`${what} stays under ${budget} kB`, () => {
    const files = readdirSync(DIST, { recursive: true }).filter((file) => pattern.test(file));
    expect(files, what).toHaveLength(1);
    const [file] = files;
    const bytes = readFileSync(`${DIST}/${file}`);
    const compressed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level } });
    console.log(`${what}: ${(bytes.length / 1000).toFixed(0)} kB, ${(compressed.length / 1000).toFixed(0)} kB after brotli`);
    expect(compressed.length / 1000).toBeLessThanOrEqual(budget);
  });
}
