// Several projects: made, named, copied, deleted and brought back, taken out as files and in again, and never open in
// two tabs at once.

import { statSync, writeFileSync } from 'node:fs';
import { CLASSES, expect, photos, test } from './site.mjs';

const projectCard = (person, name) =>
  person.page.locator(`[data-testid="project-card"][data-name="${name}"]`);

const toastWith = (person, hasText) => person.see('toast').filter({ hasText });

async function inMenu(person, name, action) {
  await projectCard(person, name).getByTestId('project-menu').click();
  await person.see(action).click();
}

async function toProjects(person) {
  await person.see('to-projects').click();
  await expect(person.see('projects')).toBeVisible();
}

async function rename(person, name) {
  await person.see('project-name').click();
  await person.see('project-name-input').fill(name);
  await person.see('project-name-input').press('Enter');
  await expect(person.see('project-name')).toHaveText(name);
}

// A project with two classes of so many photos each.
async function fill(person, count = 2) {
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, count));
  }
}

async function expectFilled(person, count = 2) {
  await person.expectCount('cat', count);
  await person.expectCount('rocket', count);
}

// Does something that ends with a file for the person; resolves to where it lies, under its own name.
async function saved(person, testInfo, act) {
  const coming = person.page.waitForEvent('download');
  await act();
  const download = await coming;
  const path = testInfo.outputPath(download.suggestedFilename());
  await download.saveAs(path);
  await expect(person.see('toast').filter({ hasText: 'Saved as' })).toContainText(download.suggestedFilename());
  return path;
}

