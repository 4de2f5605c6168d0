// The contestants, the workloads, and which Handlens contestant each peer is compared with.

import { availableParallelism } from 'node:os';

export const CORES = availableParallelism();

// `like`: the Handlens contestant on the same device. `module`: the file in site/ that runs it. `workers`: how many
// embed in parallel. `answerLike`: the built page always uses all cores, so every peer on the CPU is compared with the
// page on the CPU.
const one = { threads: 1, gpu: false };
const all = { threads: CORES, gpu: false };
const gpu = { threads: 1, gpu: true };

export const CONTESTANTS = [
  { id: 'handlens-cpu', label: 'Handlens, CPU, 1 thread', module: 'handlens', options: one },
  { id: 'tfjs-wasm', label: 'TensorFlow.js wasm, 1 thread', module: 'tfjs-wasm', options: one, like: 'handlens-cpu' },
  { id: 'ort-wasm', label: 'onnxruntime-web wasm, 1 thread', module: 'ort', options: one, like: 'handlens-cpu' },
  { id: 'handlens-cpu-all', label: `Handlens, CPU, ${CORES} workers`, module: 'handlens', options: all, workers: CORES, page: 'cpu' },
  { id: 'tfjs-wasm-all', label: `TensorFlow.js wasm, ${CORES} threads`, module: 'tfjs-wasm', options: all, like: 'handlens-cpu-all' },
  { id: 'ort-wasm-all', label: `onnxruntime-web wasm, ${CORES} threads`, module: 'ort', options: all, like: 'handlens-cpu-all' },
  { id: 'handlens-gpu', label: 'Handlens, WebGPU', module: 'handlens', options: gpu, page: 'gpu' },
  // The software adapter's shaders do not support f16.
  { id: 'handlens-gpu-f16', label: 'Handlens, WebGPU, f16', module: 'handlens', options: { ...gpu, narrow: true }, like: 'handlens-gpu', hardware: true },
  { id: 'tfjs-webgpu', label: 'TensorFlow.js webgpu', module: 'tfjs-webgpu', options: gpu, like: 'handlens-gpu' },
  { id: 'tfjs-webgl', label: 'TensorFlow.js webgl', module: 'tfjs-webgl', options: gpu, like: 'handlens-gpu' },
  { id: 'ort-webgpu', label: 'onnxruntime-web webgpu', module: 'ort', options: gpu, like: 'handlens-gpu' },
].map((contestant) => ({ workers: 1, ...contestant }));

// The heads to fit: this many photos in this many classes, evaluated on photos that were not among them.
export const HEADS = [
  { name: '500x10', photos: 500, unseen: 1000, classes: 10 },
  { name: '5000x20', photos: 5000, unseen: 1000, classes: 20 },
];
export const BATCHES = [1, 8, 32];
