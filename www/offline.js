// Use without a network: registers the service worker, and tells the page's program what it may offer.
// `window.handlens` has these functions; the window's event `handlens-offline` announces every change.

const state = {
  // "none", "keeping", "kept" or "failed": whether the page's files are stored on this device.
  files: 'none',
  // Whether a new version is ready to be activated.
  update: false,
  // Whether the browser offers to install the page as an app.
  installable: false,
  // Whether the page runs as an installed app.
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

// What the page may offer.
export const offlineState = () => ({ ...state });

// Delay after the page is ready, in milliseconds: storing its files keeps a processor busy for about a second, which
// the first answer needs itself.
const BEGIN_DELAY_MS = 2500;

// Stores the page's files on this device. Call it when the page is ready, so that it delays nothing that the person
// waits for.
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
      // From now on it answers for this page, too, if it has exactly the same files.
      installing.postMessage({ type: 'claim', version: build.version });
    }
  });
}

// Activates the waiting version. Resolves to false if another tab has the page open: that tab would go on with files of
// two versions.
export async function update() {
  const waiting = registration?.waiting;
  if (!waiting) return true;
  const { port1, port2 } = new MessageChannel();
  const alone = await new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data.alone);
    waiting.postMessage({ type: 'take-over', port: port2 }, [port2]);
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

// Shows the browser's own prompt to install the page.
export async function install() {
  const shown = invitation;
  invitation = undefined;
  change({ installable: false });
  await shown?.prompt();
}
