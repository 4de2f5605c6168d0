// onnxruntime-web on the same network as an ONNX file. It is served as published, not bundled, because its threads
// start from its own file.

import { normalised } from './network.mjs';

const SIDE = 224;

// Options: all graph optimisations, SIMD (which it always has), and as many threads as requested. Training is no longer
// part of the library.
export async function open({ gpu, threads }) {
  const model = fetch('./model/efficientnet-lite0.onnx').then((answer) => answer.arrayBuffer());
  const ort = await import(gpu ? '../ort/ort.webgpu.bundle.min.mjs' : '../ort/ort.wasm.bundle.min.mjs');
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = 'error';
  const session = await ort.InferenceSession.create(new Uint8Array(await model), {
    executionProviders: [gpu ? 'webgpu' : 'wasm'],
    graphOptimizationLevel: 'all',
  });
  const run = async (views, count, output) => {
    const input = new ort.Tensor('float32', channelsFirst(views, count), [count, 3, SIDE, SIDE]);
    const answer = (await session.run({ views: input }, [output]))[output];
    const values = await answer.getData();
    answer.dispose();
    return values;
  };
  return {
    about: { version: ort.env.versions.web },
    embed: (views, count) => run(views, count, 'feature'),
    classify: (view) => run(view, 1, 'logits'),
  };
}

function channelsFirst(views, count) {
  const plane = SIDE * SIDE;
  const values = new Float32Array(views.length);
  for (let view = 0; view < count; view += 1) {
    const start = view * plane * 3;
    for (let pixel = 0; pixel < plane; pixel += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        values[start + channel * plane + pixel] = normalised(views[start + pixel * 3 + channel]);
      }
    }
  }
  return values;
}
