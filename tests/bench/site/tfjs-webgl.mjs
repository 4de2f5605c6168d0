// TensorFlow.js on WebGL.

import '@tensorflow/tfjs-backend-webgl';
import * as tfjs from './tfjs.mjs';

export const open = () => tfjs.open('webgl');
