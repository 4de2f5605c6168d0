// Messages between the page, its workers and the service worker. `type` tells them apart.

/** To any worker: report every request to this port, as `PerformanceResourceTiming` with a date. */
type ReportRequests = { type: 'report-requests'; port: MessagePort };

/** From the page to the trainer worker. Only the program of the worker reads commands. */
type ToTrainer =
  | { type: 'command'; header: unknown; files: (Blob | ImageBitmap)[] }
  /** `build` is the SHA-256 of the program, where the build has a list of files. */
  | { type: 'program'; program: WebAssembly.Module; build?: string }
  | { type: 'model'; model: unknown }
  | { type: 'embedder-lost'; index: number }
  /** Try to send something to this address, and answer `port` with the outcome. */
  | { type: 'attempt'; address: string; port: MessagePort }
  | ReportRequests;

/** From the trainer worker to the page. */
type FromTrainer =
  | { type: 'listening' }
  | { type: 'event'; header: any; buffers: ArrayBuffer[] }
  /** `first` is the index of the first port among all that the worker has asked for. */
  | { type: 'start-embedders'; ports: MessagePort[]; first: number }
  /** `decoder` is for the decoder. On `page`, the page reports what the decoder cannot, and learns that it can end it. */
  | { type: 'start-decoder'; decoder: MessagePort; page: MessagePort };

/** To an embedder. `port` belongs to whoever it works for; without one it is the page. */
type ToEmbedder =
  | { type: 'program'; program: WebAssembly.Module; port?: MessagePort }
  | { type: 'weights'; weights: ArrayBuffer; labels?: string }
  | { type: 'photo'; photo: Blob }
  /** `sides` are the number of pixels along a side of each view. */
  | { type: 'views'; views: ArrayBuffer; sides: ArrayBuffer }
  /** `targets` are the number of classes, then each view’s label, its weight, and its feature map’s number of pixels. */
  | { type: 'examples'; parameters: ArrayBuffer; targets: ArrayBuffer; activations: ArrayBuffer }
  | { type: 'activations'; parameters: ArrayBuffer; activations: ArrayBuffer; pixels: ArrayBuffer }
  | { type: 'stop' }
  | ReportRequests;

/** From an embedder. */
type FromEmbedder =
  | { type: 'listening' }
  | { type: 'ready' }
  | { type: 'prediction'; prediction: { seen: [string, number][]; milliseconds: number } | null }
  | { type: 'outputs'; outputs: Float32Array }
  | { type: 'failed'; cause: string };

/** From the page to a HEIC decoder; its files come on `port`, as `{ type: 'file', bytes }`. */
type ToDecoder = { type: 'program'; program: WebAssembly.Module; port: MessagePort } | ReportRequests;

/** From a HEIC decoder, and from the page about it. */
type FromDecoder =
  | { type: 'listening' }
  | { type: 'ready' }
  | { type: 'picture'; picture: object }
  | { type: 'missing' | 'failed'; cause: string };

/** From the page to the service worker. */
type ToServiceWorker =
  | { type: 'claim'; version: string }
  | { type: 'take-over'; port: MessagePort }
  | { type: 'recall' };
