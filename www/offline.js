// Use without a network: keeps the service worker, and tells the page's program what there is to offer. `window.handlens` has
// these functions; every change is told by the event `handlens-offline` of the window.

const state = {
  // "none", "keeping", "kept" or "failed": whether the page's files are kept on this device.
  files: 'none',
  // Whether another version waits to be used.
  update: false,
  // Whether the browser would install the page as an app.
  installable: false,
  // Whether it runs as an installed app.
  installed: matchMedia('(display-mode: standalone)').matches,
};

let registration;
let invitation;
let reloading = false;

function change(news) {
  Object.assign(state, news);
  window.dispatchEvent(new Event('handlens-offline'));
}

window.addEventListener('beforeinstallprompt', (event) => {
  // The page offers it where it does not disturb.
  event.preventDefault();
  invitation = event;
  change({ installable: true });
});
window.addEventListener('appinstalled', () => change({ installable: false, installed: true }));

// What there is to offer.
export const offlineState = () => ({ ...state });

// Wait after the page is ready, in milliseconds: keeping its files takes a processor for about a second, which the first
// answer needs itself.
const BEGIN_DELAY_MS = 2500;

// Keeps the page's files on this device. Called when the page is ready, so that nothing that a person waits for is slower.
export async function begin(build) {
  if (!build || !navigator.serviceWorker) return;
  await new Promise((waited) => { setTimeout(waited, BEGIN_DELAY_MS); });
  try {
    registration = await navigator.serviceWorker.register('./service-worker.js');
    if (!registration) throw new Error('the browser registered none');
  } catch (cause) {
    console.info('Nothing is kept for use without a network.', cause);
    change({ files: 'failed' });
    return;
  }
  watch(registration.installing, build);
  registration.addEventListener('updatefound', () => watch(registration.installing, build));
  if (registration.active) change({ files: 'kept' });
  if (registration.waiting && registration.active) change({ update: true });
}

function watch(installing, build) {
  if (!installing) return;
  const first = !registration.active;
  if (first) change({ files: 'keeping' });
  installing.addEventListener('statechange', () => {
    if (installing.state === 'redundant' && first) change({ files: 'failed' });
    if (installing.state === 'installed' && !first) change({ update: true });
    if (installing.state === 'activated') {
      change({ files: 'kept' });
      // From here on it answers for this page, too, if it has the very same files.
      installing.postMessage({ claim: build.version });
    }
  });
}

// Starts the version that waits: resolves to false if the page is open in another tab, which would otherwise go on with
// files of two versions.
export async function update() {
  const waiting = registration?.waiting;
  if (!waiting) return true;
  const { port1, port2 } = new MessageChannel();
  const alone = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data.alone);
    waiting.postMessage({ takeOver: port2 }, [port2]);
  });
  if (alone && !reloading) {
    reloading = true;
    if (waiting.state === 'activated') location.reload();
    waiting.addEventListener('statechange', () => {
      if (waiting.state === 'activated') location.reload();
    });
  }
  return alone;
}

// Shows the browser's own question whether to install the page.
export async function install() {
  const shown = invitation;
  invitation = undefined;
  change({ installable: false });
  await shown?.prompt();
}
