// What a visitor downloads, compressed as a good server compresses it.

import { readFileSync, readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { DIST, expect, test } from './site.mjs';

// Budgets in kB (1000 bytes) after brotli; the model is fp16 and hardly shrinks.
const BUDGETS = [
  ['the program of the page', /^page.*_bg\.wasm$/, 540],
  ['the program of the worker', /^worker.*_bg\.wasm$/, 3200],
  ['the program of the first look and of the other cores', /^embedder.*_bg\.wasm$/, 140],
  ['the program that decodes HEIC', /^heic.*_bg\.wasm$/, 130],
  ['the model', /^model\/.*\.safetensors$/, 9500],
];

for (const [what, pattern, budget] of BUDGETS) {
  test(`${what} stays under ${budget} kB`, () => {
    const files = readdirSync(DIST, { recursive: true }).filter((file) => pattern.test(file));
    expect(files, what).toHaveLength(1);
    const [file] = files;
    const bytes = readFileSync(`${DIST}/${file}`);
    // The highest level, as for files that are compressed once and served often: half a minute for the worker. The model, which
    // it hardly makes smaller, may be larger by another.
    const level = file.endsWith('.wasm') ? 11 : 5;
    const compressed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: level } });
    console.log(`${what}: ${(bytes.length / 1000).toFixed(0)} kB, ${(compressed.length / 1000).toFixed(0)} kB after brotli`);
    expect(compressed.length / 1000).toBeLessThanOrEqual(budget);
  });
}
