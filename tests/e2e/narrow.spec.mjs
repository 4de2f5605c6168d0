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

test('names without blanks are cut at the end of a line, not in the middle of a word', async ({ person, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await person.open();
  // The header of an open project has two lines.
  expect((await page.locator('.header').boundingBox()).height).toBeLessThan(120);
  const names = ['Donaudampfschifffahrtsgesellschaftskapitänsmütze', 'x'.repeat(80)];
  for (const [place, name] of names.entries()) {
    await person.addClass(name);
    await person.addPhotos(name, photos(['cat', 'rocket'][place], 3));
  }
  // In one line each, with the whole name for whoever asks.
  const lines = (locator) => locator.evaluate((name) => name.getClientRects().length && Math.round(name.offsetHeight / parseFloat(getComputedStyle(name).lineHeight)));
  for (const name of names) {
    const shown = person.card(name).locator('.name').first();
    expect(await lines(shown)).toBe(1);
    await expect(shown).toHaveAttribute('title', name);
    await expect(shown).toHaveText(name);
  }
  // A name with words breaks between them: nothing is cut.
  await person.addClass('great_spotted_woodpecker_female_juvenile');
  const woodpecker = person.card('great_spotted_woodpecker_female_juvenile').locator('.name').first();
  expect(await woodpecker.evaluate((name) => name.scrollWidth <= name.clientWidth)).toBe(true);

  // The classes to move a photo to stay on the screen.
  await person.photosOf(names[0]).first().click();
  await person.see('move-to').click();
  const menu = await page.locator('.menu-panel').boundingBox();
  expect(menu.x).toBeGreaterThanOrEqual(0);
  expect(menu.x + menu.width).toBeLessThanOrEqual(390);
  await page.keyboard.press('Escape');
  await expectNoSidewaysScroll(page);
  await person.see('clear-selection').click();
  await person.see('tab-results').click();
  await person.expectTrained(6);
  await expectNoSidewaysScroll(page);
});

async function expectNoSidewaysScroll(page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
