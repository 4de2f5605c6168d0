// What Handlens is, and the report that a person can send when something goes wrong.

import { bad, expect, photos, test } from './site.mjs';

test('the report says what happened, and names nothing of the person’s', async ({ person, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await person.open();
  for (const name of ['Hidden valley', 'Secret shore']) await person.addClass(name);
  await person.addPhotos('Hidden valley', [...photos('cat', 3), bad('truncated.jpg')]);
  await person.addPhotos('Secret shore', photos('rocket', 3));
  await person.expectTrained(6);

  await person.see('about-open').click();
  await expect(person.see('about-version')).toContainText(/Version \d+\.\d+\.\d+, build [0-9a-f]{16}/);
  await person.see('report-copy').click();
  await expect(person.see('report-copied')).toHaveText('The report is on the clipboard.');
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/^Handlens: \d+\.\d+\.\d+, build [0-9a-f]{16}\n/);
  expect(report).toMatch(/\nDevice: CPU, /);
  expect(report).toMatch(/\nStorage: on the device\n/);
  expect(report).toMatch(/\nProject: 2 classes, 6 photos\n/);
  expect(report).toMatch(/ worker info: a device is ready gpu=false name="CPU"/);
  expect(report).toMatch(/ worker info: an import ended added=3 duplicates=0 refused=1 cancelled=false\n/);
  expect(report).toMatch(/ worker info: a training ended photos=6 /);
  expect(report).not.toMatch(/Hidden|valley|Secret|shore|truncated|cat-|rocket|My photos/);

  await person.see('about-panel').locator('summary').click();
  await expect(person.see('report-text')).toHaveText(report.trimEnd());
  await page.keyboard.press('Escape');
  await expect(person.see('about-open')).toBeFocused();
});

test('without a clipboard, the report is shown to be copied by hand', async ({ person, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await person.open();
  await person.see('about-open').click();
  await person.see('report-copy').click();
  await expect(person.see('report-copied')).toContainText('Select the report below');
  await expect(person.see('report-text')).toBeVisible();
});
