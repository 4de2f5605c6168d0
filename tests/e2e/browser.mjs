// The browsers that the tests use: CHROMIUM and FIREFOX, or the first ones in a usual place. `node browser.mjs` prints where
// Chromium is, `node browser.mjs firefox` where Firefox is.

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const CHROMIUM = {
  variable: 'CHROMIUM',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  places: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
};
const FIREFOX = {
  variable: 'FIREFOX',
  names: ['firefox-esr', 'firefox'],
  places: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
};

// What Chromium needs for a WebGPU adapter on a machine without a GPU, and to leave the network alone.
export const BROWSER_ARGUMENTS = [
  '--no-sandbox',
  '--enable-unsafe-webgpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A webcam that shows a test picture.
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
];

// The paths of the browsers; undefined where there is none.
export const findBrowser = () => find(CHROMIUM);
export const findFirefox = () => find(FIREFOX);

function find({ variable, names, places }) {
  if (process.env[variable]) return process.env[variable];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...places];
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const wanted = process.argv[2] === 'firefox' ? FIREFOX : CHROMIUM;
  const browser = find(wanted);
  if (!browser) {
    console.error(`None of ${wanted.names.join(', ')} found: install one, or name it in the environment variable ${wanted.variable}.`);
    process.exit(1);
  }
  console.log(browser);
}
