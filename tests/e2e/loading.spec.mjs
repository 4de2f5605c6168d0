// Loading is seen, and where it fails, the page says what happened and what to do.

import { bad, expect, heldBack, photos, test } from './site.mjs';

test('the page is there at once and loading is told in bytes', { tag: '@firefox' }, async ({ person, page }) => {
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

test.describe('before the worker is ready', () => {
  // Firefox's decoder complains of a photo that is cut off.
  test.use({ provoked: [/Failed to load resource|corrupt or truncated/] });

  // Opens the page with a worker whose program stays away until the returned function is called.
  async function openWithoutProgram(person) {
    let arrive;
    const arrival = new Promise((resolve) => { arrive = resolve; });
    await person.page.route('**/worker_bg.wasm', async (route) => {
      await arrival;
      await route.continue();
    });
    await person.page.goto(`${person.address}?device=cpu`);
    return arrive;
  }

  const seen = (person) => person.see('pretrained-row').evaluateAll((rows) => (
    rows.map((row) => [row.dataset.class, Number(row.dataset.probability).toFixed(3)])
  ));

  test('a first visitor’s photo gets the answer that the worker gives, too', { tag: '@firefox' }, async ({ person }) => {
    const arrive = await openWithoutProgram(person);
    await person.see('try-input').setInputFiles(heldBack('cat', 1));
    await expect(person.see('pretrained-row')).toHaveCount(5);
    const first = await seen(person);
    expect(first[0][0]).toMatch(/cat/i);
    await expect(person.see('device-badge')).not.toContainText('CPU');

    arrive();
    await person.ready();
    await person.tryPhoto(heldBack('rocket', 1));
    await person.tryPhoto(heldBack('cat', 1));
    expect((await seen(person)).slice(0, 5)).toEqual(first);
  });

  test('a photo that only the worker can judge waits for it', async ({ person }) => {
    const arrive = await openWithoutProgram(person);
    await person.see('try-input').setInputFiles(bad('truncated.jpg'));
    await person.page.waitForTimeout(1500);
    await expect(person.see('try-failure')).toHaveCount(0);
    arrive();
    await expect(person.see('try-failure')).toContainText(/is cut off/);
  });

  test('a worker that never gets ready is told, and another takes its place', { tag: '@waits' }, async ({ person, page }) => {
    await page.route('**/worker.js', () => {});
    await page.goto(`${person.address}?device=cpu`);
    await expect(person.see('slow-start')).toContainText('is taking longer than usual', { timeout: 60_000 });
    await person.screenshot('slow-start');
    await page.unroute('**/worker.js');
    await person.see('start-again').click();
    await person.ready();
    await expect(person.see('slow-start')).toHaveCount(0);
    await expect(person.see('alert')).toContainText('The worker did not become ready. It was restarted');
    await person.addClass('cat');
    await person.addPhotos('cat', photos('cat', 2));
  });

  test('where no early prediction can be had, the worker answers', async ({ person, page }) => {
    await page.route('**/embedder_bg.wasm', (route) => route.abort());
    await person.open();
    await person.tryPhoto(heldBack('cat', 1));
    await expect(person.see('pretrained-row')).toHaveCount(5);
  });
});
