// Loading is seen, and where it fails, the page says what happened and what to do.

import { expect, test } from './site.mjs';

test('the page is there at once and loading is told in bytes', async ({ person, page }) => {
  // The model waits until the test has looked.
  let release;
  const looked = new Promise((resolve) => { release = resolve; });
  await page.route('**/*.safetensors', async (route) => {
    await looked;
    await route.continue();
  });
  await page.goto(person.address);
  await expect(person.see('new-class-name')).toBeVisible();
  await expect(person.see('loading-bar')).toBeVisible();
  // What needs no model works already.
  await person.addClass('early');
  release();
  await person.ready();
  await expect(person.see('loading-bar')).toHaveCount(0);
  await expect(person.card('early')).toBeVisible();
});

test.describe('without its model', () => {
  test.use({ provoked: [/status of 404/] });

  test('the page says what is missing', async ({ person, page }) => {
    await page.route('**/*.safetensors', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(person.address);
    await expect(person.see('alert').first()).toContainText(/model could not be loaded.*status 404/i);
  });
});

test.describe('without its program', () => {
  test.use({ provoked: [/ERR_FAILED/] });

  test('the page says so and offers to start again', async ({ person, page }) => {
    await page.route('**/worker_bg.wasm', (route) => route.abort());
    await page.goto(person.address);
    await expect(person.see('start-again')).toBeVisible();
    await page.unroute('**/worker_bg.wasm');
    await person.see('start-again').click();
    await person.ready();
  });
});
