// Why an answer is what it is: the regions, the nearest photos, "none of these", and what the pretrained model still knows.

import { expect, heldBack, photos, test } from './site.mjs';

async function teach(person, count = 8) {
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, count));
  }
  await person.expectTrained(2 * count);
}

// How many pixels of the layer over the photo are of each colour.
const layer = (person) => person.page.locator('.why-photo canvas').evaluate((canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const found = { width, height, blue: 0, orange: 0, clear: 0 };
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] < 8) found.clear += 1;
    else if (data[at + 2] > data[at]) found.blue += 1;
    else found.orange += 1;
  }
  return found;
});

// Reading the drawn layer back, as these tests do, is what the browser warns of.
test.use({ provoked: [/willReadFrequently/] });

test('an answer shows the regions that speak for a class, and the photos most like it', async ({ person, page }) => {
  await person.open();
  await teach(person);
  await person.tryPhoto(heldBack('cat', 1));

  // The nearest photos with their classes.
  const nearest = person.see('nearest');
  await expect(nearest.getByTestId('gallery-photo')).toHaveCount(5);
  await expect(nearest.locator('img').first()).toBeVisible();
  const labels = await nearest.locator('.gallery-class').allInnerTexts();
  expect(labels.filter((label) => label === 'cat').length, labels.join()).toBeGreaterThanOrEqual(4);

  await person.see('why-button').click();
  await expect(person.see('why-regions')).toBeVisible({ timeout: 30_000 });
  await expect(person.see('why-rival')).toHaveText('rocket');
  await expect(person.see('why-sentence')).toHaveText(/^For cat: .+\.$/);
  await expect(person.see('why-picture')).toHaveAttribute('alt', /^cat-1\.jpg\. For cat: /);
  const cat = await layer(person);
  expect(Math.max(cat.width, cat.height)).toBe(56);
  expect(cat.blue).toBeGreaterThan(cat.orange);
  // The layer lies exactly over the photo.
  const [picture, canvas] = await Promise.all([person.see('why-picture').boundingBox(), page.locator('.why-photo canvas').boundingBox()]);
  for (const side of ['x', 'y', 'width', 'height']) expect(Math.abs(picture[side] - canvas[side])).toBeLessThan(1);
  await person.see('why-regions').scrollIntoViewIfNeeded();
  await person.screenshot('why');

  // For the other class the colours change places.
  await person.see('why-subject').selectOption({ label: 'rocket' });
  await expect(person.see('why-rival')).toHaveText('cat');
  await expect(person.see('why-sentence')).toHaveText(/^(For|Against) rocket: /);
  const rocket = await layer(person);
  expect([rocket.blue, rocket.orange]).toEqual([cat.orange, cat.blue]);

  await person.see('why-hide').click();
  await expect(page.locator('.why-photo canvas')).toBeHidden();
  await person.see('why-hide').click();
  await expect(page.locator('.why-photo canvas')).toBeVisible();
});

test('a photo of none of the classes is told so, says what the pretrained model sees, and the choice is the person’s', async ({ person }) => {
  await person.open();
  await teach(person);
  await person.see('reject').selectOption({ label: 'readily (to 1 in 5 of my photos)' });
  await expect(person.see('reject-effect')).toContainText('of your 16 photos would be turned away');
  await person.see('rejected-look').click();
  const rejected = person.see('rejected').getByTestId('gallery-photo');
  expect(await rejected.count()).toBeGreaterThanOrEqual(1);
  await expect(rejected.first().locator('img')).toBeVisible();
  await person.see('dialog-close').click();

  // Coffee is neither a cat nor a rocket.
  await person.tryPhoto(heldBack('coffee', 1));
  const result = person.see('try-result').first();
  await expect(result.getByTestId('none-of-these')).toContainText('None of these.');
  const seen = /The pretrained model sees: (.+) \(\d+\s%\)/;
  await expect(result.getByTestId('none-of-these')).toContainText(seen);
  const [, name] = seen.exec(await result.getByTestId('none-of-these').textContent());
  await person.screenshot('none-of-these');
  // Its regions are those of what the pretrained model sees.
  await person.see('why-button').click();
  await expect(person.see('why-sentence')).toContainText(`For ${name}: `, { timeout: 30_000 });

  // With fewer of the person's own rejected, a cat is a cat all the same.
  await person.see('reject').selectOption({ label: 'sometimes (to 1 in 20 of my photos)' });
  await person.tryPhoto(heldBack('cat', 1));
  await expect(person.see('try-result').first().getByTestId('none-of-these')).toHaveCount(0);

  // Who wants an answer whatever it is gets one, at once and after a reload.
  await person.see('reject').selectOption({ label: 'never' });
  await expect(person.see('none-of-these')).toHaveCount(0);
  await expect(person.see('reject-effect')).toContainText('whatever it shows');
  await person.page.reload();
  await person.ready();
  await expect(person.see('reject')).toHaveValue('0');
});

test('an answer and its reasons follow every training and every new name by themselves', async ({ person }) => {
  await person.open();
  await teach(person);
  const before = await person.tryPhoto(heldBack('coffee', 1));
  expect(before.classes.map(([name]) => name).sort()).toEqual(['cat', 'rocket']);
  await person.see('why-button').click();
  await expect(person.see('why-regions')).toBeVisible({ timeout: 30_000 });

  await person.addClass('coffee');
  await person.addPhotos('coffee', photos('coffee', 8));
  await person.expectTrained(24);
  const row = person.see('try-class-row').first();
  await expect(row).toHaveAttribute('data-class', 'coffee', { timeout: 30_000 });
  await expect(person.see('try-best')).toHaveText(/^coffee · /);
  await expect(person.see('answer-outdated')).toHaveCount(0);
  // What was open stays open, and speaks of the head that answers now.
  await expect(person.see('why-subject').locator('option', { hasText: 'coffee' })).toHaveCount(1, { timeout: 30_000 });

  await person.card('coffee').getByTestId('class-name').click();
  await person.see('class-name-input').fill('mug');
  await person.see('class-name-input').press('Enter');
  await expect(row).toHaveAttribute('data-class', 'mug');
  await expect(person.see('try-best')).toHaveText(/^mug · /);
});

test('before there are classes, the regions are those of what the pretrained model sees', async ({ person }) => {
  await person.open();
  await person.tryPhoto(heldBack('cat', 1));
  await person.see('why-button').click();
  await expect(person.see('why-sentence')).toHaveText(/^For .+: /, { timeout: 30_000 });
  expect((await layer(person)).blue).toBeGreaterThan(0);
});

test('the pretrained model is shown to answer as it did before, and with which weights', async ({ person }) => {
  await person.open();
  await teach(person, 4);
  await person.see('integrity').locator('summary').click();
  await person.see('integrity-compare').click();
  await expect(person.see('integrity-verdict')).toContainText('identical', { timeout: 60_000 });
  await expect(person.see('integrity-first')).toHaveText('8 of 8 photos');
  await expect(person.see('integrity-five')).toHaveText('8 of 8 photos');
  await expect(person.see('integrity-difference')).toHaveText('0');
  await expect(person.see('integrity-file')).toContainText('the published one');
  await expect(person.see('integrity-weights')).toContainText('same as in the file');
  const rows = person.see('integrity-row');
  await expect(rows).toHaveCount(8);
  await expect(rows.first().locator('img')).toBeVisible();
  await expect(rows.first()).toContainText(/%/);
  await person.screenshot('integrity');
});
