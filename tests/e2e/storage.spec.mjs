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

test('a reload keeps photos, classes, settings and what was learned', async ({ person }) => {
  await person.open();
  await teach(person, 3);
  await person.see('advanced').locator('summary').click();
  await person.enterNumber('knob-weight_decay', '0.02');
  // The page gathers edits for a moment before it hands them on.
  await person.page.waitForTimeout(1500);
  await person.expectTrained(6);
  await person.page.reload();
  await person.ready();
  await expectTaught(person, 3);
  await person.see('advanced').locator('summary').click();
  await expect(person.see('knob-weight_decay')).toHaveValue('0.02');
  await expect(person.see('storage-notice')).toHaveCount(0);
});

test('a worker that dies is replaced, and the photos are still there', async ({ person, page }) => {
  await person.open('?device=cpu&test');
  await teach(person, 3);
  await page.evaluate(() => window.handlensTest.killWorker());
  await expect(person.see('alert').first()).toBeVisible();
  await person.ready();
  await expectTaught(person, 3);
});

test('a worker that dies half-way through an import loses at most the photo being written', async ({ person }) => {
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
