// Starts the HEIC decoder and answers it: its program once, then files in, pictures out. The page starts it, for the worker,
// to which it gives it a port.
//
// A failure ends it: the worker then says so of that photo, and asks for another decoder at the next.

// First of all, before anything else of this worker runs.
import './block-network.js';
import { witness } from './resource-observer.js';
import init, { decode } from './heic.js';

// Who is answered.
let port;

self.onmessage = async ({ data: { program, port: given, witness: listener } }) => {
  if (listener) {
    witness(listener);
    return;
  }
  port = given;
  await init({ module_or_path: program });
  port.onmessage = answer;
  port.postMessage({});
};

function answer({ data: file }) {
  try {
    const picture = decode(file);
    port.postMessage(picture, picture.rgb ? [picture.rgb.buffer] : []);
  } catch (cause) {
    // A trap: most often there is no memory left.
    fail(cause);
  }
}

function fail(cause) {
  port?.postMessage({ failed: String(cause) });
  self.close();
}

// An error in an asynchronous function is a rejection, of which nobody would learn.
self.addEventListener('unhandledrejection', ({ reason }) => fail(reason));
// Whoever started it sends nothing before.
self.postMessage({ listening: true });
