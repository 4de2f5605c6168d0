// Photos to check: photos in the wrong class, copies, blurred and dark ones; put right, kept, and taken back.

import { readFileSync } from 'node:fs';
import { expect, photos, test } from './site.mjs';

// A photo drawn again by the browser: smaller, or with a filter of CSS.
async function redrawn(page, path, name, { filter = 'none', width = 320 } = {}) {
  const bytes = readFileSync(path).toString('base64');
  const drawn = await page.evaluate(async ([bytes, filter, width]) => {
    const binary = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([binary], { type: 'image/jpeg' }));
    const canvas = new OffscreenCanvas(width, Math.round((width * bitmap.height) / bitmap.width));
    const context = canvas.getContext('2d');
    context.filter = filter;
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, [bytes, filter, width]);
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(drawn) };
}

const kind = (person, problem) => person.page.locator(`[data-testid="issues-kind"][data-problem="${problem}"]`);
const button = (person, testId) => person.see('issues-dialog').getByTestId(testId);

test('photos in the wrong class are told, moved, kept and taken back', async ({ person, page }) => {
  await person.open();
  await expect(person.see('issues')).toHaveCount(0);
  for (const name of ['cat', 'rocket']) await person.addClass(name);
  await person.addPhotos('cat', [...photos('cat', 8), ...photos('rocket', 12).slice(9, 11)]);
  // With one class there is no training that could find photos in the wrong one.
  await expect(person.see('issues-status')).toContainText('Whether photos are in the wrong class has not been checked yet.');
  await person.addPhotos('rocket', photos('rocket', 8));
  await person.expectTrained(18);
  await expect(kind(person, 'mislabelled')).toContainText('2');
  await person.see('issues').scrollIntoViewIfNeeded();
  await person.screenshot('issues-panel', false);

  await kind(person, 'mislabelled').click();
  await expect(person.see('finding')).toHaveCount(2);
  await expect(person.see('finding').first().locator('img')).toBeVisible();
  await expect(person.see('finding').first()).toContainText('In “cat”, looks like “rocket”');
  await person.screenshot('issues-mislabelled', false);
  await button(person, 'finding-relabel').first().click();
  await expect(person.see('finding')).toHaveCount(1);
  await expect(person.see('issues-done')).toHaveText('Done: Move 1 photo to “rocket”.');
  // What was acted on is gone; the way back has the focus.
  await expect(person.see('issues-undo')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(person.see('issues-done')).toHaveText('Undone.');
  await expect(person.see('finding')).toHaveCount(2, { timeout: 60_000 });

  await button(person, 'finding-keep').first().click();
  await expect(person.see('finding')).toHaveCount(1);
  await button(person, 'finding-relabel').click();
  await expect(person.see('finding')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(person.see('issues-dialog')).toHaveCount(0);
  await person.expectCount('rocket', 9);
  await expect(kind(person, 'mislabelled')).toHaveCount(0);

  // Kept means kept, until the person asks.
  await person.expectTrained(18);
  await page.reload();
  await person.ready();
  await expect(person.see('issues-kept')).toContainText('1 photo is kept as it is');
  await expect(kind(person, 'mislabelled')).toHaveCount(0);
  await person.see('issues-again').click();
  await expect(kind(person, 'mislabelled')).toContainText('1');
});

test('copies, blurred, dark and very small photos are told and put right', async ({ person, page }) => {
  await person.open();
  for (const name of ['cat', 'rocket']) await person.addClass(name);
  const [first, second, third, fourth] = photos('cat', 12).slice(7);
  await person.addPhotos('cat', photos('cat', 4));
  await person.addPhotos('cat', [
    await redrawn(page, photos('cat', 1)[0], 'copy.jpg', { width: 240 }),
    await redrawn(page, first, 'blurred.jpg', { filter: 'blur(12px)' }),
    await redrawn(page, second, 'dark.jpg', { filter: 'brightness(0.15)' }),
    await redrawn(page, third, 'tiny.jpg', { width: 90 }),
  ]);
  await person.addPhotos('rocket', [...photos('rocket', 2), fourth]);
  await person.addPhotos('cat', [await redrawn(page, fourth, 'elsewhere.jpg', { width: 300 })]);
  for (const problem of ['blurred', 'dark', 'tiny']) await expect(kind(person, problem)).toContainText('1');
  await expect(kind(person, 'duplicates')).toContainText('2');

  await kind(person, 'duplicates').click();
  await expect(person.see('finding')).toHaveCount(2);
  await person.screenshot('issues-duplicates', false);
  // The one across classes comes first.
  await expect(person.see('finding').first()).toContainText('in several classes');
  await person.see('finding').first().getByTestId('finding-only').filter({ hasText: 'cat' }).click();
  await expect(person.see('finding')).toHaveCount(1);
  await person.expectCount('rocket', 2);
  await button(person, 'finding-copies').click();
  await expect(person.see('finding')).toHaveCount(0);
  await person.expectCount('cat', 8);
  await person.see('issues-undo').click();
  await person.expectCount('cat', 9);
  await person.see('dialog-close').click();

  await kind(person, 'dark').click();
  await button(person, 'finding-delete').click();
  await expect(person.see('issues-done')).toHaveText('Done: Delete 1 photo.');
  await person.see('dialog-close').click();
  await expect(kind(person, 'dark')).toHaveCount(0);
});
