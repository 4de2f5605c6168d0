// Batch prediction: the table of answers, what can be done with it, and what it gives to take along.

import { readFileSync } from 'node:fs';
import { bad, expect, FIXTURES, photos, picture, test } from './site.mjs';

const row = (person, name) => person.page.locator(`[data-testid="batch-row"][data-name="${name}"]`);

// Two classes with some photos each.
async function teach(person, each) {
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, each));
  }
  await person.expectTrained(2 * each);
}

// The sureness of the rows in sight, as the table has them from top to bottom.
const sureness = (person) => person.see('batch-row').locator('.batch-share > span:first-child')
  .evaluateAll((all) => all.map((one) => parseFloat(one.textContent.replace(/[^\d.]/g, ''))));

const inOrder = (numbers) => numbers.every((number, place) => place === 0 || numbers[place - 1] <= number);

test('a folder of photos becomes a table of answers to accept, to correct and to take along', async ({ person, page }, testInfo) => {
  await person.open();
  await teach(person, 6);

  // A photo that the classes were learned from is told as such.
  await person.tryPhoto(photos('cat', 1)[0]);
  await expect(person.see('answer-present')).toHaveText(/^This photo is in your project, in “cat”\./);
  await person.see('clear-answers').click();

  // Ten new photos of the two classes, two of neither, and one that is no photo.
  const files = [...photos('cat', 12).slice(6, 11), ...photos('rocket', 12).slice(6, 11), ...photos('coffee', 2), bad('truncated.jpg')];
  await person.see('try-input').setInputFiles(files);
  await expect(person.see('batch')).toBeVisible();
  await expect(person.see('batch-status')).toHaveText('12 photos · 1 file could not be used', { timeout: 120_000 });
  await expect(person.see('try-result')).toHaveCount(0);
  // All rows fit a table that keeps only those in sight.
  await person.see('batch-table').focus();
  await page.keyboard.press('End');
  await expect(row(person, 'truncated.jpg')).toHaveAttribute('data-verdict', 'refused');
  await expect(row(person, 'truncated.jpg')).toContainText(/cut off|damaged/);
  await page.keyboard.press('Home');
  // The table has no room for the whole reason.
  await person.see('batch-refusals').locator('summary').click();
  await expect(person.see('batch-refusals')).toContainText('truncated.jpg is cut off');
  await person.see('batch-refusals').locator('summary').click();

  // The least sure come first, each with its picture.
  expect(inOrder(await sureness(person))).toBe(true);
  await expect(person.see('batch-row').first().locator('img')).toBeVisible();
  await expect(page.locator('th[aria-sort="ascending"]')).toHaveText('Confidence');
  await person.screenshot('batch-table', false);

  // By class, by name.
  await person.see('sort-name').click();
  await expect(person.see('batch-row').first()).toHaveAttribute('data-name', 'cat-07.jpg');
  await person.see('sort-class').click();
  await expect(page.locator('th[aria-sort="ascending"]')).toHaveText('Class');

  // The table of answers as a file, with all rows.
  const csvComing = page.waitForEvent('download');
  await person.see('batch-export').click();
  await expect(page.locator('[data-testid="batch-csv"]').first()).toHaveText('Table as CSV: 13 rows (comma, 0.5)');
  await page.locator('[data-testid="batch-csv"][data-name="comma"]').click();
  const csvPath = testInfo.outputPath('answers.csv');
  await (await csvComing).saveAs(csvPath);
  const lines = readFileSync(csvPath, 'utf8').split('\r\n');
  expect(lines[0]).toMatch(/^\ufeff"name","answer","class","probability","second class",/);
  expect(lines).toHaveLength(15);
  expect(lines.find((line) => line.startsWith('"cat-07.jpg"'))).toMatch(/,"cat",[01]\.\d{4},"rocket",[01]\.\d{4},-?\d/);

  // Photos that are cats, by keyboard alone: the first, a range from it, and all of it accepted in one change.
  await person.see('batch-filter').selectOption({ label: await option(person, 'cat') });
  const cats = await person.see('batch-row').count();
  expect(cats).toBeGreaterThanOrEqual(4);
  await person.see('batch-table').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press(' ');
  await page.keyboard.press('Shift+End');
  await expect(person.see('batch-selected')).toHaveText(`${cats} selected`);
  await person.see('batch-accept').click();
  expect(await person.summary()).toContain(`Added ${cats} photos`);
  await expect(person.see('batch-selected')).toContainText('Select photos');

  // The page learns from them, and answers again for what is in the table.
  await person.expectTrained(12 + cats);
  await expect(person.see('batch-status')).toHaveText('12 photos · 1 file could not be used');
  await person.see('batch-filter').selectOption('present');
  await expect(person.see('batch-row')).toHaveCount(cats);
  await expect(person.see('batch-row').first()).toContainText(/^.*Added.*the model has learned from it/);

  // One undo takes all of them back, and the table knows.
  await person.see('undo').click();
  await person.see('batch-filter').selectOption('all');
  await expect(page.locator('[data-testid="batch-row"][data-verdict="added"]')).toHaveCount(0);
  await person.expectTrained(12);

  // A coffee is a rocket, says the person, and no rocket came of it by itself.
  await row(person, 'coffee-01.jpg').click();
  await person.see('batch-correct').click();
  await page.locator('[data-testid="batch-class"][data-name="rocket"]').click();
  expect(await person.summary()).toContain('Added 1 photo');
  await expect(row(person, 'coffee-01.jpg')).toHaveAttribute('data-verdict', 'added');
  await expect(row(person, 'coffee-01.jpg')).toHaveAttribute('data-class', 'rocket');

  // Everything sorted into folders, with the files as they are.
  const zipComing = page.waitForEvent('download');
  await person.chooseInMenu(person.see('batch-export'), 'batch-zip');
  const zipPath = testInfo.outputPath('sorted.zip');
  const zip = await zipComing;
  expect(zip.suggestedFilename()).toBe('sorted-photos.zip');
  await zip.saveAs(zipPath);
  const bytes = readFileSync(zipPath);
  expect(bytes.includes('rocket/coffee-01.jpg')).toBe(true);
  expect(bytes.includes(readFileSync(photos('coffee', 1)[0]))).toBe(true);
  expect(bytes.includes('truncated')).toBe(false);

  // Closed, it is still there; cleared, it is gone.
  await person.see('batch-close').click();
  await expect(person.see('batch')).toHaveCount(0);
  await expect(person.card('cat')).toBeVisible();
  await person.see('batch-open').click();
  await expect(person.see('batch-status')).toContainText('12 photos');
  await person.see('batch-clear').click();
  await expect(person.see('batch')).toHaveCount(0);
  await expect(person.see('batch-open')).toHaveCount(0);
});

