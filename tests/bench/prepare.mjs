// Assembles, under target/bench/site, what the browser is served: the peers' libraries, the model in each peer's
// format, photos and vectors.

import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FIXTURES } from '../e2e/site.mjs';
import { HEADS } from './contestants.mjs';
import { onnxModel } from './onnx.mjs';
import { readSafetensors } from './site/network.mjs';
import { vectors } from './vectors.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const ROOT = here('../../');
export const TARGET = `${ROOT}target/bench`;
export const SITE = `${TARGET}/site`;
const MODEL = `${ROOT}www/model/efficientnet-lite0.safetensors`;
const PACKAGES = here('node_modules');
const HEADS_FOLDER = `${TARGET}/heads`;

export const PHOTOS = 32;

export async function prepare() {
  const engine = `${TARGET}/handlens`;
  if (!existsSync(`${engine}/contestant_bg.wasm`)) throw new Error('Handlens is not built for the bench: run it by `make bench`.');
  rmSync(SITE, { recursive: true, force: true });
  for (const folder of ['contestants', 'model', 'ort', 'tfjs', 'photos', 'reference', 'heads']) mkdirSync(`${SITE}/${folder}`, { recursive: true });
  for (const file of ['index.html', 'page.mjs', 'answer.html', 'answer.mjs', 'worker.mjs', 'network.mjs']) copyFileSync(here(`site/${file}`), `${SITE}/${file}`);
  cpSync(engine, `${SITE}/handlens`, { recursive: true });
  await bundle();
  copy(`${PACKAGES}/onnxruntime-web/dist`, /^ort\.(webgpu|wasm)\.bundle\.min\.mjs$|^ort-wasm-simd-threaded(\.asyncify)?\.wasm$/, `${SITE}/ort`);
  copy(`${PACKAGES}/@tensorflow/tfjs-backend-wasm/dist`, /\.wasm$/, `${SITE}/tfjs`);

  copyFileSync(MODEL, `${SITE}/model/efficientnet-lite0.safetensors`);
  copyFileSync(`${ROOT}www/model/imagenet-labels.json`, `${SITE}/model/imagenet-labels.json`);
  writeFileSync(`${SITE}/model/efficientnet-lite0.onnx`, onnxModel(bufferOf(MODEL)));
  writeReference();
  copyFileSync(`${FIXTURES}/held-back/cat-1.jpg`, `${SITE}/photo.jpg`);
  const photos = readdirSync(`${FIXTURES}/photos`).sort().flatMap((name) => readdirSync(`${FIXTURES}/photos/${name}`).sort().map((file) => `${name}/${file}`));
  for (let number = 0; number < PHOTOS; number += 1) copyFileSync(`${FIXTURES}/photos/${photos[number]}`, `${SITE}/photos/${number}.jpg`);
  writeHeads();
}

// One small file per peer, with only what it uses of its library.
async function bundle() {
  await build({
    entryPoints: ['handlens', 'ort', 'tfjs-wasm', 'tfjs-webgl', 'tfjs-webgpu'].map((name) => here(`site/${name}.mjs`)),
    outdir: `${SITE}/contestants`,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    // These load other files from their own folder.
    external: ['../ort/*', '../handlens/*'],
    logLevel: 'error',
  });
}

function copy(from, pattern, to) {
  const files = readdirSync(from).filter((file) => pattern.test(file));
  if (!files.length) throw new Error(`${from} has nothing like ${pattern}.`);
  for (const file of files) copyFileSync(`${from}/${file}`, `${to}/${file}`);
}

// The reference photo exactly as the network gets it, converted back to pixels, and its feature by PyTorch in float64.
function writeReference() {
  const tensors = readSafetensors(bufferOf(`${FIXTURES}/network.safetensors`));
  const { shape: [channels, height, width], values } = tensors.get('coffee/centre/input');
  const view = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const [channel, pixel] = [Math.floor(at / (height * width)), at % (height * width)];
    view[pixel * channels + channel] = values[at] * 128 + 127;
  }
  writeFileSync(`${SITE}/reference/view.f32`, view);
  writeFileSync(`${SITE}/reference/feature.f32`, tensors.get('coffee/centre/baked/feature').values);
}

// The vectors take seconds to make and never change, so they are cached.
function writeHeads() {
  mkdirSync(HEADS_FOLDER, { recursive: true });
  for (const head of HEADS) {
    const kept = `${HEADS_FOLDER}/${head.name}`;
    const about = JSON.stringify(head);
    if (!existsSync(`${kept}.json`) || readFileSync(`${kept}.json`, 'utf8') !== about) {
      const made = vectors(head);
      writeFileSync(`${kept}.f32`, made.vectors);
      writeFileSync(`${kept}.labels`, made.labels);
      writeFileSync(`${kept}.json`, about);
    }
  }
  cpSync(HEADS_FOLDER, `${SITE}/heads`, { recursive: true });
}

function bufferOf(path) {
  const bytes = readFileSync(path);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}
