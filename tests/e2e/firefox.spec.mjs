// The job from end to end in Firefox: taught, answered, stored, taken back, taken along and brought in again. What
// the other tests do in Chromium one by one.

import { CLASSES, expect, heldBack, photos, test } from './site.mjs';

test('a classifier is taught, kept over a reload, exported, and imported as a project of its own', async ({ person, page }, testInfo) => {
  test.setTimeout(240_000);
  await person.open();
  await expect(person.see('device-badge')).toContainText('CPU');
  await person.teach(CLASSES, 4);
  expect(await person.heldOutAccuracy()).toBeGreaterThanOrEqual(80);
  expect((await person.tryPhoto(heldBack('coffee', 1))).classes[0][0]).toBe('coffee');

  await page.reload();
  await person.ready();
  await expect(person.see('storage-notice')).toHaveCount(0);
  for (const name of CLASSES) await person.expectCount(name, 4);
  await person.expectTrained(12);
  expect((await person.tryPhoto(heldBack('rocket', 1))).classes[0][0]).toBe('rocket');

  await person.chooseInMenu(person.card('coffee').getByTestId('class-menu'), 'delete-class');
  await expect(person.card('coffee')).toHaveCount(0);
  await person.see('undo').click();
  await person.expectCount('coffee', 4);

  const coming = page.waitForEvent('download');
  await person.see('project-menu').click();
  await person.see('project-export').click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('My photos.handlens');
  await expect(person.see('toast').filter({ hasText: 'Saved as' })).toContainText('My photos.handlens');
  const exported = testInfo.outputPath('exported.handlens');
  await download.saveAs(exported);
  await person.see('to-projects').click();
  await person.see('import-input').setInputFiles(exported);
  await expect(person.see('class-card')).toHaveCount(3, { timeout: 60_000 });
  for (const name of CLASSES) await person.expectCount(name, 4);
  await person.see('to-projects').click();
  await expect(person.see('project-card')).toHaveCount(2);
});

test('the other cores embed as well', async ({ person, page }) => {
  // Those that are given a port to the worker: on a first visit the page has another one for itself.
  await page.addInitScript(() => {
    window.embedders = 0;
    const Plain = Worker;
    window.Worker = class extends Plain {
      postMessage(message, transferred) {
        if (message.type === 'program' && message.port) window.embedders += 1;
        super.postMessage(message, transferred);
      }
    };
  });
  await person.open();
  const others = await page.evaluate(() => Math.min(navigator.hardwareConcurrency - 1, 4));
  await expect.poll(() => page.evaluate(() => window.embedders)).toBe(others);
  await person.teach(['coffee', 'rocket']);
  expect((await person.tryPhoto(heldBack('rocket', 1))).classes[0][0]).toBe('rocket');
});

test('a project that one tab has open is taken over by another', async ({ person, page }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 2));
  const other = new person.constructor(await page.context().newPage(), person.address);
  await other.page.goto(page.url());
  await expect(other.see('in-use')).toBeVisible({ timeout: 60_000 });
  await other.see('take-over').click();
  await expect(person.see('taken')).toBeVisible();
  await other.expectCount('cat', 2);
});