// The text of a choice of the filter that begins with a class's name.
async function option(person, name) {
  const texts = await person.see('batch-filter').locator('option').allInnerTexts();
  return texts.find((text) => text.startsWith(`${name} (`));
}

test('an answer says how the file was read: on its card, in its row, and in full by keyboard and by touch', async ({ person, page }) => {
  await person.open();
  await person.tryPhoto(bad('animated.gif'));
  await expect(person.see('answer-note')).toHaveText('This file is animated; its first frame was used.');
  await expect(person.see('spoken-answer')).toContainText('This file is animated');
  await person.tryPhoto(photos('cat', 1)[0]);
  await expect(person.see('answer-note')).toHaveCount(1);

  await person.see('try-input').setInputFiles([...photos('cat', 10), bad('animated.gif'), bad('sixteen-bit.png'), bad('truncated.jpg')]);
  await expect(person.see('batch-status')).toHaveText('12 photos · 1 file could not be used', { timeout: 120_000 });
  await person.see('batch-filter').selectOption('noted');
  await expect(person.see('batch-row')).toHaveCount(2);
  await expect(row(person, 'animated.gif').getByTestId('batch-note')).toHaveText('is animated; its first frame was used.');
  // By keyboard: the row that the arrow keys reach is told in full.
  await expect(person.see('batch-about')).toHaveCount(0);
  await person.see('sort-name').click();
  await person.see('batch-table').focus();
  await page.keyboard.press('Home');
  await expect(person.see('batch-about')).toContainText('animated.gif');
  await expect(person.see('batch-about')).toContainText('This file is animated; its first frame was used.');
  // By touch: the row that is tapped.
  await row(person, 'sixteen-bit.png').click();
  await expect(person.see('batch-about')).toContainText('This file has 16 bits per channel');
  await person.see('batch-filter').selectOption('refused');
  await row(person, 'truncated.jpg').click();
  await expect(person.see('batch-about')).toHaveText(/^truncated\.jpg is (cut off|damaged)/);
  // What is told takes room from the table; the row that it is about stays in sight.
  await person.see('batch-filter').selectOption('all');
  await person.see('batch-table').focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  const [last, table] = await Promise.all([page.locator('.batch-row.is-active').boundingBox(), page.locator('.batch-scroll').boundingBox()]);
  expect(last.y + last.height).toBeLessThanOrEqual(table.y + table.height + 1);
});

