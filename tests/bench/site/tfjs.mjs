// TensorFlow.js on the same network: fused operations, channels last, weights converted once.

import * as tf from '@tensorflow/tfjs-core';
import { layers, normalised, readSafetensors } from './network.mjs';

// Takes the name of an initialised backend. Each entry file sets up one backend, so that a page loads only what it
// uses.
export async function open(backend) {
  const weights = fetch('./model/efficientnet-lite0.safetensors').then((answer) => answer.arrayBuffer());
  if (!(await tf.setBackend(backend))) throw new Error(`The backend ${backend} did not start.`);
  await tf.ready();
  const network = load(readSafetensors(await weights));
  const run = async (views, count, output) => {
    const input = views.map(normalised);
    const answer = tf.tidy(() => {
      const feature = network.feature(tf.tensor4d(input, [count, 224, 224, 3]));
      return output === 'feature' ? feature : network.logits(feature);
    });
    const values = await answer.data();
    answer.dispose();
    return values;
  };
  return {
    about: { version: tf.version_core, backend: tf.getBackend() },
    embed: (views, count) => run(views, count, 'feature'),
    classify: (view) => run(view, 1, 'logits'),
    // Loaded on demand: prediction alone does not need it.
    fit: async (problem) => (await import('./tfjs-fit.mjs')).fit(problem),
  };
}

function load(tensors) {
  const convolutions = layers(tensors).map((layer) => ({
    ...layer,
    filter: filter(layer, tensors.get(`${layer.name}.weight`)),
    bias: tf.tensor1d(tensors.get(`${layer.name}.bias`).values),
  }));
  const { shape, values } = tensors.get('classifier.weight');
  const classifier = tf.tensor2d(values, shape);
  const classifierBias = tf.tensor1d(tensors.get('classifier.bias').values);
  return {
    feature(views) {
      let [x, kept] = [views];
      for (const { depthwise, filter, bias, stride, relu6, shortcut } of convolutions) {
        if (shortcut === 'keep') kept = x;
        const convolve = depthwise ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
        x = convolve({ x, filter, bias, strides: stride, pad: 'same', dataFormat: 'NHWC', activation: relu6 ? 'relu6' : 'linear' });
        if (shortcut === 'add') x = tf.add(x, kept);
      }
      return tf.mean(x, [1, 2]);
    },
    logits: (feature) => tf.fused.matMul({ a: feature, b: classifier, transposeB: true, bias: classifierBias }),
  };
}

// Weights [O, I, H, W] → [H, W, I, O]; depthwise ones [C, 1, H, W] → [H, W, C, 1].
function filter({ depthwise }, { shape: [output, input, height, width], values }) {
  const laidOut = new Float32Array(values.length);
  for (let o = 0, from = 0; o < output; o += 1) {
    for (let i = 0; i < input; i += 1) {
      for (let pixel = 0; pixel < height * width; pixel += 1, from += 1) {
        laidOut[(pixel * input + i) * output + o] = values[from];
      }
    }
  }
  return tf.tensor4d(laidOut, depthwise ? [height, width, output, 1] : [height, width, input, output]);
}
