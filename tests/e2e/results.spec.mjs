// What the page says of its own answers: which class is taken for which, and the photos behind each figure.

import { readFileSync } from 'node:fs';
import { expect, photos, test } from './site.mjs';
import { zip } from './zip.mjs';

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

// A scene as a BMP: the background is that of the occasion, the grey thing in front is the same for every class. Light, zoom and
// place change from photo to photo, so that none is nearly the same as another.
function scene(occasion, number) {
  const [width, height] = [160, 120];
  // Two numbers that nothing else has, from 0 to 1.
  const random = (seed) => { const x = Math.sin(seed * 12.9898 + 78.233) * 43758.5453; return x - Math.floor(x); };
  const own = (index) => random(occasion * 31 + index + 1);
  const mine = (index) => random(occasion * 977 + number * 53 + index + 7);
  const waves = [0.05 + 0.2 * own(0), 0.05 + 0.2 * own(1)];
  const colours = [0, 1, 2, 3].map((level) => [0, 1, 2].map((channel) => 40 + 200 * own(2 + level * 3 + channel)));
  const [light, zoom, right, down] = [0.7 + 0.3 * mine(0), 0.7 + 0.6 * mine(1), 90 * mine(2), 90 * mine(3)];
  const [left, top] = [20 + 70 * mine(4), 15 + 45 * mine(5)];
  const buffer = Buffer.alloc(54 + width * height * 3);
  buffer.write('BM');
  for (const [place, value] of [[2, buffer.length], [10, 54], [14, 40], [18, width], [22, height], [34, buffer.length - 54]]) {
    buffer.writeUInt32LE(value, place);
  }
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = x > left && x < left + 40 && y > top && y < top + 40;
      const wave = Math.sin((x * zoom + right) * waves[0]) + Math.sin((y * zoom + down) * waves[1]);
      const colour = inside ? [200, 200, 200] : colours[Math.min(3, Math.floor((wave + 2) * 1.0))].map((level) => level * light);
      buffer.set(colour, 54 + (y * width + x) * 3);
    }
  }
  return buffer;
}

test('where each occasion has a background of its own, the figure for other occasions is shown beside the usual one', async ({ person }) => {
  await person.open();
  const files = ['left', 'right'].flatMap((name, label) => [0, 1, 2, 3].flatMap((day) => [0, 1, 2, 3, 4].map((number) =>
    [`${name}/day ${day} of ${name}/${number}.bmp`, scene(2 * day + label, number)])));
  await person.see('import-photos-input').setInputFiles({ name: 'days.zip', mimeType: 'application/zip', buffer: zip(files) });
  await person.page.getByLabel('left, right (2 classes)').check();
  await person.see('preview-add').click();
  await person.summary();
  await person.expectTrained(40);
  const elsewhere = person.see('other-occasions');
  await expect(elsewhere).toContainText('8 in all', { timeout: 60_000 });
  const accuracy = parseFloat(await person.see('other-occasions-accuracy').innerText());
  expect(accuracy).toBeLessThan(await person.heldOutAccuracy() - 10);
  await person.screenshot('results-other-occasions');
  // It is kept with the project.
  await person.page.reload();
  await expect(elsewhere).toContainText('8 in all', { timeout: 60_000 });
});
