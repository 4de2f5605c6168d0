// What the page says of its own answers: which class is taken for which, and the photos behind each figure.

import { readFileSync } from 'node:fs';
import { expect, photos, test } from './site.mjs';

// Two classes, each with some photos of the other: the held-out heads call those wrong, or at least most of them.
async function mixUp(person) {
  for (const name of ['cat', 'rocket']) await person.addClass(name);
  await person.addPhotos('cat', [...photos('cat', 9), ...photos('rocket', 12).slice(9, 11)]);
  await person.addPhotos('rocket', photos('rocket', 9));
  await person.expectTrained(20);
}

const figure = (person, label, answer) =>
  person.page.locator(`[data-testid="confusion-figure"][data-label="${label}"][data-answer="${answer}"]`);

test('the table counts every photo once, and shows the photos behind a figure', async ({ person, page }) => {
  await person.open();
  await mixUp(person);
  const counts = await person.see('confusion-figure').evaluateAll((all) => all.map((one) => Number(one.textContent)));
  expect(counts).toHaveLength(4);
  expect(counts.reduce((sum, count) => sum + count)).toBe(20);
  // The two rockets among the cats are what a head that never saw them takes for rockets.
  await expect(figure(person, 'cat', 'rocket')).toHaveText('2');
  await expect(figure(person, 'cat', 'rocket')).toHaveAccessibleName('2 photos of cat mistaken for rocket');
  await figure(person, 'cat', 'rocket').scrollIntoViewIfNeeded();
  await person.screenshot('results-confusion');
  await figure(person, 'cat', 'rocket').click();
  await expect(person.see('gallery-photo')).toHaveCount(2);
  await expect(person.see('gallery-photo').first().locator('img')).toBeVisible();
  await person.screenshot('results-taken-for', false);

  // They can be put right from here, and the table follows.
  await person.see('taken-for-select').click();
  await person.see('move-to').click();
  await page.locator('[data-testid="move-target"][data-name="rocket"]').click();
  await person.expectCount('rocket', 11);
  await expect(figure(person, 'cat', 'rocket')).toHaveText('0', { timeout: 60_000 });
});

test('the table is walked by keyboard, put in order and saved as a file', async ({ person, page }, testInfo) => {
  await person.open();
  await mixUp(person);
  await figure(person, 'cat', 'cat').focus();
  await page.keyboard.press('ArrowRight');
  await expect(figure(person, 'cat', 'rocket')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(person.see('taken-for')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(person.see('taken-for')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(figure(person, 'rocket', 'rocket')).toBeFocused();

  await person.see('confusion-order').selectOption('name');
  await expect(person.see('confusion-figure').first()).toHaveAttribute('data-label', 'cat');
  // In the dialect of a spreadsheet that speaks English, and in the other one.
  for (const [dialect, separator] of [['comma', ','], ['semicolon', ';']]) {
    const coming = page.waitForEvent('download');
    await person.see('confusion-csv').click();
    await page.locator(`[data-testid="confusion-csv-as"][data-name="${dialect}"]`).click();
    const path = testInfo.outputPath(`confusion-${dialect}.csv`);
    await (await coming).saveAs(path);
    const lines = readFileSync(path, 'utf8').split('\r\n');
    expect(lines[0]).toBe(['\ufeff"is \\ taken for"', '"cat"', '"rocket"'].join(separator));
    expect(lines[1]).toBe(['"cat"', '9', '2'].join(separator));
  }

  await person.see('more-figures').locator('summary').click();
  await expect(person.see('more-figures')).toContainText('Log-loss');
});
