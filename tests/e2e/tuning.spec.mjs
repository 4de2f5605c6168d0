// Fine-tuning of the last layers: pictures like hand signs, which differ in shape alone.

import { expect, test } from './site.mjs';

const SIDE = 96;
const SIGNS = ['one', 'two'];
// The fewest photos of a class that are tuned on.
const PHOTOS = 5;

// Numbers from 0 to 1 that a seed decides (mulberry32).
function randomly(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

// A hand with so many fingers, as a BMP: somewhere in the picture, turned and scaled, in front of a background with noise.
function hand(fingers, seed) {
  const random = randomly(seed * 31 + fingers);
  const [x0, y0, scale, turn] = [40 + random() * 16, 56 + random() * 12, 0.75 + random() * 0.4, (random() - 0.5) * 0.9];
  const skin = [90 + random() * 70, 120 + random() * 70, 170 + random() * 70];
  const ground = [random() * 200, random() * 200, random() * 200];
  const inHand = (x, y) => {
    const [across, along] = [(x - x0) / scale, (y0 - y) / scale];
    const [u, v] = [across * Math.cos(turn) - along * Math.sin(turn), across * Math.sin(turn) + along * Math.cos(turn)];
    if (u * u + v * v < 13 * 13) return true;
    return Array.from({ length: fingers }, (_, finger) => (finger - (fingers - 1) / 2) * 8)
      .some((middle) => Math.abs(u - middle) < 2.5 && v > 0 && v < 34);
  };
  const buffer = Buffer.alloc(54 + SIDE * SIDE * 3);
  buffer.write('BM');
  buffer.writeUInt32LE(buffer.length, 2);
  buffer.writeUInt32LE(54, 10);
  buffer.writeUInt32LE(40, 14);
  buffer.writeInt32LE(SIDE, 18);
  buffer.writeInt32LE(-SIDE, 22);
  buffer.writeUInt16LE(1, 26);
  buffer.writeUInt16LE(24, 28);
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      const colour = inHand(x, y) ? skin : ground;
      for (let channel = 0; channel < 3; channel += 1) {
        buffer[54 + (y * SIDE + x) * 3 + channel] = Math.min(255, Math.max(0, colour[channel] + (random() - 0.5) * 50));
      }
    }
  }
  return { name: `${fingers}-${seed}.bmp`, mimeType: 'image/bmp', buffer };
}

const hands = (fingers, count, first = 1) => Array.from({ length: count }, (_, place) => hand(fingers, first + place));

// Tries a picture; resolves to its answer: `[class, probability]`, the most probable first.
async function answer(person, picture) {
  await person.see('try-input').setInputFiles(picture);
  const result = person.page.locator(`[data-testid="try-result"][aria-label="${picture.name}"]`).first();
  await expect(result.getByTestId('try-class-row')).toHaveCount(SIGNS.length, { timeout: 60_000 });
  return result.getByTestId('try-class-row').evaluateAll((rows) =>
    rows.map((row) => [row.dataset.class, Number(row.dataset.probability).toFixed(3)]));
}

const isTuned = (person) => expect(person.see('tuning-result')).toContainText('Kept', { timeout: 300_000 });

test('classes that need the last layers get them, and keep them after a reload and on another device', async ({ person, browser, address }, testInfo) => {
  test.setTimeout(600_000);
  await person.open();
  // With so few photos, they would not always be kept.
  await person.see('advanced').locator('summary').click();
  await person.see('hyperparameter-layers').selectOption('last');
  for (const [place, name] of SIGNS.entries()) {
    await person.addClass(name);
    await person.addPhotos(name, hands(place + 1, PHOTOS));
  }
  await person.expectTrained(SIGNS.length * PHOTOS);
  await expect(person.see('tuning-progress')).toBeVisible({ timeout: 60_000 });
  const picture = hand(2, 500);
  const alone = await answer(person, picture);
  await isTuned(person);
  await expect(person.see('tuning-progress')).toHaveCount(0);
  await person.see('clear-answers').click();
  const tuned = await answer(person, picture);
  expect(tuned).not.toEqual(alone);

  await person.page.reload();
  await person.ready();
  await isTuned(person);
  expect(await answer(person, picture)).toEqual(tuned);

  await person.see('project-menu').click();
  const coming = person.page.waitForEvent('download');
  await person.see('project-export').click();
  const download = await coming;
  const file = testInfo.outputPath(download.suggestedFilename());
  await download.saveAs(file);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const other = new person.constructor(await context.newPage(), address);
  await other.open();
  await other.see('to-projects').click();
  await other.see('import-input').setInputFiles(file);
  await other.expectTrained(SIGNS.length * PHOTOS);
  await isTuned(other);
  expect(await answer(other, picture)).toEqual(tuned);
  await context.close();

  // The head alone answers as it did before.
  await person.see('advanced').locator('summary').click();
  await person.see('hyperparameter-layers').selectOption('head');
  await expect(person.see('tuning-result')).toHaveCount(0);
  expect(await answer(person, picture)).toEqual(alone);
});
