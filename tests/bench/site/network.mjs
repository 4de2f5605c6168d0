// EfficientNet-Lite0 as stored in the baked weights file: its tensors, and the order of its layers. Used in the browser
// for TensorFlow.js and in Node for the ONNX file, so that both peers compute the same network.

// Blocks whose depthwise convolution has stride 2 (crates/vision/src/model/shapes.rs has the whole table).
const STRIDED_BLOCKS = new Set([1, 3, 5, 11]);

// Reads a safetensors file with F16 and F32 tensors: name → `{ shape, values }`, values as Float32Array.
export function readSafetensors(buffer) {
  const view = new DataView(buffer);
  const headerLength = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, headerLength)));
  const tensors = new Map();
  for (const [name, { dtype, shape, data_offsets: offsets }] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    // Copied, because a tensor need not start at a multiple of its values' size.
    const bytes = buffer.slice(8 + headerLength + offsets[0], 8 + headerLength + offsets[1]);
    tensors.set(name, { shape, get values() { return floats(bytes, dtype); } });
  }
  return tensors;
}

function floats(bytes, dtype) {
  if (dtype === 'F32') return new Float32Array(bytes);
  if (dtype !== 'F16') throw new Error(`Tensors of type ${dtype} are not expected.`);
  return Float32Array.from(new Uint16Array(bytes), (bits) => HALVES[bits]);
}

// All 65,536 half-precision floats.
const HALVES = Float32Array.from({ length: 65536 }, (_, bits) => {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
});

// The convolutions in order. `relu6`: whether a ReLU6 follows. `shortcut`: 'keep' remembers the layer's input, 'add'
// adds the remembered input to the layer's output.
export function layers(tensors) {
  const conv = (name, rest) => {
    const { shape } = tensors.get(`${name}.weight`);
    return { name, kernel: shape[2], stride: 1, depthwise: false, relu6: true, ...rest };
  };
  const found = [conv('stem', { stride: 2 })];
  for (let block = 0; tensors.has(`blocks.${block}.depthwise.weight`); block += 1) {
    const name = `blocks.${block}`;
    const stride = STRIDED_BLOCKS.has(block) ? 2 : 1;
    const expand = tensors.get(`${name}.expand.weight`);
    const output = tensors.get(`${name}.project.weight`).shape[0];
    const adds = stride === 1 && expand?.shape[1] === output;
    if (expand) found.push(conv(`${name}.expand`, { shortcut: adds ? 'keep' : undefined }));
    found.push(conv(`${name}.depthwise`, { stride, depthwise: true }));
    found.push(conv(`${name}.project`, { relu6: false, shortcut: adds ? 'add' : undefined }));
  }
  found.push(conv('head'));
  return found;
}

// How pixels enter the network: 0 to 255 → −0.99 to 1.
export const normalised = (value) => (value - 127) / 128;