test('a first project is there at once, named in the address and the title', async ({ person, page }) => {
  await person.open();
  await expect(person.see('project-name')).toHaveText('My photos');
  await expect(page).toHaveTitle('My photos – Handlens');
  expect(new URL(page.url()).hash).toMatch(/^#project=/);
});

test('projects are made and named, and the back button goes between them', async ({ person, page }) => {
  await person.open();
  await fill(person, 1);
  await rename(person, 'Birds');
  await expect(page).toHaveTitle('Birds – Handlens');
  const birds = page.url();

  await toProjects(person);
  await expect(page).toHaveTitle('Projects – Handlens');
  await expect(page.getByRole('heading', { name: 'Your projects' })).toBeFocused();
  await expect(projectCard(person, 'Birds')).toContainText('2 classes · 2 photos');
  await person.screenshot('projects');

  await person.see('new-project').click();
  await expect(person.see('project-name')).toHaveText('Project 2');
  await expect(person.see('class-card')).toHaveCount(0);
  await expect(person.see('first-steps')).toBeVisible();
  await person.addClass('leaf');

  // By the page's own history: Firefox does not tell Playwright of a step back that leads to an address without `#`.
  const go = (steps) => page.evaluate((steps) => history.go(steps), steps);
  await go(-1);
  await expect(person.see('projects')).toBeVisible();
  await expect(person.see('project-card')).toHaveCount(2);
  await go(-1);
  await expect(person.see('project-name')).toHaveText('Birds');
  await expectFilled(person, 1);
  expect(page.url()).toBe(birds);
  await go(1);
  await expect(person.see('projects')).toBeVisible();
  await go(1);
  await expect(person.see('project-name')).toHaveText('Project 2');
  await expect(person.card('leaf')).toBeVisible();
});

test('a reload and a bookmark come back to the project, a bare address to all of them', async ({ person, page }) => {
  await person.open();
  await fill(person, 1);
  await rename(person, 'Birds');
  const address = page.url();
  await page.reload();
  await person.ready();
  await expect(person.see('project-name')).toHaveText('Birds');
  await expectFilled(person, 1);
  await page.goto('about:blank');
  await person.open();
  await expect(projectCard(person, 'Birds')).toBeVisible();
  await page.goto(address);
  await expect(person.see('project-name')).toHaveText('Birds');
  await expectFilled(person, 1);
});

test('a project that the address names and nobody knows leads to all projects', async ({ person }) => {
  await person.open();
  await fill(person, 1);
  await person.page.goto('about:blank');
  await person.open('?device=cpu#project=gone');
  await expect(person.see('projects')).toBeVisible();
  await expect(person.see('project-card')).toHaveCount(1);
  expect(new URL(person.page.url()).hash).toBe('');
});

test('a copy is a project of its own', async ({ person }) => {
  await person.open();
  await fill(person);
  await rename(person, 'Birds');
  await toProjects(person);
  await inMenu(person, 'Birds', 'project-duplicate');
  await expect(person.see('toast').filter({ hasText: 'copy' })).toBeVisible();
  await expect(person.see('project-card')).toHaveCount(2);
  await person.see('toast-open').click();
  await expectFilled(person);
  await person.card('cat').getByTestId('class-menu').click();
  await person.see('delete-class').click();
  await expect(person.see('class-card')).toHaveCount(1);
  await toProjects(person);
  await projectCard(person, 'Birds').getByTestId('project-open').click();
  await expectFilled(person);
});

test('a project is renamed and deleted by keyboard, and the deletion is taken back', async ({ person, page }) => {
  await person.open();
  await fill(person, 1);
  await toProjects(person);
  await person.see('project-open').focus();
  await page.keyboard.press('F2');
  await expect(person.see('project-name-input')).toBeFocused();
  await page.keyboard.type('Birds');
  await page.keyboard.press('Enter');
  await expect(projectCard(person, 'Birds').getByTestId('project-open')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(person.see('project-card')).toHaveCount(0);
  await expect(person.see('no-projects')).toBeVisible();
  await person.see('toast-undo').click();
  await expect(projectCard(person, 'Birds')).toBeVisible();
  await person.see('project-open').focus();
  await page.keyboard.press('Enter');
  await expectFilled(person, 1);
});

test('a deleted project can be restored, or removed for good', async ({ person }) => {
  await person.open();
  await fill(person, 1);
  await rename(person, 'Birds');
  // While it is open, and then from its card.
  await person.see('project-menu').click();
  await person.see('project-delete').click();
  await expect(person.see('projects')).toBeVisible();
  await expect(person.see('project-card')).toHaveCount(0);
  await person.see('recently-deleted').locator('summary').click();
  await person.see('project-restore').click();
  await expect(projectCard(person, 'Birds')).toContainText('2 photos');
  await inMenu(person, 'Birds', 'project-delete');
  await expect(person.see('project-card')).toHaveCount(0);
  if (!(await person.see('project-purge').isVisible())) {
    await person.see('recently-deleted').locator('summary').click();
  }
  await person.see('project-purge').click();
  await person.see('purge-cancel').click();
  await expect(person.see('deleted-project')).toHaveCount(1);
  await person.see('project-purge').click();
  await person.see('purge-confirm').click();
  await expect(person.see('recently-deleted')).toHaveCount(0);
  await person.page.reload();
  await person.ready();
  await expect(person.see('project-name')).toHaveText('My photos');
});

test('an exported project is the same on another device', async ({ person, browser, address }, testInfo) => {
  await person.open();
  await fill(person);
  await rename(person, 'Birds');
  const file = await saved(person, testInfo, async () => {
    await person.see('project-menu').click();
    await person.see('project-export').click();
  });
  expect(file).toMatch(/\.handlens$/);

  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const other = new person.constructor(await context.newPage(), address);
  await other.open();
  await toProjects(other);
  await other.see('import-input').setInputFiles(file);
  await expect(other.see('project-name')).toHaveText('Birds');
  await expectFilled(other);
  await expect(other.photosOf('cat').locator('img')).toHaveCount(2);
  await other.expectTrained(4);
  await context.close();
});

test('exported photos are a zip, which makes a project of its name', async ({ person }, testInfo) => {
  await person.open();
  await fill(person);
  await rename(person, 'Birds');
  await toProjects(person);
  const zip = await saved(person, testInfo, () => inMenu(person, 'Birds', 'project-export-photos'));
  expect(zip).toMatch(/\.zip$/);
  expect(statSync(zip).size).toBeGreaterThan(10_000);
  await inMenu(person, 'Birds', 'project-delete');
  await expect(person.see('project-card')).toHaveCount(0);
  await person.see('import-input').setInputFiles(zip);
  expect(await person.summary()).toMatch(/Added 4 photos/);
  await expectFilled(person);
  await expect(person.see('project-name')).toHaveText(zip.split('/').pop().replace('.zip', ''));
});

test('a zip among photos makes classes of its own, and is told of with them', async ({ person }, testInfo) => {
  await person.open();
  await fill(person);
  const zip = await saved(person, testInfo, async () => {
    await person.see('project-menu').click();
    await person.see('project-export-photos').click();
  });
  await toProjects(person);
  await person.see('new-project').click();
  await person.see('import-photos-input').setInputFiles([zip, ...photos(CLASSES[1], 1)]);
  expect(await person.summary()).toMatch(/^Added 5 photos, including those in .+\.zip\./);
  await expect(person.see('import-summary')).toHaveCount(0);
  await expectFilled(person);
  await person.expectCount('Class 1', 1);
});

test('a whole project that is dropped on another one asks first', async ({ person }, testInfo) => {
  await person.open();
  await fill(person, 1);
  await rename(person, 'Birds');
  const file = await saved(person, testInfo, async () => {
    await person.see('project-menu').click();
    await person.see('project-export').click();
  });
  await person.drop(person.card('cat'), [file]);
  await expect(person.see('project-file-question')).toBeVisible();
  await person.see('project-file-cancel').click();
  await expectFilled(person, 1);
  await person.drop(person.card('cat'), [file]);
  await person.see('project-file-import').click();
  // The open project stays until the person opens the other one.
  await expect(toastWith(person, 'is now a separate project')).toBeVisible();
  await expect(person.see('project-name')).toHaveText('Birds');
  await person.see('toast-open').click();
  await expect(person.see('project-name')).toHaveText('Birds (2)');
  await expectFilled(person, 1);

  // What only has the name of a project is refused by name, without a question, and nothing else changes.
  const broken = testInfo.outputPath('broken.handlens');
  writeFileSync(broken, 'no project');
  await person.drop(person.card('cat'), [broken]);
  await expect(person.see('import-summary').or(person.see('toast')).filter({ hasText: 'broken.handlens is not a Handlens project' })).toBeVisible();
  await expect(person.see('project-file-question')).toHaveCount(0);
  await expect(person.see('project-name')).toHaveText('Birds (2)');
  await person.drop(person.page.locator('.try-zone'), [file]);
  await expect(person.see('project-file-question')).toBeVisible();
  await person.see('project-file-cancel').click();
  await toProjects(person);
  await expect(person.see('project-card')).toHaveCount(2);
});

test('photos that are dropped on the start screen begin a project', async ({ person }) => {
  await person.open();
  await fill(person, 1);
  await toProjects(person);
  await person.drop(person.see('projects'), photos('coffee', 2));
  expect(await person.summary()).toMatch(/Added 2 photos/);
  await expect(person.see('project-name')).toHaveText('Project 2');
  await expect(person.see('class-card')).toHaveCount(1);
});

test('one project is worked on in one tab at a time', async ({ person, context, address }) => {
  await person.open();
  await fill(person, 1);
  await rename(person, 'Birds');
  const second = new person.constructor(await context.newPage(), address);
  await second.page.goto(person.page.url());
  await expect(second.see('in-use')).toContainText('“Birds” is open in another tab');
  await expect(second.see('class-card')).toHaveCount(0);

  await second.see('take-over').click();
  await expectFilled(second, 1);
  await expect(person.see('taken')).toContainText('everything up to now is saved', { ignoreCase: true });
  await expect(person.see('class-card')).toHaveCount(0);
  await second.addClass('made in the second tab');

  await person.page.bringToFront();
  await person.see('take-back').click();
  await expect(person.card('made in the second tab')).toBeVisible();
  await expect(second.see('taken')).toBeVisible();

  // Another project is another matter.
  await second.page.bringToFront();
  await second.see('back-to-projects').click();
  await expect(projectCard(second, 'Birds').getByTestId('project-in-use')).toBeVisible();
  await second.see('new-project').click();
  await second.addClass('leaf');
  await expect(second.card('leaf')).toBeVisible();
});

test('what storage there is, and that a project is sound, can be looked up', async ({ person }) => {
  await person.open();
  await fill(person, 1);
  await person.see('storage-open').click();
  await expect(person.see('storage-usage')).toContainText(/of .* used on this device/);
  await expect(person.see('storage-persisted')).not.toBeEmpty();
  await person.see('storage-check').click();
  await expect(person.see('check-result')).toHaveText('No damage found.');
  await person.screenshot('storage');
  await person.page.keyboard.press('Escape');
  await expect(person.see('storage-panel')).toHaveCount(0);
});

test('a project that is left while photos come in keeps those that are in', async ({ person }) => {
  await person.open();
  await person.addClass('cat');
  await person.card('cat').getByTestId('add-photos-input').setInputFiles(photos('cat'));
  await person.interruptImport(2, 'to-projects');
  await expect(person.see('projects')).toBeVisible();
  await expect(person.see('import-progress')).toHaveCount(0);
  await person.see('project-open').click();
  await expect(person.card('cat')).toBeVisible();
  await expect(toastWith(person, /The last import was interrupted: \d+ of \d+ files came in/)).toBeVisible();
  const count = parseInt(await person.card('cat').getByTestId('class-count').innerText(), 10);
  expect(count).toBeGreaterThanOrEqual(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('all projects fit a narrow screen', async ({ person, page }) => {
    await person.open();
    await fill(person, 1);
    await rename(person, 'Mushrooms of the forest behind the house, autumn');
    await toProjects(person);
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await overflow()).toBeLessThanOrEqual(0);
    await person.screenshot('narrow-projects', false);
    await person.see('project-open').click();
    await expectFilled(person, 1);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });
});
