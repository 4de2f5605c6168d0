// What does the work: the GPU through WebGPU, or the CPU and why. The adapter here is a software one, which takes a third
// of a second for a view of a photo: few photos.

import { expect, heldBack, photos, test } from './site.mjs';

async function reason(person) {
  await person.see('device-badge').click();
  return person.see('device-reason').innerText();
}

test('a software adapter counts as no GPU, and the badge says why', async ({ person }) => {
  await person.open('');
  await expect(person.see('device-badge')).toHaveText('CPU');
  expect(await reason(person)).toMatch(/software.*CPU is faster/);
});

// The only adapter here is a software one; the browser is made to keep that to itself, as some drivers do.
async function hideThatItIsSoftware(page) {
  const lie = "if (self.GPUAdapterInfo) Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { get: () => false });\n";
  await page.route('**/worker-start.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: lie + await response.text() });
  });
}

test.describe('at a second visit', () => {
  test('a GPU that is slower than the CPU is timed once, not used, and remembered', async ({ person, page }) => {
    test.setTimeout(300_000);
    await hideThatItIsSoftware(page);
    await person.open('');
    await expect(person.see('device-badge')).toHaveText('CPU', { timeout: 200_000 });
    const timed = await reason(person);
    expect(timed).toMatch(/^On this device, the CPU is faster.*\d ms per photo instead of \d+ ms/);
    // The same figures: nothing was timed again.
    await person.open('');
    await expect(person.see('device-badge')).toHaveText('CPU', { timeout: 200_000 });
    expect(await reason(person)).toBe(timed);
  });
});

test('a GPU that computes wrongly is not used, and the badge says so', async ({ person }) => {
  test.setTimeout(300_000);
  await person.open('?device=gpu&fail-self-test');
  await expect(person.see('device-badge')).toHaveText('CPU', { timeout: 200_000 });
  expect(await reason(person)).toMatch(/incorrectly/);
  const { pretrained } = await person.tryPhoto(heldBack('cat', 1));
  expect(pretrained[0][0]).toMatch(/cat|tabby/i);
});

test('the main job runs on the GPU through WebGPU', async ({ person, page }) => {
  test.setTimeout(900_000);
  await page.goto(person.address);
  const adapter = await page.evaluate(async () => Boolean(await navigator.gpu?.requestAdapter()));
  expect(adapter, 'a WebGPU adapter').toBe(true);

  await person.open('?device=gpu');
  await expect(person.see('device-badge')).toContainText('GPU', { timeout: 200_000 });
  for (const name of ['coffee', 'rocket']) {
    await person.addClass(name);
    await person.card(name).getByTestId('add-photos-input').setInputFiles(photos(name, 2));
    await person.summary(400_000);
  }
  await person.expectTrained(4, 400_000);
  const { classes, pretrained } = await person.tryPhoto(heldBack('rocket', 1));
  expect(classes[0][0]).toBe('rocket');
  expect(pretrained).toHaveLength(5);
  await expect(person.see('device-badge')).toContainText('GPU');
  await person.screenshot('gpu');
});

// How many embedders this machine gets: see helper.rs.
const expected = (page) => page.evaluate(() => Math.min(navigator.hardwareConcurrency - 1, Math.floor(navigator.deviceMemory ?? 4), 7));
const embedders = (page) => page.workers().filter((worker) => worker.url().endsWith('/embedder-start.js')).length;

test('without a GPU, the other cores embed as well', async ({ person, page }) => {
  await person.open('?device=cpu&test');
  await expect.poll(() => embedders(page)).toBe(await expected(page));
  await person.teach(['coffee', 'rocket']);
  expect((await person.tryPhoto(heldBack('rocket', 1))).classes[0][0]).toBe('rocket');
  // They end with their worker; the next one gets its own.
  await page.evaluate(() => window.handlensTest.killWorker());
  await expect(person.see('alert').first()).toBeVisible();
  await person.ready();
  await person.expectTrained(24);
  await expect.poll(() => embedders(page)).toBe(await expected(page));
});

test.describe('where embedders do not start', () => {
  test.use({ provoked: [/404/] });

  test('the worker does their work', async ({ person, page }) => {
    await page.route('**/embedder_bg.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    await person.open();
    await person.teach(['coffee', 'rocket']);
    await expect(person.see('alert')).toHaveCount(0);
  });
});
