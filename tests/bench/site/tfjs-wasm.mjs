// TensorFlow.js on WebAssembly (XNNPACK), with SIMD, and with threads if more than one is requested.

import { env } from '@tensorflow/tfjs-core';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tfjs from './tfjs.mjs';

export async function open({ threads }) {
  setWasmPaths(new URL('../tfjs/', import.meta.url).href);
  setThreadsCount(threads);
  // With one thread, the build without shared memory is faster.
  if (threads === 1) env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  return tfjs.open('wasm');
}
