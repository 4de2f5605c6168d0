// A head trained with TensorFlow.js, as in Teachable Machine and similar tools: one dense softmax layer, Adam at 1e-3,
// 50 epochs in batches of 32.

import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';

const EPOCHS = 50;
const BATCH = 32;

// Trains until the last epoch, or until the end of the epoch in which `limitMs` passed.
export async function fit({ vectors, labels, classes, limitMs }) {
  const samples = labels.length;
  const model = sequential({ layers: [layers.dense({ inputShape: [vectors.length / samples], units: classes, activation: 'softmax' })] });
  model.compile({ optimizer: tf.train.adam(1e-3), loss: 'categoricalCrossentropy' });
  const x = tf.tensor2d(vectors, [samples, vectors.length / samples]);
  const y = tf.cast(tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classes), 'float32');
  const start = performance.now();
  let epochs = 0;
  await model.fit(x, y, {
    epochs: EPOCHS,
    batchSize: BATCH,
    shuffle: true,
    // In a worker, no frame has to be drawn between two batches.
    yieldEvery: 'never',
    callbacks: {
      onEpochEnd: async () => {
        epochs += 1;
        // Waits for the device: work that is only queued is not done yet.
        await model.getWeights()[1].data();
        if (performance.now() - start > limitMs) model.stopTraining = true;
      },
    },
  });
  const [weights, bias] = await Promise.all(model.getWeights().map((tensor) => tensor.data()));
  return { weights, bias, epochs, planned: EPOCHS, finished: epochs === EPOCHS };
}
