// Starts the HEIC decoder and answers its messages: first its program, then files, which it answers with pictures. The
// page starts it for the worker and gives it a port to the worker.
//
// A failure ends it: the worker reports that for the photo, and asks for another decoder for the next one.

// Must come first, before any other code of this worker runs.
import './block-network.js';
import { reportRequests } from './resource-observer.js';
import init, { decode } from './heic.js';

// The recipient of the answers.
let port;

self.onmessage = async (/** @type {{ data: ToDecoder }} */ { data }) => {
  if (data.type === 'report-requests') {
    reportRequests(data.port);
    return;
  }
  port = data.port;
  await init({ module_or_path: data.program });
  port.onmessage = answer;
  port.postMessage({ type: 'ready' });
};

function answer({ data: { bytes } }) {
  try {
    const picture = decode(bytes);
    port.postMessage({ type: 'picture', picture }, picture.rgb ? [picture.rgb.buffer] : []);
  } catch (cause) {
    // A trap; the usual cause is that memory has run out.
    fail(cause);
  }
}

function fail(cause) {
  port?.postMessage({ type: 'failed', cause: String(cause) });
  self.close();
}

// An error in an asynchronous function is a rejection, which nobody would hear of.
self.addEventListener('unhandledrejection', ({ reason }) => fail(reason));
// The page sends nothing before this.
self.postMessage({ type: 'listening' });
