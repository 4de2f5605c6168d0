// The page in other languages: chosen by the browser, switched while one works, whole on every screen.

import { readFileSync } from 'node:fs';
import { cutOff } from './accessible.mjs';
import { PROJECT, fill, walk } from './screens.mjs';
import { DIST, expect, heldBack, photos, test } from './site.mjs';

// The messages of a language that are one line without anything put in.
function plain(tag) {
  const lines = readFileSync(`${DIST}/locales/${tag}.ftl`, 'utf8').split('\n');
  const messages = lines.map((line) => /^([a-z][a-z0-9-]*) = ([^{}]+)$/.exec(line)).filter(Boolean);
  return Object.fromEntries(messages.map(([, key, text]) => [key, text]));
}

const ENGLISH = plain('en');
// Those that nobody would write in another language by chance.
const SENTENCES = Object.values(ENGLISH).filter((text) => text.split(' ').length > 2);

// English sentences that are to be seen, or read out.
async function englishLeft(page) {
  const texts = await page.evaluate(() => {
    const shown = [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility());
    const named = shown.flatMap((element) => ['aria-label', 'title', 'placeholder', 'aria-description'].map((name) => element.getAttribute(name)));
    return [document.body.innerText, ...named.filter(Boolean)];
  });
  return SENTENCES.filter((sentence) => texts.some((text) => text.includes(sentence)));
}

const choose = async (person, tag) => {
  await person.see('language').click();
  await person.page.locator(`[data-testid="language-item"][data-name="${tag}"]`).click();
  await expect(person.page.locator('html')).toHaveAttribute('lang', tag);
};

for (const [locale, tag] of [['de-AT', 'de'], ['fr-CA', 'fr'], ['es-MX', 'es'], ['zh-CN', 'zh-Hans'], ['pt-BR', 'en'], ['zh-TW', 'en']]) {
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale });

    test(`is spoken to in ${tag}, and the job can be done`, async ({ person, page }) => {
      const words = plain(tag);
      await person.open();
      await expect(page.locator('html')).toHaveAttribute('lang', tag);
      await expect(person.see('privacy-open')).toHaveText(words['header-privacy']);
      if (tag === 'en') return;
      expect(await page.title()).not.toContain('tell your own photos apart');
      expect(await englishLeft(page)).toEqual([]);
      for (const name of ['cat', 'rocket']) {
        await person.addClass(name);
        await person.addPhotos(name, photos(name, 4));
      }
      await expect(person.see('held-out-accuracy')).toHaveText(tag === 'zh-Hans' ? /^\d+%$/ : /^\d+\u00a0%$/);
      const { classes } = await person.tryPhoto(heldBack('rocket', 1));
      expect(classes[0][0]).toBe('rocket');
      expect(await englishLeft(page)).toEqual([]);
      await person.screenshot(`language-${tag}`);
    });
  });
}

test('another language is chosen while one works: every screen speaks it, and it stays', async ({ person, page }) => {
  test.setTimeout(300_000);
  await person.open();
  await fill(person);
  const before = await person.see('held-out-accuracy').innerText();
  await choose(person, 'de');
  await expect(person.see('held-out-accuracy')).toHaveText(before);
  await expect(person.card('cat').getByTestId('class-count')).toHaveText('6 Fotos');
  // What the worker said before, and what the project remembers of a change, too.
  await expect(person.see('undo')).toHaveAttribute('title', /^Rückgängig: .*5 Fotos/);
  await person.see('device-badge').click();
  await expect(person.see('device-reason')).toContainText('CPU');
  expect(await englishLeft(page)).toEqual([]);
  await page.keyboard.press('Escape');

  const problems = [];
  // Those that say in English how many photos they wait for.
  const screens = PROJECT.filter(({ name }) => !name.includes('table of a batch'));
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 844 }]) {
    await page.setViewportSize(viewport);
    await walk(person, screens, async (name) => {
      for (const sentence of await englishLeft(page)) problems.push(`${name}: “${sentence}” is English`);
      for (const problem of await cutOff(page)) problems.push(`${name} at ${viewport.width}: ${problem}`);
    }, problems);
  }
  await page.setViewportSize({ width: 320, height: 700 });
  for (const tag of ['fr', 'es', 'zh-Hans', 'de']) {
    await choose(person, tag);
    for (const problem of await cutOff(page)) problems.push(`classes in ${tag} at 320: ${problem}`);
  }
  expect(problems).toEqual([]);

  await page.setViewportSize({ width: 1280, height: 800 });
  await page.reload();
  await person.ready();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(person.card('cat').getByTestId('class-count')).toHaveText('6 Fotos');
  await choose(person, 'en');
  await expect(person.card('cat').getByTestId('class-count')).toHaveText('6 photos');
});

test('whoever chooses a language by keyboard stays where it was chosen', async ({ person, page }) => {
  const { keyboard } = page;
  await person.open();
  await person.addClass('cat');
  // A project that was gone to: the heading of its screen has taken the focus.
  await person.see('to-projects').click();
  await expect(page.getByRole('heading', { name: 'Your projects' })).toBeFocused();
  await person.see('project-card').first().getByTestId('project-open').click();
  await expect(page.getByRole('heading', { name: 'Classes', exact: true })).toBeFocused();
  for (const [presses, tag] of [[1, 'de'], [0, 'en']]) {
    await person.see('language').focus();
    await keyboard.press('Enter');
    for (let press = 0; press < presses; press += 1) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('lang', tag);
    // Longer than anything takes that looks for a place for the focus.
    await page.waitForTimeout(300);
    await expect(person.see('language')).toBeFocused();
  }
});

test.describe('a language that cannot be loaded', () => {
  test.use({ provoked: [/Failed to load resource|Refused: status 500|^Error$/] });

  test('is told in the one that is spoken, which goes on', async ({ person, page }) => {
    await page.route('**/locales/fr.ftl', (route) => route.abort());
    await person.open();
    await person.see('language').click();
    await page.locator('[data-testid="language-item"][data-name="fr"]').click();
    await expect(person.see('alert')).toContainText('The text in that language could not be loaded; check the connection');
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    await person.addClass('cat');
  });

  test('at the start is told before anything else', async ({ page, address }) => {
    await page.route('**/locales/en.ftl', (route) => route.fulfill({ status: 500, body: '' }));
    await page.goto(`${address}?device=cpu`);
    await expect(page.getByRole('status')).toContainText('The page’s text could not be loaded because the server answered with status 500');
  });
});
