// How the end-to-end tests run: one after the other, in the system's own Chromium, against the built site in `dist`.

import { defineConfig } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.mjs';

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.mjs',
  testIgnore: 'firefox*.spec.mjs',
  outputDir: 'results/failures',
  // The site keeps a core busy by itself, and two cores are all that may be there.
  workers: 1,
  // A busy machine may stop a browser for seconds. A test that passes only the second time is reported as flaky.
  retries: 1,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    // `--trace on` for one that cannot be told from the picture: recording takes a quarter of the processor's time.
    trace: 'off',
    // Installing it takes a quarter of what a start costs, and it fetches past a test's routes. Specs about what it does let it in.
    serviceWorkers: 'block',
    launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGUMENTS },
  },
});
