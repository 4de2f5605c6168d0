// The end-to-end tests in the system's own Firefox: the main job, what is stored, editing, results, and what is only checked
// there.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import chromium from './playwright.config.mjs';

export default defineConfig({
  ...chromium,
  testIgnore: [],
  testMatch: ['main-job.spec.mjs', 'storage.spec.mjs', 'editing.spec.mjs', 'findings.spec.mjs', 'results.spec.mjs', 'firefox.spec.mjs'],
  outputDir: 'results/firefox-failures',
  use: {
    browserName: 'firefox',
    // Firefox as Mozilla makes it, not Playwright's own.
    channel: 'moz-firefox',
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath: fileURLToPath(new URL('firefox.mjs', import.meta.url)) },
  },
});
