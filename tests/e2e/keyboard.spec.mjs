// By keyboard alone, and by ear: everything can be reached, the focus is always seen and never lost, and what happens is
// said once, politely and not too often.

import { focusProblem } from './accessible.mjs';
import { expect, heldBack, photos, test } from './site.mjs';

// Presses Tab until an element has the focus; on the way, every stop has to show that it has it.
async function tabTo(page, target, key = 'Tab') {
  const problems = [];
  const look = () => target.evaluate((element) => ({ arrived: element === document.activeElement, isHere: document.hasFocus() }));
  let { arrived } = await look();
  for (let presses = 0; presses < 150 && !arrived; presses += 1) {
    await page.keyboard.press(key);
    let isHere;
    ({ arrived, isHere } = await look());
    if (!isHere) {
      await beginAgain(page);
      ({ arrived } = await look());
    }
    const problem = await focusProblem(page);
    if (problem) problems.push(problem);
  }
  await expect(target).toBeFocused();
  expect(problems).toEqual([]);
}

// Beyond the last element, Tab leads to the browser's own controls, and from the last of those to the page's first element. In
// Firefox the driver's keys never get through them: the next Tab goes back to the last element. From there, what comes next is
// made the first.
async function beginAgain(page) {
  await page.keyboard.press('Tab');
  await page.evaluate(() => {
    document.activeElement.blur();
    getSelection().setPosition(document.body, 0);
  });
}

// Presses the button that has the focus, and chooses files in the dialogue of the browser that opens.
async function chooseFiles(page, files) {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(files);
}

// Waits until the results stay as they are: a training in the background would draw the table anew.
async function settled(person) {
  let before;
  await expect(async () => {
    const now = await person.see('train-status').innerText();
    const same = now === before;
    before = now;
    expect(same && now.startsWith('Trained')).toBe(true);
  }).toPass({ intervals: [2500], timeout: 90_000 });
}

const gridOf = (person, name) => person.card(name).getByRole('listbox');

test('the whole job is done by keyboard alone', async ({ person, page }, testInfo) => {
  const { keyboard } = page;
  // From the start: a busy browser that is only now told to hand over its dialogue may open it for itself.
  page.on('filechooser', () => {});
  await person.open();
  // The field for the first class has the focus from the start.
  await expect(person.see('new-class-name')).toBeFocused();
  for (const name of ['cat', 'rocket']) {
    await keyboard.type(name);
    await keyboard.press('Enter');
    await expect(person.card(name)).toBeVisible();
  }
  for (const name of ['cat', 'rocket']) {
    await tabTo(page, person.card(name).locator('button', { hasText: 'Add photos' }));
    await chooseFiles(page, photos(name, 4));
    await person.expectCount(name, 4);
  }
  await person.expectTrained(8);

  await tabTo(page, page.locator('#try button', { hasText: 'Choose' }));
  await chooseFiles(page, [heldBack('rocket', 1)]);
  await expect(person.see('spoken-answer')).toHaveText(/^rocket-1.jpg: rocket ·\s[\d.]+\s%$/);

  await settled(person);
  // The results are read: a figure of the table, and the photos behind it.
  await tabTo(page, person.see('confusion-figure').first());
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  const figure = page.locator('[data-testid="confusion-figure"][data-label="rocket"][data-answer="rocket"]');
  await expect(figure).toBeFocused();
  await keyboard.press('Enter');
  // The answer above shows photos of the same kind.
  const first = person.see('taken-for').getByTestId('gallery-photo').first();
  await expect(first).toBeVisible();
  await tabTo(page, first);
  await keyboard.press('Enter');
  await expect(person.see('viewer')).toBeVisible();
  await keyboard.press('Escape');
  await expect(first).toBeFocused();
  await keyboard.press('Escape');
  await expect(figure).toBeFocused();

  await tabTo(page, person.card('cat').getByTestId('class-name'));
  await keyboard.press('F2');
  await keyboard.type('Chelsea');
  await keyboard.press('Enter');
  await expect(person.card('Chelsea').getByTestId('class-name')).toBeFocused();

  // Two photos move, one is deleted, and all of it is taken back.
  await tabTo(page, gridOf(person, 'Chelsea'));
  await keyboard.press('ArrowRight');
  await keyboard.press('Shift+ArrowRight');
  await tabTo(page, person.see('move-to'));
  await keyboard.press('Enter');
  await keyboard.press('ArrowDown');
  await expect(page.locator('[data-testid="move-target"][data-name="rocket"]')).toBeFocused();
  await keyboard.press('Enter');
  await person.expectCount('Chelsea', 2);
  await person.expectCount('rocket', 6);
  await tabTo(page, gridOf(person, 'rocket'), 'Shift+Tab');
  await keyboard.press('ArrowRight');
  await keyboard.press('Delete');
  await person.expectCount('rocket', 5);
  await expect(gridOf(person, 'rocket')).toBeFocused();
  await keyboard.press('Control+z');
  await keyboard.press('Control+z');
  await person.expectCount('Chelsea', 4);
  await person.expectCount('rocket', 4);

  await tabTo(page, person.see('project-menu'));
  await keyboard.press('Enter');
  await expect(person.see('project-rename')).toBeFocused();
  for (let presses = 0; presses < 10; presses += 1) {
    if (await person.see('project-export').evaluate((item) => item === document.activeElement)) break;
    await keyboard.press('ArrowDown');
  }
  const coming = page.waitForEvent('download');
  await keyboard.press('Enter');
  await (await coming).saveAs(testInfo.outputPath('exported.handlens'));
  await expect(person.see('project-menu')).toBeFocused();
});

