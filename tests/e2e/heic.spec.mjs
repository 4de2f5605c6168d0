// HEIC in a browser that does not read it: the decoder comes when it is needed, reads what phones store, says what it cannot,
// and gives its memory back.

import { readFileSync, writeFileSync } from 'node:fs';
import { bad, expect, FIXTURES, photos, test } from './site.mjs';

const heic = (name) => `${FIXTURES}/heic/${name}.heic`;

// The decoders that are at work or wait for the next photo.
const decoders = (page) => page.workers().filter((worker) => worker.url().endsWith('/heic-start.js')).length;

// How far the red block at the top left of a photo's thumbnail is from its colour, in levels of 255; and the thumbnail's size.
const thumbnail = (person, name) => person.page.evaluate(async (name) => {
  const image = document.querySelector(`[data-testid="photo"][aria-label="${name}"] img`);
  await image.decode();
  const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const [red, green, blue] = context.getImageData(5, 5, 1, 1).data;
  return { size: [canvas.width, canvas.height], apart: Math.max(Math.abs(red - 220), Math.abs(green - 30), Math.abs(blue - 30)) };
}, name);

test('a photo from an iPhone is added upright and in its colours, and the decoder does not come before', { tag: '@firefox' }, async ({ person, page, watch, browserName }) => {
  const asked = () => watch.requests.filter((request) => /heic(-start|_bg)?\.(js|wasm)$/.test(request.url()) && !request.serviceWorker()).length;
  await person.open();
  await person.addClass('coffee');
  await person.addPhotos('coffee', photos('coffee', 1));
  expect(asked()).toBe(0);

  const names = ['plain', 'iphone', 'ten-bit', 'turned-5', 'burst', 'display-p3-numbers', 'alpha'];
  const summary = await person.addPhotos('coffee', names.map(heic));
  expect(asked()).toBeGreaterThan(0);
  expect(summary).toContain('alpha.heic has transparent parts');
  await person.expectCount('coffee', 1 + names.length);
  for (const name of names.filter((name) => name !== 'alpha')) {
    await expect(person.card('coffee').locator(`[aria-label="${name}.heic"] img`)).toHaveCount(1);
    const { size, apart } = await thumbnail(person, `${name}.heic`);
    expect(size, name).toEqual([120, 80]);
    expect(apart, name).toBeLessThan(15);
  }
  if (browserName !== 'firefox') {
    // It is gone a while after the last one, and another comes with the next.
    await expect.poll(() => decoders(page), { timeout: 20_000 }).toBe(0);
    await person.tryPhoto(heic('full-colour'));
    expect(decoders(page)).toBe(1);
  }
});

test('beside an answer is a picture that the browser can show, in place of the file', async ({ person, page }) => {
  await person.open();
  for (const file of [heic('iphone'), bad('photo.tiff')]) {
    await person.tryPhoto(file);
    const picture = page.locator(`[data-testid="try-result"][aria-label="${file.split('/').pop()}"]`).getByTestId('answer-picture');
    await expect.poll(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0)).toBe(true);
  }
  await person.see('why-button').first().click();
  await expect.poll(() => person.see('why-picture').evaluate((image) => image.naturalWidth > 0)).toBe(true);
});

test('damaged ones get a sentence each, and the others are added', async ({ person }, testInfo) => {
  const whole = readFileSync(heic('plain'));
  const files = { 'cut.heic': whole.subarray(0, whole.length * 0.6), 'broken.heic': Buffer.from(whole) };
  const settings = whole.indexOf('hvcC');
  files['broken.heic'].fill(0xff, settings + 30, settings + 60);
  const paths = Object.entries(files).map(([name, bytes]) => {
    const path = testInfo.outputPath(name);
    writeFileSync(path, bytes);
    return path;
  });
  await person.open();
  await person.addClass('coffee');
  const summary = await person.addPhotos('coffee', [...paths, heic('grey'), heic('plain')]);
  expect(summary).toMatch(/cut\.heic.*is cut off/);
  expect(summary).toMatch(/broken\.heic.*is damaged: it begins like a HEIC/);
  await person.expectCount('coffee', 2);
});

test('many are tried at once, and those in an archive too', async ({ person, page }) => {
  await person.open();
  for (const name of ['coffee', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
  await person.expectTrained(6);
  const names = ['plain', 'iphone', 'grey', 'alpha', 'burst', 'ten-bit', 'full-colour', ...[2, 3, 5, 8].map((turn) => `turned-${turn}`)];
  await person.see('try-input').setInputFiles(names.map(heic));
  await expect(person.see('batch-status')).toHaveText('11 photos', { timeout: 60_000 });
  await expect(page.locator('[data-testid="batch-row"][data-name="iphone.heic"] img')).toBeVisible();

  await person.see('try-input').setInputFiles(`${FIXTURES}/heic/photos.zip`);
  await expect(person.see('batch-status')).toHaveText('13 photos', { timeout: 60_000 });
});

test.describe('without a network', () => {
  test.use({ serviceWorkers: 'allow' });

  test('a photo is read after one visit in which none was', { tag: '@firefox' }, async ({ person, page, context }) => {
    await person.open();
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });
    await context.setOffline(true);
    await page.reload();
    await person.ready();
    await person.addClass('coffee');
    await person.addPhotos('coffee', [heic('iphone')]);
    await person.expectCount('coffee', 1);
    await context.setOffline(false);
  });
});

test.describe('where the decoder fails', () => {
  test.use({ provoked: [/ERR_FAILED|NetworkError|Failed to load|NS_ERROR/] });

  test('to load, a sentence says so; the others are added, and so is this one once it can be had', { tag: '@waits' }, async ({ person, page }) => {
    await page.route('**/heic_bg.wasm', (route) => route.abort());
    await person.open();
    await person.addClass('coffee');
    const summary = await person.addPhotos('coffee', [heic('plain'), heic('iphone'), ...photos('coffee', 2)]);
    // The same for both; they may be told together.
    expect(summary).toContain('the decoder for these could not be loaded. Check the connection');
    await person.expectCount('coffee', 2);
    await page.unroute('**/heic_bg.wasm');
    // It is not asked for with every photo.
    await expect(async () => {
      await person.addPhotos('coffee', [heic('plain')]);
      await person.expectCount('coffee', 3);
    }).toPass({ timeout: 60_000 });
  });

  test('in the middle of a photo, or never answers, that photo gets a sentence and the next a new decoder', { tag: '@waits' }, async ({ person, page }) => {
    // In the place of the decoder’s script one that traps at its first photo, then one that hangs, then its own.
    const script = (answer) => `
      self.onmessage = ({ data: { type, port } }) => {
        if (type !== 'program') return;
        port.onmessage = () => { ${answer} };
        port.postMessage({ type: 'ready' });
      };
      self.postMessage({ type: 'listening' });`;
    const scripts = [
      script('port.postMessage({ type: "failed", cause: "RuntimeError: unreachable" });'),
      script('for (;;) {}'),
    ];
    await page.route('**/heic-start.js', async (route) => {
      const body = scripts.shift();
      if (!body) return route.continue();
      const response = await route.fetch();
      return route.fulfill({ response, body });
    });
    await person.open();
    await person.addClass('coffee');
    const summary = await person.addPhotos('coffee', ['plain', 'grey', 'iphone'].map(heic));
    expect(summary).toMatch(/needs more memory to decode than there is, or has a fault/);
    expect(summary).toContain('takes too long to decode');
    await person.expectCount('coffee', 1);
    await expect.poll(() => decoders(page), { timeout: 20_000 }).toBe(0);
  });
});
