// What a person's system asks for: its own colours, and no movement.

import { focusProblem } from './accessible.mjs';
import { fill } from './screens.mjs';
import { expect, photos, test } from './site.mjs';

test('with the system’s own colours, what only a colour told is still told', async ({ person, page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await person.open();
  await fill(person);
  const style = (target, property, pseudo) =>
    target.evaluate((element, [property, pseudo]) => getComputedStyle(element, pseudo)[property], [property, pseudo]);

  const result = person.see('class-result').first();
  expect(await style(result.locator('.bar-fill'), 'backgroundColor')).not.toBe(await style(result.locator('.bar'), 'backgroundColor'));
  await person.photosOf('cat').first().click();
  expect(await style(person.photosOf('cat').first(), 'outlineStyle')).toBe('solid');
  expect(await style(person.photosOf('cat').last(), 'outlineStyle')).toBe('none');
  const mistake = person.see('mistake').first();
  expect(await style(mistake, 'backgroundColor')).not.toBe(await style(mistake, 'color'));
  await person.see('clear-selection').click();
  await person.see('undo').focus();
  await page.keyboard.press('Tab');
  expect(await focusProblem(page)).toBeUndefined();
  await person.screenshot('forced-colors');
  await page.setViewportSize({ width: 390, height: 844 });
  await person.see('tab-results').click();
  expect(await style(person.see('tab-results'), 'outlineStyle')).toBe('solid');
  expect(await style(person.see('tab-try'), 'outlineStyle')).toBe('none');
});

test('for those whom movement disturbs, nothing moves', async ({ person, page }) => {
  // Everything that could move, by what the styles say.
  const moving = () => page.evaluate(() => [...document.querySelectorAll('*')].filter((element) =>
    ['', '::before', '::after'].some((pseudo) => {
      const style = getComputedStyle(element, pseudo || undefined);
      return style.animationName !== 'none' || style.transitionDuration.split(', ').some((time) => parseFloat(time) > 0);
    })).length);
  await person.open();
  await person.addClass('cat');
  await person.card('cat').getByTestId('add-photos-input').setInputFiles(photos('cat'));
  await expect(person.see('import-progress')).toBeVisible();
  expect(await moving()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toBe(0);
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});