test('what opens gives the focus back when it closes', async ({ person, page }) => {
  const { keyboard } = page;
  await person.open();
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
  await person.expectTrained(6);
  await settled(person);

  const opened = [
    ['storage-open', 'storage-panel'],
    ['privacy-open', 'privacy-panel'],
    ['device-badge', 'device-reason'],
    ['project-menu', 'project-rename'],
    ['class-menu', 'rename-class'],
    ['confusion-figure', 'taken-for'],
  ];
  for (const [opener, shown] of opened) {
    await person.see(opener).first().focus();
    await keyboard.press('Enter');
    await expect(person.see(shown)).toBeVisible();
    await keyboard.press('Escape');
    await expect(person.see(shown)).toHaveCount(0);
    await expect(person.see(opener).first()).toBeFocused();
  }
  for (const [opener, shown] of [['storage-open', 'storage-panel'], ['confusion-figure', 'taken-for']]) {
    await person.see(opener).first().focus();
    await keyboard.press('Enter');
    await tabTo(page, person.see(shown).getByTestId('dialog-close'));
    await keyboard.press('Enter');
    await expect(person.see(shown)).toHaveCount(0);
    await expect(person.see(opener).first()).toBeFocused();
  }
  // A photo's large picture, from the list of photos.
  await gridOf(person, 'cat').focus();
  await keyboard.press('ArrowRight');
  await keyboard.press('Enter');
  await expect(person.see('viewer')).toBeVisible();
  await keyboard.press('ArrowRight');
  await tabTo(page, person.see('viewer-close'));
  await keyboard.press('Enter');
  await expect(person.see('viewer')).toHaveCount(0);
  await expect(gridOf(person, 'cat')).toBeFocused();
});

test('the focus is not lost when what has it goes', { tag: '@firefox' }, async ({ person, page }) => {
  const { keyboard } = page;
  const expectSomewhere = () => expect.poll(() => page.evaluate(() => document.activeElement.tagName)).not.toBe('BODY');
  await person.open();
  for (const name of ['cat', 'coffee', 'rocket']) await person.addClass(name);
  await person.card('cat').getByTestId('add-photos-input').setInputFiles(photos('cat', 2));
  await expect(person.see('import-summary')).toBeVisible();

  // A class: the one beside it is next.
  await person.card('coffee').getByTestId('class-menu').focus();
  await keyboard.press('Enter');
  await keyboard.press('End');
  await expect(person.see('delete-class')).toBeFocused();
  await keyboard.press('Enter');
  await expect(person.card('coffee')).toHaveCount(0);
  await expect(person.card('rocket').getByTestId('class-name')).toBeFocused();

  // The bar of the selected photos, and a message.
  await gridOf(person, 'cat').focus();
  await keyboard.press('ArrowRight');
  await tabTo(page, person.see('clear-selection'));
  await keyboard.press('Enter');
  await expect(person.see('selection-bar')).toHaveCount(0);
  await expectSomewhere();
  await tabTo(page, person.see('import-summary').getByTestId('dismiss'));
  await keyboard.press('Enter');
  await expect(person.see('import-summary')).toHaveCount(0);
  await expectSomewhere();

  // A button that has nothing more to do.
  await tabTo(page, person.see('undo'), 'Shift+Tab');
  for (let steps = 0; steps < 10 && await person.see('undo').isEnabled(); steps += 1) {
    const before = await person.see('undo').getAttribute('title');
    await keyboard.press('Enter');
    await expect(person.see('undo')).not.toHaveAttribute('title', before);
  }
  await expect(person.see('redo')).toBeFocused();
});

test('what happens is said: how far it is now and then, results and answers once', async ({ person, page }) => {
  // What a screen reader would read out: each change of a region that says that its changes count.
  await page.addInitScript(() => {
    window.said = [];
    const told = new Map();
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[role="status"], [role="alert"], [aria-live]');
        // A space that does not break is a space to the ear.
        const text = region?.textContent.replace(/\s+/g, ' ').trim();
        if (!text || told.get(region) === text) continue;
        told.set(region, text);
        const live = region.getAttribute('aria-live') ?? (region.getAttribute('role') === 'alert' ? 'assertive' : 'polite');
        window.said.push({ at: performance.now(), text, live });
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  await person.open();
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name));
  }
  await person.expectTrained(24);
  await person.tryPhoto(heldBack('cat', 1));
  await expect(person.see('spoken-answer')).toHaveText(/cat-1.jpg: cat/);

  const said = await page.evaluate(() => window.said);
  const about = (pattern) => said.filter(({ text }) => pattern.test(text));
  expect(about(/^Added 12 photos/).length).toBeGreaterThanOrEqual(1);
  expect(about(/^Trained on 24 photos/).length).toBeGreaterThanOrEqual(1);
  expect(about(/^[\d.]+\s% right on unseen photos/).length).toBeGreaterThanOrEqual(1);
  expect(about(/^cat-1.jpg: cat/)).toHaveLength(1);
  expect(said.filter(({ live }) => live !== 'polite')).toEqual([]);
  const progress = about(/^Adding \d/).map(({ at }) => at);
  for (const [before, at] of progress.slice(1).map((at, index) => [progress[index], at])) {
    expect(at - before).toBeGreaterThan(4000);
  }
});
