// TensorFlow.js on WebGPU.

import '@tensorflow/tfjs-backend-webgpu';
import * as tfjs from './tfjs.mjs';

export const open = () => tfjs.open('webgpu');
