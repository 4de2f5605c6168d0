// What the workers' scripts give their programs, and what those export.

interface WorkerGlobalScope {
  /** The weights and labels, once the page has handed them over. */
  handlensModel: Promise<unknown>;
  /** SHA-256 of the worker’s program, once the page has handed it over; undefined where the build has no list of files. */
  handlensBuild?: string;
  /** Asks the page for so many embedders; returns a port to each. */
  handlensEmbedders(count: number): MessagePort[];
  /** Whether a panic has been reported. */
  handlensCrashed?: boolean;
}

declare module '*/worker.js' {
  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
}

declare module '*/embedder.js' {
  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  export function gradient(parameters: Float32Array, targets: Float32Array, activations: Float32Array): Float32Array<ArrayBuffer>;
  export function tailFeatures(parameters: Float32Array, activations: Float32Array, pixels: Float32Array): Float32Array<ArrayBuffer>;
  export function views(photo: Blob): Promise<[Float32Array, Float32Array] | undefined>;
  export class Embedder {
    constructor(weights: Uint8Array);
    outputs(views: Float32Array, sides: Float32Array): Float32Array<ArrayBuffer>;
    sees(centre: Float32Array, whole: Float32Array, labels: Uint8Array): [string, number][];
  }
}

declare module '*/heic.js' {
  export default function init(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  export function decode(file: Uint8Array): { rgb?: Uint8Array<ArrayBuffer> };
}
