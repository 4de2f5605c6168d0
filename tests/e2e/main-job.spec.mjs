// The whole job, as a person does it, on the CPU: photos in, classes taught, new photos told apart.

import { CLASSES, expect, heldBack, photos, test } from './site.mjs';

test('thirty-six photos in three classes become a classifier that knows new ones', async ({ person, page }) => {
  await person.open();
  await expect(person.see('device-badge')).toContainText('CPU');
  await expect(person.see('first-steps')).toBeVisible();
  await person.screenshot('empty');

  for (const name of CLASSES) {
    await person.addClass(name);
    expect(await person.addPhotos(name, photos(name))).toMatch(/12 photos/);
    await person.expectCount(name, 12);
  }
  // Thumbnails are pictures, not empty frames.
  const thumbnails = page.locator('[data-testid="photo"] img');
  await expect(thumbnails.first()).toBeVisible();
  expect(await thumbnails.evaluateAll((images) => images.every((image) => image.complete && image.naturalWidth > 0))).toBe(true);

  // Nobody pressed Train.
  await person.expectTrained(36);
  expect(await person.heldOutAccuracy()).toBeGreaterThanOrEqual(80);
  await expect(person.see('curve-loss')).toBeVisible();
  await expect(person.see('curve-accuracy')).toBeVisible();

  for (const name of CLASSES) {
    const { classes, pretrained } = await person.tryPhoto(heldBack(name, 1));
    expect(classes.map(([other]) => other).sort()).toEqual([...CLASSES].sort());
    expect(classes[0][0], `the answer for a new photo of ${name}`).toBe(name);
    expect(classes.reduce((sum, [, probability]) => sum + probability, 0)).toBeCloseTo(1, 3);
    expect(pretrained).toHaveLength(5);
  }

  await person.screenshot('thirty-six-photos');
});

test('before there is a head, only the pretrained model answers', async ({ person }) => {
  await person.open();
  await expect(person.see('try-hint')).toBeVisible();
  const { classes, pretrained } = await person.tryPhoto(heldBack('cat', 1));
  expect(classes).toEqual([]);
  expect(pretrained).toHaveLength(5);
  expect(pretrained.some(([name]) => /cat|tabby|lynx/i.test(name)), pretrained.join()).toBe(true);
});

test('a setting changes the training and can be reset', async ({ person }) => {
  await person.open();
  for (const name of ['cat', 'coffee']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
  await person.expectTrained(6);
  await person.see('advanced').locator('summary').click();
  const epochs = person.see('hyperparameter-epochs');
  await person.enterNumber('hyperparameter-epochs', '3');
  await expect(person.see('train-status')).toHaveText(/3 epochs, the limit/);
  await person.see('hyperparameter-reset-epochs').click();
  await expect(epochs).toHaveValue('500');
  await person.expectTrained(6);
  await expect(person.see('train-status')).not.toHaveText(/, 3 epochs/);
  await person.see('train-button').click();
  await person.expectTrained(6);
});

test('without two classes there is nothing to train, and the page says so', async ({ person }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 2));
  await expect(person.see('train-status')).toHaveText('Add photos to at least two classes.');
});