test('a zip on a narrow dark screen is tried, cancelled, and tried again after a crash', async ({ person, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await person.open('?device=cpu&test');
  await person.see('tab-try').click();
  await person.see('try-input').setInputFiles(`${FIXTURES}/archives/class-folders.zip`);
  await expect(person.see('batch')).toBeVisible();
  await expect(person.see('batch-cancel')).toHaveCount(0, { timeout: 60_000 });
  const rows = await person.see('batch-row').count();
  expect(rows).toBeGreaterThan(0);
  // Without classes there is only what the pretrained model sees.
  await expect(person.see('batch-row').first()).toHaveAttribute('data-verdict', 'unanswered');
  await expect(person.see('batch-row').first().locator('img')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  // No head of a column is cut off.
  const cut = await person.see('batch-table').locator('thead button').evaluateAll((heads) => {
    const end = document.querySelector('.batch-scroll').getBoundingClientRect().right;
    const isCut = (head) => head.scrollWidth > head.clientWidth || head.getBoundingClientRect().right > end;
    return heads.filter(isCut).map((head) => head.textContent);
  });
  expect(cut).toEqual([]);
  await person.screenshot('batch-narrow-dark', false);

  // The worker ends; the page keeps the files' handles, and nothing else of them.
  await page.evaluate(() => window.handlensTest.killWorker());
  await expect(person.see('batch-again')).toBeVisible({ timeout: 60_000 });
  await person.see('alert').getByTestId('dismiss').click();
  await person.see('batch-again').click();
  await expect(person.see('batch-row')).toHaveCount(rows, { timeout: 60_000 });
  await expect(person.see('batch-row').first()).toHaveAttribute('data-verdict', 'unanswered', { timeout: 120_000 });
});

test('many photos do not fill the document, and what is cancelled keeps its answers', async ({ person, page }) => {
  await person.open();
  const pictures = Array.from({ length: 400 }, (_, number) => picture(number));
  await person.see('try-input').setInputFiles(pictures);
  await expect(person.see('batch-status')).toContainText('of 400 photos');
  await expect(page.locator('[data-testid="batch-row"][data-verdict="unanswered"]').first()).toBeVisible({ timeout: 60_000 });
  expect(await person.see('batch-row').count()).toBeLessThan(30);
  await person.see('batch-cancel').click();
  await expect(person.see('batch-status')).toHaveText(/^\d+ photos?$/);
  expect(parseInt(await person.see('batch-status').innerText(), 10)).toBeLessThan(400);
});

test('a table saved in German has semicolons and decimal commas, and the other choice is remembered', async ({ person, page }, testInfo) => {
  await page.addInitScript(() => {
    if (!localStorage.getItem('handlens-language')) localStorage.setItem('handlens-language', 'de');
  });
  await person.open();
  const save = async (dialect) => {
    const coming = page.waitForEvent('download');
    await person.see('batch-export').click();
    const items = page.locator('[data-testid="batch-csv"]');
    const order = await items.evaluateAll((all) => all.map((item) => item.dataset.name));
    await items.and(page.locator(`[data-name="${dialect}"]`)).click();
    const path = testInfo.outputPath(`${dialect}.csv`);
    await (await coming).saveAs(path);
    return { order, lines: readFileSync(path, 'utf8').split('\r\n') };
  };
  await person.see('try-input').setInputFiles(photos('cat', 11));
  await expect(page.locator('[data-testid="batch-row"][data-verdict="unanswered"]')).not.toHaveCount(0, { timeout: 120_000 });
  await expect(person.see('batch-cancel')).toHaveCount(0, { timeout: 120_000 });
  const german = await save('semicolon');
  expect(german.order).toEqual(['semicolon', 'comma']);
  expect(german.lines[0]).toMatch(/^\ufeff"name";"answer";/);
  expect(german.lines[1]).toMatch(/^"cat-\d+\.jpg";.*;[01],\d{4};;;$/);
  const english = await save('comma');
  expect(english.lines[1]).toMatch(/^"cat-\d+\.jpg",.*,[01]\.\d{4},,,$/);
  await person.see('batch-export').click();
  await expect(page.locator('[data-testid="batch-csv"]').first()).toHaveAttribute('data-name', 'comma');
});
