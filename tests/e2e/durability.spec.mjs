// Nothing is lost: a browser that is killed at random moments, a device that is full, a GPU that goes away. What the page
// has shown as added is there afterwards, and the project is sound.

import { setTimeout as wait } from 'node:timers/promises';
import { Person, expect, photos, picture, test } from './site.mjs';
import { Profile } from './profile.mjs';

// Fifty take eight minutes; a change to storage is worth them.
const KILLS = Number(process.env.HANDLENS_KILLS ?? 6);
const SEED = Number(process.env.HANDLENS_SEED ?? 1);
const CLASSES = ['left', 'right'];

// Small and fast random numbers, the same for the same seed (mulberry32).
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// What the page shows as added: id → [name, class].
const shown = async (page) => new Map(
  (await page.evaluate(() => window.handlensTest?.photos() ?? [])).map(([id, name, klass]) => [id, [name, klass]]));

// Looks through the project as a person can, and closes the panel again.
async function expectSound(person) {
  await person.see('storage-open').first().click();
  await person.see('storage-check').click();
  await expect(person.see('check-result')).toContainText(/[Nn]o damage/, { timeout: 60_000 });
  await person.page.keyboard.press('Escape');
}

test('a browser that is killed at random moments loses nothing that was shown', async ({ address }) => {
  test.setTimeout(120_000 + KILLS * 30_000);
  const random = randomNumbers(SEED);
  const profile = new Profile();
  let next = 1;
  let known = new Map();
  let place = '?device=cpu&test';
  const kinds = {};
  // Each does something and does not wait for its end.
  const wishes = {
    async import(person) {
      const files = Array.from({ length: 4 }, () => picture(next++));
      const name = CLASSES[Math.floor(random() * 2)];
      await person.card(name).getByTestId('add-photos-input').setInputFiles(files);
    },
    async relabel(person) {
      const [from, to] = random() < 0.5 ? CLASSES : [...CLASSES].reverse();
      const photo = person.photosOf(from).first();
      if (!(await photo.count())) return;
      await photo.click();
      await person.see('move-to').click();
      await person.page.locator(`[data-testid="move-target"][data-name="${to}"]`).click();
    },
    async train(person) {
      const button = person.see('train-button');
      if (!(await button.isVisible())) await person.see('advanced').locator('summary').click();
      // It trains by itself, too; without photos in both classes it cannot.
      if (await button.isEnabled()) await button.click();
    },
    async export(person) {
      await person.see('project-menu').first().click();
      await person.see('project-export').click();
    },
  };
  try {
    for (let kill = 0; kill <= KILLS; kill += 1) {
      const page = await profile.start();
      page.setDefaultTimeout(60_000);
      const person = new Person(page, address);
      await page.goto(address + place);
      if (kill === 0) {
        await person.ready();
        for (const name of CLASSES) await person.addClass(name);
      }
      await expect(person.card('right')).toBeVisible({ timeout: 60_000 });
      await expect(async () => {
        const now = await shown(page);
        const missing = [...known].filter(([id]) => !now.has(id));
        expect(missing, `after kill ${kill}`).toEqual([]);
      }).toPass({ timeout: 20_000 });
      const now = await shown(page);
      for (const [id, [name]] of known) expect(now.get(id)[0], `photo ${id}`).toBe(name);
      await expectSound(person);
      if (kill === KILLS) break;
      place = `?device=cpu&test${new URL(page.url()).hash}`;

      const kind = Object.keys(wishes)[Math.floor(random() * 4)];
      kinds[kind] = (kinds[kind] ?? 0) + 1;
      // Something comes in whenever something else is done.
      if (kind !== 'import') await wishes.import(person);
      await wishes[kind](person);
      const end = Date.now() + random() * 3000;
      do {
        known = await shown(page);
        await wait(20);
      } while (Date.now() < end);
      await profile.kill();
    }
    console.log(`      ${KILLS} kills (${JSON.stringify(kinds)}), ${known.size} photos shown before the last one`);
    expect(known.size).toBeGreaterThan(0);
  } finally {
    await profile.remove();
  }
});

test('a tab that is closed half-way through an import loses nothing that was shown', async ({ person, page, context }) => {
  await person.open('?device=cpu&test');
  for (const name of CLASSES) await person.addClass(name);
  await person.card('left').getByTestId('add-photos-input').setInputFiles(photos('cat'));
  await expect(async () => expect((await shown(page)).size).toBeGreaterThan(3)).toPass({ timeout: 60_000 });
  const known = await shown(page);
  const address = page.url();
  await page.close();
  const again = new Person(await context.newPage(), person.address);
  await again.page.goto(address);
  await again.ready();
  const now = await shown(again.page);
  for (const [id, photo] of known) expect(now.get(id)).toEqual(photo);
  await expectSound(again);
});

test.describe('on a device that is full', () => {
  // The browser itself complains about what it refuses.
  test.use({ provoked: [/quota|Quota|storage/] });

  test('photos that do not fit are named, and nothing that was there is lost', async ({ person, page }) => {
    await person.open('?device=cpu&test');
    for (const name of CLASSES) await person.addClass(name);
    await person.addPhotos('left', photos('cat', 2));
    const session = await page.context().newCDPSession(page);
    const { usage } = await session.send('Storage.getUsageAndQuota', { origin: person.address });
    await session.send('Storage.overrideQuotaForOrigin', { origin: person.address, quotaSize: usage + 200_000 });

    await person.card('right').getByTestId('add-photos-input').setInputFiles(photos('rocket'));
    await expect(person.see('import-progress')).toHaveCount(0, { timeout: 120_000 });
    await expect(person.page.getByText(/space left/).first()).toBeVisible();
    const known = await shown(page);
    expect(known.size).toBeGreaterThanOrEqual(2);
    expect(known.size).toBeLessThan(14);
    await expectSound(person);

    // With space, everything goes on where it stopped.
    await session.send('Storage.overrideQuotaForOrigin', { origin: person.address });
    await person.card('right').getByTestId('add-photos-input').setInputFiles(photos('rocket'));
    await person.expectCount('right', 12);
    await page.reload();
    await person.ready();
    await person.expectCount('left', 2);
    await person.expectCount('right', 12);
    await expectSound(person);
  });
});

test.describe('with a GPU that goes away', () => {
  test.use({ provoked: [/.*/] });

  test('the work goes on and nothing is lost', async ({ person, page, context }) => {
    test.setTimeout(600_000);
    await person.open('?device=gpu&test');
    await expect(person.see('device-badge')).toContainText('GPU', { timeout: 200_000 });
    for (const name of CLASSES) await person.addClass(name);
    await person.card('left').getByTestId('add-photos-input').setInputFiles(photos('cat', 3));
    await expect(async () => expect((await shown(page)).size).toBeGreaterThan(0)).toPass({ timeout: 200_000 });
    const known = await shown(page);
    const crash = await context.newPage();
    // Never answers, because what would answer is gone.
    crash.goto('chrome://gpucrash', { timeout: 3000 }).catch(() => {});
    await wait(3000);
    await crash.close();
    await expect(async () => {
      const now = await shown(page);
      for (const [id, photo] of known) expect(now.get(id)).toEqual(photo);
    }).toPass({ timeout: 120_000 });
    await person.ready();
    await expectSound(person);
  });
});
