// Classes and photos are changed, and every change can be taken back.

import { expect, photos, test } from './site.mjs';

test.beforeEach(async ({ person }) => {
  await person.open();
  for (const name of ['cat', 'coffee']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
});

test('renaming, merging and deleting a class can be undone and redone', async ({ person }) => {
  await person.card('cat').getByTestId('class-name').click();
  await person.see('class-name-input').fill('Chelsea');
  await person.see('class-name-input').press('Enter');
  await expect(person.card('Chelsea')).toBeVisible();
  await person.see('undo').click();
  await expect(person.card('cat')).toBeVisible();
  await person.see('redo').click();
  await expect(person.card('Chelsea')).toBeVisible();

  await person.chooseInMenu(person.card('Chelsea').getByTestId('class-menu'), 'merge-into', 'coffee');
  await expect(person.card('Chelsea')).toHaveCount(0);
  await person.expectCount('coffee', 6);
  await person.see('undo').click();
  await person.expectCount('Chelsea', 3);
  await person.expectCount('coffee', 3);

  await person.chooseInMenu(person.card('coffee').getByTestId('class-menu'), 'delete-class');
  await expect(person.card('coffee')).toHaveCount(0);
  await person.see('undo').click();
  await person.expectCount('coffee', 3);
  await person.expectTrained(6);
});

test('several photos at once are moved and deleted, and undone', async ({ person, page }) => {
  await person.photosOf('cat').nth(0).click();
  await person.photosOf('cat').nth(1).click({ modifiers: ['Shift'] });
  await expect(person.see('selection-bar')).toContainText('2');
  await expect(person.photosOf('cat').nth(0)).toHaveAttribute('aria-selected', 'true');
  await person.see('move-to').click();
  await page.locator('[data-testid="move-target"][data-name="coffee"]').click();
  await person.expectCount('cat', 1);
  await person.expectCount('coffee', 5);
  await person.see('undo').click();
  await person.expectCount('cat', 3);

  await person.photosOf('coffee').nth(0).click();
  await person.photosOf('coffee').nth(2).click({ modifiers: ['Control'] });
  await person.see('delete-selected').click();
  await person.expectCount('coffee', 1);
  await page.keyboard.press('Control+z');
  await person.expectCount('coffee', 3);
  await page.keyboard.press('Control+Shift+Z');
  await person.expectCount('coffee', 1);
});

test('a name that another class has is refused with a sentence, and stays to be changed', async ({ person, page }) => {
  await person.see('new-class-name').fill('CAT');
  await person.see('new-class-add').click();
  await expect(person.see('name-problem')).toContainText('already a class “cat”');
  await expect(person.see('new-class-name')).toHaveValue('CAT');
  await expect(person.see('class-card')).toHaveCount(2);
  await person.see('new-class-name').fill('');
  await expect(person.see('name-problem')).toHaveCount(0);

  await person.card('coffee').getByTestId('class-name').click();
  await person.see('class-name-input').fill('Cat');
  await page.keyboard.press('Enter');
  await expect(person.see('name-problem')).toContainText('already a class “cat”');
  await expect(person.see('class-name-input')).toHaveValue('Cat');
  await person.see('class-name-input').fill('espresso');
  await page.keyboard.press('Enter');
  await expect(person.card('espresso').getByTestId('class-name')).toBeFocused();
});

test('a cancelled import leaves the project as it was', async ({ person }) => {
  await person.addClass('rocket');
  await person.card('rocket').getByTestId('add-photos-input').setInputFiles(photos('rocket'));
  await person.interruptImport(1, 'import-cancel');
  expect(await person.summary()).toMatch(/cancel/i);
  await person.expectCount('rocket', 0);
  await person.expectCount('cat', 3);
  await person.expectTrained(6);
});

test('the keyboard alone is enough', async ({ person, page }) => {
  // Into the field for a new class, from the top of the page.
  await page.locator('body').press('Tab');
  for (let presses = 0; presses < 40; presses += 1) {
    if (await person.see('new-class-name').evaluate((field) => field === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(person.see('new-class-name')).toBeFocused();
  await page.keyboard.type('by keyboard');
  await page.keyboard.press('Enter');
  await expect(person.card('by keyboard')).toBeVisible();

  // A photo chosen with the arrows, and deleted.
  const grid = person.card('cat').getByRole('listbox');
  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(person.see('selection-bar')).toContainText('2');
  await page.keyboard.press('Delete');
  await person.expectCount('cat', 1);

  // A class renamed from its own menu.
  await person.card('coffee').getByTestId('class-menu').focus();
  await page.keyboard.press('Enter');
  await expect(person.see('rename-class')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(person.see('class-name-input')).toBeFocused();
  await page.keyboard.type('espresso');
  await page.keyboard.press('Enter');
  await expect(person.card('espresso').getByTestId('class-name')).toBeFocused();

  // What has the focus can be seen.
  const outline = await person.card('espresso').getByTestId('class-name').evaluate((element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
  });
  expect(outline).toBe(true);
});
