// How far the results can be trusted: what more photos would bring, how sure answers are, and classes of unequal size.

import { readFileSync } from 'node:fs';
import { expect, photos, test } from './site.mjs';

test('the page says what more photos would bring, and still does after a reload', async ({ person, page }) => {
  await person.open();
  for (const name of ['cat', 'coffee', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 12));
  }
  await person.expectTrained(36);
  const chart = person.see('learning-curve').getByRole('img');
  await expect(chart).toBeVisible({ timeout: 60_000 });
  await expect(chart).toHaveAccessibleName(/Right on unseen photos, by number of training photos: [\d.]+\s% with [\d.]+ photos? per class, .* with 9\.6 photos per class\.$/u);
  const sentence = await person.see('more-photos').innerText();
  expect(sentence).toMatch(/Twice as many photos would change little|With twice as many photos, expect about|Too few photos/);
  await expect(person.see('class-sizes')).toHaveCount(0);

  await person.see('more-figures').locator('summary').click();
  await expect(person.see('reliability').getByRole('img')).toHaveAccessibleName(/By confidence: .* photos? .* confident on average, .* right/);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await person.screenshot(`judge-${scheme}`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await person.see('tab-results').click();
  await person.screenshot('judge-narrow');

  await page.reload();
  await person.ready();
  await expect(person.see('more-photos')).toHaveText(sentence, { timeout: 30_000 });
});

test('classes of unequal size are told, weigh the same where that is asked for, and the table is saved as a picture', async ({ person, page }, testInfo) => {
  await person.open();
  for (const [name, count] of [['cat', 10], ['rocket', 4]]) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, count));
  }
  await person.expectTrained(14);
  await expect(person.see('class-sizes')).toContainText('rocket has 4 photos, cat 10.');
  await expect(person.see('class-result').first()).toContainText(/recall \d+\s%.*precision .*F1/u);
  const before = await person.see('class-sizes').innerText();
  await person.see('advanced').locator('summary').click();
  await person.see('hyperparameter-balance').click();
  await expect(person.see('class-sizes')).not.toHaveText(before);
  await person.expectTrained(14);

  const coming = page.waitForEvent('download');
  await person.see('confusion-svg').click();
  const path = testInfo.outputPath('confusion.svg');
  await (await coming).saveAs(path);
  const svg = readFileSync(path, 'utf8');
  expect(svg).toContain('14 unseen photos');
  // A browser shows it, and finds every figure in it.
  const shown = await page.evaluate((text) => {
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { broken: drawing.querySelector('parsererror') !== null, texts: drawing.querySelectorAll('text').length };
  }, svg);
  expect(shown).toEqual({ broken: false, texts: 3 + 2 * 2 + 4 });
});
