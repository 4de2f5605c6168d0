// For everybody: every screen by axe-core's rules, light and dark, on wide and narrow screens, by touch and at a zoom of 400 %.

import { actions, broken, cutOff, small } from './accessible.mjs';
import { EMPTY_PROJECT, PROJECT, PROJECTS, fill, walk } from './screens.mjs';
import { expect, test } from './site.mjs';

// Goes through all screens; `check` resolves to what is wrong with the one it sees, as sentences.
async function everywhere(person, check) {
  const { page } = person;
  const problems = [];
  const look = async (name) => {
    for (const problem of await check(name)) problems.push(`${name}: ${problem}`);
  };
  await person.open();
  await walk(person, EMPTY_PROJECT, look, problems);
  await fill(person);
  await walk(person, PROJECT, look, problems);
  await person.see('to-projects').click();
  await expect(person.see('project-card')).toHaveCount(1);
  await person.see('new-project').click();
  await person.see('project-menu').click();
  await person.see('project-delete').click();
  await expect(person.see('recently-deleted')).toBeVisible();
  await walk(person, PROJECTS, look, problems);
  await walk(person, [{
    name: 'no projects', shown: 'no-projects',
    reach: async () => { await page.getByTestId('project-open').press('Delete'); },
    leave: async () => { await person.see('toast').filter({ hasText: 'My photos' }).getByTestId('toast-undo').click(); },
  }], look, problems);

  // A second tab may not work on what the first one has open.
  await person.see('project-open').click();
  // On a narrow screen another part of the project may be in front.
  await expect(person.see('class-card').first()).toBeAttached();
  const other = new person.constructor(await page.context().newPage(), person.address);
  await other.page.goto(page.url());
  await expect(other.see('in-use')).toBeVisible({ timeout: 60_000 });
  for (const problem of await check('in use', other.page)) problems.push(`in use: ${problem}`);
  await other.see('take-over').click();
  await expect(person.see('taken')).toBeVisible();
  await look('taken over');
  return problems;
}

// What can be done on the screens that were seen, by the names of the tests, wide and narrow.
const reached = { wide: new Set(), narrow: new Set() };

// What is there only while an answer is older than the last training, or while a fine-tuning runs in the background.
const PASSING = ['ask-again', 'tuning-stop'];

async function note(page, place) {
  for (const name of await actions(page)) place.add(name);
}

// By axe-core's rules, light and dark. The dark scheme changes nothing but colours.
async function rules(page) {
  const problems = [];
  for (const [colorScheme, only] of [['light'], ['dark', ['color-contrast']]]) {
    await page.emulateMedia({ colorScheme });
    for (const problem of await broken(page, only)) problems.push(`${colorScheme}: ${problem}`);
  }
  return problems;
}

// One after the other, because the second compares what can be reached with the first.
test.describe.configure({ mode: 'serial' });

test('every screen keeps the rules of axe-core, light and dark', async ({ person, page }) => {
  test.setTimeout(300_000);
  const problems = await everywhere(person, async (_, other = page) => {
    await note(other, reached.wide);
    return rules(other);
  });
  expect(problems).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('every screen keeps the rules, fits, and gives fingers 44 pixels; at a zoom of 400 % it fits as well', async ({ person, page }) => {
    test.setTimeout(300_000);
    const problems = await everywhere(person, async (_, other = page) => {
      await note(other, reached.narrow);
      const found = await rules(other);
      for (const problem of await cutOff(other)) found.push(problem);
      for (const problem of await small(other)) found.push(problem);
      // What a window of 1280 × 1024 pixels shows at 400 %.
      await other.setViewportSize({ width: 320, height: 256 });
      for (const problem of await cutOff(other)) found.push(`at 320 pixels: ${problem}`);
      await other.setViewportSize({ width: 390, height: 844 });
      return found;
    });
    expect(problems).toEqual([]);
    // Whatever can be done on a wide screen can be done here.
    expect(reached.wide.size).toBeGreaterThan(40);
    const missing = [...reached.wide].filter((name) => !reached.narrow.has(name) && !PASSING.includes(name));
    expect(missing).toEqual([]);
  });
});
