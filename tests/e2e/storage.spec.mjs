// What is stored stays: through a reload, through the end of a worker. And what is not stored is said.

import { expect, heldBack, photos, test } from './site.mjs';

async function teach(person, count) {
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, count));
  }
  await person.expectTrained(2 * count);
}

async function expectTaught(person, count) {
  await person.expectCount('cat', count);
  await person.expectCount('rocket', count);
  await expect(person.photosOf('cat').locator('img')).toHaveCount(count);
  await person.expectTrained(2 * count);
  const { classes } = await person.tryPhoto(heldBack('rocket', 1));
  expect(classes[0][0]).toBe('rocket');
}

test('a reload keeps photos, classes, settings and what was learned', { tag: '@firefox' }, async ({ person }) => {
  await person.open();
  await teach(person, 3);
  await person.see('advanced').locator('summary').click();
  await person.enterNumber('hyperparameter-weight_decay', '0.02');
  // The page gathers edits for a moment before it hands them on.
  await person.page.waitForTimeout(1500);
  await person.expectTrained(6);
  await person.page.reload();
  await person.ready();
  await expectTaught(person, 3);
  await person.see('advanced').locator('summary').click();
  await expect(person.see('hyperparameter-weight_decay')).toHaveValue('0.02');
  await expect(person.see('storage-notice')).toHaveCount(0);
});

test('a training that a reload ends begins again by itself, though the page has not heard of it yet', async ({ person, page }) => {
  await person.open();
  await teach(person, 3);
  for (const milliseconds of [30, 150]) {
    const reloaded = page.waitForEvent('load');
    await person.see('train-button').evaluate((button, milliseconds) => {
      button.click();
      // The page is busy, and hears nothing, until it goes.
      setTimeout(() => {
        const end = performance.now() + milliseconds;
        while (performance.now() < end);
        window.location.reload();
      });
    }, milliseconds);
    await reloaded;
    await person.ready();
    await person.expectTrained(6);
  }
});

test('a worker that dies is replaced, and the photos are still there', { tag: '@firefox' }, async ({ person, page }) => {
  await person.open('?device=cpu&test');
  await teach(person, 3);
  await page.evaluate(() => window.handlensTest.killWorker());
  await expect(person.see('alert').first()).toBeVisible();
  await person.ready();
  await expectTaught(person, 3);
});

test('a worker that dies half-way through an import loses at most the photo being written', { tag: '@firefox' }, async ({ person }) => {
  await person.open('?device=cpu&test');
  await teach(person, 3);
  await person.card('cat').getByTestId('add-photos-input').setInputFiles(photos('cat'));
  await person.interruptImport(5);
  await person.ready();
  await person.expectCount('rocket', 3);
  const count = parseInt(await person.card('cat').getByTestId('class-count').innerText(), 10);
  expect(count).toBeGreaterThanOrEqual(3);
  // And it goes on.
  await person.addPhotos('cat', photos('cat'));
  await person.expectCount('cat', 12);
});

test('deleted photos can be forgotten for good, and their space comes back', { tag: '@firefox' }, async ({ person, page }) => {
  await person.open('?device=cpu&test');
  await teach(person, 6);
  const stored = () => page.evaluate(() => window.handlens.stored().then(({ projects }) => projects));
  const before = await stored();
  await person.card('cat').getByTestId('class-menu').click();
  await person.see('delete-class').click();
  await expect(person.card('cat')).toHaveCount(0);
  await person.see('storage-open').first().click();
  await person.see('storage-forget').click();
  await person.see('storage-forget-cancel').click();
  await person.see('storage-forget').click();
  await person.see('storage-forget-confirm').click();
  await expect(person.see('storage-forgotten')).toContainText('erased from this device');
  await page.keyboard.press('Escape');
  await expect(person.see('undo').first()).toBeDisabled();
  await person.expectCount('rocket', 6);
  expect(await stored()).toBeLessThan(before - 100_000);
  await page.reload();
  await person.ready();
  await person.expectCount('rocket', 6);
});

test('what this app keeps carries its name, and projects of earlier versions are still found', async ({ person, page, context }) => {
  await person.open('?device=cpu&test');
  await teach(person, 3);
  const roots = (of = page) => of.evaluate(async () => {
    const names = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  });
  for (const name of await roots()) expect(name).toMatch(/^handlens/);
  // As an earlier version had it: the same folder at another place, beside another app's.
  const address = page.url();
  await page.goto('about:blank');
  // A page of the same origin that is told what its browser lacks, and holds no file.
  const other = await context.newPage();
  await other.addInitScript(() => { delete window.WebAssembly; });
  await other.goto(person.address);
  // The worker that was left goes in its own time, and what it has open with it.
  await other.waitForFunction(() => navigator.locks.query().then(({ held }) => held.length === 0));
  await other.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const copy = async (from, to) => {
      for await (const entry of from.values()) {
        if (entry.kind === 'directory') {
          await copy(entry, await to.getDirectoryHandle(entry.name, { create: true }));
        } else {
          const file = await (await to.getFileHandle(entry.name, { create: true })).createWritable();
          await file.write(await entry.getFile());
          await file.close();
        }
      }
    };
    const earlier = await root.getDirectoryHandle('projects', { create: true });
    await copy(await root.getDirectoryHandle('handlens-projects'), earlier);
    for (let times = 0; times < 100; times += 1) {
      const removed = await root.removeEntry('handlens-projects', { recursive: true }).then(() => true, () => false);
      if (removed) break;
      await new Promise((later) => { setTimeout(later, 100); });
    }
    await (await earlier.getDirectoryHandle('another-app', { create: true })).getFileHandle('save', { create: true });
  });
  expect(await roots(other)).not.toContain('handlens-projects');
  await other.close();
  await page.goto(address);
  await person.ready();
  await expectTaught(person, 3);
  await person.see('privacy-open').click();
  await person.see('remove-all').click();
  await person.see('remove-all-confirm').click();
  await expect(person.see('remove-all-result')).toContainText('Everything has been deleted');
  expect(await roots()).toEqual(['projects']);
  expect(await page.evaluate(async () => {
    const earlier = await (await navigator.storage.getDirectory()).getDirectoryHandle('projects');
    const names = [];
    for await (const name of earlier.keys()) names.push(name);
    return names;
  })).toEqual(['another-app']);
});
