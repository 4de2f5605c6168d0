// The same job on a phone: 390 pixels wide.

import { expect, heldBack, photos, test } from './site.mjs';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('classes, photos and answers fit a narrow screen', async ({ person, page }) => {
  await person.open();
  await person.screenshot('narrow-empty', false);
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
  await expectNoSidewaysScroll(page);
  await person.screenshot('narrow-classes', false);

  await person.see('tab-results').click();
  await person.expectTrained(6);
  await expectNoSidewaysScroll(page);
  await person.screenshot('narrow-results', false);

  await person.see('tab-try').click();
  const { classes } = await person.tryPhoto(heldBack('cat', 1));
  expect(classes[0][0]).toBe('cat');
  await expectNoSidewaysScroll(page);
  await person.screenshot('narrow-try', false);
});

async function expectNoSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
