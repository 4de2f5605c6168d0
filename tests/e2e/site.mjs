// What every end-to-end test uses: the served site, the watch over the console and the network, and a person's moves.

import { mkdirSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { serve } from './server.mjs';

export { expect };

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
export const DIST = process.env.HANDLENS_DIST ?? here('../../dist');
export const FIXTURES = here('../fixtures');
const RESULTS = here('results');

export const CLASSES = ['cat', 'coffee', 'rocket'];

// The photos of a class, as many as asked for.
export function photos(name, count = 12) {
  const folder = `${FIXTURES}/photos/${name}`;
  return readdirSync(folder).sort().slice(0, count).map((file) => `${folder}/${file}`);
}

export const heldBack = (name, number) => `${FIXTURES}/held-back/${name}-${number}.jpg`;
export const bad = (name) => `${FIXTURES}/bad/${name}`;

// A small picture of its own for each number: a BMP of 64 × 48 pixels, drawn from the number alone.
export function picture(number) {
  const [width, height] = [64, 48];
  const pixels = width * height * 3;
  const buffer = Buffer.alloc(54 + pixels);
  buffer.write('BM');
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(54, 10);
  buffer.writeUInt32LE(40, 14);
  buffer.writeInt32LE(width, 18);
  buffer.writeInt32LE(height, 22);
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  buffer.writeUInt32LE(pixels, 34);
  for (let at = 0; at < pixels; at += 1) {
    const x = Math.floor(at / 3) % width;
    const y = Math.floor(at / 3 / width);
    buffer[54 + at] = (Math.imul(number, 2654435761) >>> ((at % 3) * 8)) ^ ((x * (number % 7 + 1) + y * (number % 5 + 1)) & 127);
  }
  return { name: `picture-${number}.bmp`, mimeType: 'image/bmp', buffer };
}

export const test = base.extend({
  // Patterns of console messages that a test provokes; any other warning or error fails it. Of an error that is written there,
  // Playwright is told no more in Firefox than `Error` or `{}`.
  provoked: [[], { option: true }],

  address: [async ({}, use) => {
    const site = await serve(DIST);
    await use(site.url);
    await site.close();
  }, { scope: 'worker' }],

  // In every test: nothing leaves the origin, and nothing complains.
  watch: [async ({ context, address, provoked }, use) => {
    const requests = [];
    const complaints = [];
    // The site's addresses; a test that serves a site of its own adds that.
    const sites = [address];
    context.on('request', (request) => requests.push(request));
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    context.on('weberror', (error) => complaints.push(String(error.error())));
    await use({ requests, complaints, sites });
    // A script that is still being replaced when a test is over is nobody's fault.
    await Promise.all([context, ...context.pages()].map((routed) => routed.unrouteAll({ behavior: 'ignoreErrors' })));
    const foreign = requests
      // What the page's policy stops is announced all the same, but never sent.
      .filter((request) => request.failure()?.errorText !== 'csp')
      .map((request) => request.url())
      .filter((url) => !['blob:', 'data:'].includes(new URL(url).protocol) && !sites.some((site) => url.startsWith(site)));
    expect(foreign, 'requests to another origin').toEqual([]);
    const expected = [...provoked, /^Service Worker registration blocked by Playwright$/];
    const unexpected = complaints.filter((text) => !expected.some((pattern) => pattern.test(text)));
    expect(unexpected, 'complaints in the console').toEqual([]);
  }, { auto: true }],

  // A person with the page open, on the CPU unless a test says otherwise.
  person: async ({ page, address }, use) => {
    await use(new Person(page, address));
  },
});

// What a person does and sees.
export class Person {
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }

  // Opens the page and waits until it can work.
  async open(query = '?device=cpu') {
    await this.page.goto(this.address + query);
    await this.ready();
  }

  async ready() {
    await expect(this.see('device-badge')).toContainText(/CPU|GPU/, { timeout: 120_000 });
  }

  see(testId) {
    return this.page.getByTestId(testId);
  }

  card(name) {
    return this.page.locator(`[data-testid="class-card"][data-class="${name}"]`);
  }

  async addClass(name) {
    await this.see('new-class-name').fill(name);
    await this.see('new-class-add').click();
    await expect(this.card(name)).toBeVisible();
  }

  // Types a number over the one in a field. It is emptied first: in Firefox, Playwright adds to a number what it is to fill in.
  async enterNumber(testId, number) {
    await this.see(testId).fill('');
    await this.see(testId).fill(number);
    await this.see(testId).press('Enter');
  }

  // Adds photos and waits for the end of the import; resolves to what its summary says.
  async addPhotos(name, files) {
    await this.card(name).getByTestId('add-photos-input').setInputFiles(files);
    return this.summary();
  }

  // Adds classes with photos, and waits until all are trained on.
  async teach(names, count = 12) {
    for (const name of names) {
      await this.addClass(name);
      await this.addPhotos(name, photos(name, count));
    }
    await this.expectTrained(names.length * count);
  }

  // Clicks on something, or ends the worker, in the very frame in which an import shows that so many photos are in: an import goes
  // on faster than a test looks.
  async interruptImport(least, testId = null) {
    await this.page.waitForFunction(([least, testId]) => {
      const element = (name) => document.querySelector(`[data-testid="${name}"]`);
      const [, added] = /Adding (\d+)/.exec(element('import-progress')?.textContent ?? '') ?? [];
      if (!(Number(added) >= least)) return false;
      if (testId) element(testId).click();
      else window.handlensTest.killWorker();
      return true;
    }, [least, testId], { polling: 'raf', timeout: 60_000 });
  }

  // Waits for the end of an import; resolves to what its summary says, and dismisses it.
  async summary(timeout = 120_000) {
    const summary = this.see('import-summary').last();
    await expect(summary).toBeVisible({ timeout });
    await expect(this.see('import-progress')).toHaveCount(0, { timeout });
    // Its details first, then those inside them.
    for (const details of [summary.locator('> details > summary'), summary.locator('.notice-names > summary')]) {
      for (const each of await details.all()) await each.click();
    }
    const text = await summary.innerText();
    await summary.getByTestId('dismiss').click();
    return text;
  }

  async expectCount(name, count) {
    await expect(this.card(name).getByTestId('class-count')).toHaveText(`${count} photo${count === 1 ? '' : 's'}`);
  }

  // Looks whether the top left of the photos with each orientation is red, as it is once they are upright.
  async expectUpright(name, files) {
    const names = files.map((file) => file.split('/').pop());
    for (const file of names) await expect(this.card(name).locator(`[aria-label="${file}"] img`)).toHaveCount(1);
    const corners = await this.page.evaluate(async (names) => {
      const corners = {};
      for (const name of names) {
        const image = document.querySelector(`[data-testid="photo"][aria-label="${name}"] img`);
        await image.decode();
        const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const [red, green, blue] = context.getImageData(3, 3, 1, 1).data;
        corners[name] = red > 150 && green < 110 && blue < 110 ? 'red' : `${red} ${green} ${blue}`;
      }
      return corners;
    }, names);
    for (const [file, colour] of Object.entries(corners)) expect(colour, `the top left corner of ${file}`).toBe('red');
  }

  photosOf(name) {
    return this.card(name).getByTestId('photo');
  }

  // Waits for the end of a training on so many photos.
  async expectTrained(count, timeout = 150_000) {
    await expect(this.see('train-status')).toHaveText(new RegExp(`^Trained on ${count} photos`), { timeout });
  }

  async heldOutAccuracy() {
    return parseFloat((await this.see('held-out-accuracy').innerText()).replace(/[^\d.]/g, ''));
  }

  // Tries a photo; resolves to its answer once it is there: `{ classes, pretrained }`, each `[name, probability]`.
  async tryPhoto(file) {
    const name = file.split('/').pop();
    await this.see('try-input').setInputFiles(file);
    const result = this.page.locator(`[data-testid="try-result"][aria-label="${name}"]`).first();
    await expect(result.getByTestId('pretrained-row').first()).toBeVisible({ timeout: 120_000 });
    const rows = (testId) => result.getByTestId(testId).evaluateAll((elements) =>
      elements.map((element) => [element.dataset.class, Number(element.dataset.probability)]));
    return { classes: await rows('try-class-row'), pretrained: await rows('pretrained-row') };
  }

  // Drops files and folders of this machine on an element, as the system would. In Firefox only files, and as a script does.
  async drop(target, paths) {
    if (this.inFirefox()) {
      await this.dropByScript(target, paths);
      return;
    }
    await target.scrollIntoViewIfNeeded();
    const box = await target.boundingBox();
    const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const session = await this.page.context().newCDPSession(this.page);
    const data = { items: [], files: paths, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop']) {
      await session.send('Input.dispatchDragEvent', { type, ...place, data });
    }
    await session.detach();
  }

  async dropByScript(target, paths) {
    const field = await this.page.evaluateHandle(() => {
      const field = Object.assign(document.createElement('input'), { type: 'file', multiple: true, hidden: true });
      document.body.append(field);
      return field;
    });
    await field.setInputFiles(paths);
    await target.evaluate((element, field) => {
      const dataTransfer = new DataTransfer();
      for (const file of field.files) dataTransfer.items.add(file);
      field.remove();
      for (const type of ['dragenter', 'dragover', 'drop']) {
        element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    }, field);
  }

  async chooseInMenu(menu, action, target) {
    await menu.click();
    await this.see(action).click();
    if (target) await this.page.locator(`[role="menuitem"][data-name="${target}"]`).click();
  }

  inFirefox() {
    return this.page.context().browser().browserType().name() === 'firefox';
  }

  // A picture for a person to look at. Not in Firefox, where Playwright brings a style for it, which the policy refuses.
  async screenshot(name, fullPage = true) {
    if (this.inFirefox()) return;
    mkdirSync(RESULTS, { recursive: true });
    await this.page.screenshot({ path: `${RESULTS}/${name}.png`, fullPage, animations: 'disabled' });
  }
}
