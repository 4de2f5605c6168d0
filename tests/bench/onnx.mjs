// Writes the baked network as an ONNX file: `node onnx.mjs WEIGHTS.safetensors MODEL.onnx`. fp32, because
// onnxruntime-web computes in fp32. Input `views` [B, 3, 224, 224] (normalised), outputs `feature` [B, 1280] and
// `logits` [B, 1000].

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import proto from 'onnx-proto';
import { layers, readSafetensors } from './site/network.mjs';

const { onnx } = proto;
const { FLOAT } = onnx.TensorProto.DataType;

// The version of the operators used below: Clip takes its bounds as inputs since 11, and 13 changed nothing here.
const OPSET = 13;

export function onnxModel(weights) {
  const tensors = readSafetensors(weights);
  const initializer = [];
  const node = [];
  const constant = (name, shape, values) => {
    initializer.push({ name, dataType: FLOAT, dims: shape, rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength) });
    return name;
  };
  const tensor = (name) => constant(name, tensors.get(name).shape, tensors.get(name).values);
  const add = (opType, name, input, attribute = [], output = name) => {
    node.push({ opType, name, input, output: [output], attribute });
    return output;
  };
  const least = constant('zero', [], new Float32Array([0]));
  const most = constant('six', [], new Float32Array([6]));

  let x = 'views';
  let kept;
  for (const layer of layers(tensors)) {
    if (layer.shortcut === 'keep') kept = x;
    const { shape } = tensors.get(`${layer.name}.weight`);
    x = add('Conv', layer.name, [x, tensor(`${layer.name}.weight`), tensor(`${layer.name}.bias`)], [
      integers('kernel_shape', [layer.kernel, layer.kernel]),
      integers('strides', [layer.stride, layer.stride]),
      integers('pads', same(layer)),
      integer('group', layer.depthwise ? shape[0] : 1),
    ]);
    if (layer.relu6) x = add('Clip', `${layer.name}.relu6`, [x, least, most]);
    if (layer.shortcut === 'add') x = add('Add', `${layer.name}.sum`, [x, kept]);
  }
  x = add('GlobalAveragePool', 'pool', [x]);
  const feature = add('Flatten', 'flatten', [x], [integer('axis', 1)], 'feature');
  add('Gemm', 'classifier', [feature, tensor('classifier.weight'), tensor('classifier.bias')], [integer('transB', 1)], 'logits');

  const graph = {
    name: 'efficientnet-lite0',
    node,
    initializer,
    input: [value('views', ['batch', 3, 224, 224])],
    output: [value('feature', ['batch', 1280]), value('logits', ['batch', 1000])],
  };
  const model = { irVersion: 8, opsetImport: [{ domain: '', version: OPSET }], producerName: 'handlens-bench', graph };
  const wrong = onnx.ModelProto.verify(model);
  if (wrong) throw new Error(wrong);
  return onnx.ModelProto.encode(model).finish();
}

// TensorFlow's "same" padding for the even sides of this network: the odd pixel goes right and bottom.
function same({ kernel, stride }) {
  const total = kernel - stride;
  const before = Math.floor(total / 2);
  return [before, before, total - before, total - before];
}

const integer = (name, i) => ({ name, type: onnx.AttributeProto.AttributeType.INT, i });
const integers = (name, ints) => ({ name, type: onnx.AttributeProto.AttributeType.INTS, ints });
const value = (name, dims) => ({
  name,
  type: { tensorType: { elemType: FLOAT, shape: { dim: dims.map((dim) => (typeof dim === 'string' ? { dimParam: dim } : { dimValue: dim })) } } },
});

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [from, to] = process.argv.slice(2);
  const bytes = readFileSync(from);
  writeFileSync(to, onnxModel(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)));
}
