// The end-to-end tests in the system's own Firefox: those in which the browser itself matters (files, storage, decoders, focus,
// workers, the network). Left out are those of the page's own logic, what `firefox.spec.mjs` does as well, and those of axe-core,
// under which Firefox 153 crashes. What its driver cannot do is skipped in the tests themselves.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import chromium from './playwright.config.mjs';

export default defineConfig({
  ...chromium,
  testIgnore: [
    'accessibility', 'device', 'durability', 'evaluation', 'findings', 'languages', 'main-job', 'narrow', 'preview', 'results',
    'sizes', 'system', 'tried', 'why',
  ].map((name) => `${name}.spec.mjs`),
  outputDir: 'results/firefox-failures',
  use: {
    browserName: 'firefox',
    // Firefox as Mozilla makes it, not Playwright's own.
    channel: 'moz-firefox',
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
