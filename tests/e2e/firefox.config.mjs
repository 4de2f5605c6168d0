// The end-to-end tests in the system's own Firefox: those with the tag @firefox, in which the browser itself matters (files,
// storage, decoders, focus, workers, the network), and `firefox*.spec.mjs`. The page's own logic is the same in every browser.
// Firefox's driver hands over no folders and no pictures on the clipboard, and runs nothing in a worker; under axe-core,
// Firefox 153 crashes.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import chromium from './playwright.config.mjs';

export default defineConfig({
  ...chromium,
  testIgnore: [],
  // The tag, and the names of the files.
  grep: /firefox/,
  outputDir: 'results/firefox-failures',
  use: {
    browserName: 'firefox',
    // Firefox as Mozilla makes it, not Playwright's own.
    channel: 'moz-firefox',
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 800 },
    launchOptions: {
      executablePath: fileURLToPath(new URL('firefox.mjs', import.meta.url)),
      firefoxUserPrefs: {
        // A webcam that shows a test picture, and no question before it.
        'media.navigator.streams.fake': true,
        'media.navigator.permission.disabled': true,
        // The list of downloads would open, and take the focus from the page.
        'browser.download.alwaysOpenPanel': false,
      },
    },
  },
});
