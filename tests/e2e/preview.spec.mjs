// Which folders are the classes is asked where it is not obvious: classes and photos are shown before they are added.

import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, photos, picture, test } from './site.mjs';
import { zip } from './zip.mjs';

let folder;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

// A zip of different pictures at these paths.
const archive = (paths, name = 'photos.zip', utf8 = true) => ({
  name,
  mimeType: 'application/zip',
  buffer: zip(paths.map((path, number) => [path, picture(number + 1).buffer]), utf8),
});

// Classes that the preview lists, each with its photos.
const listed = (person) => person.see('preview-class').evaluateAll((rows) =>
  rows.map((row) => [row.dataset.class, row.lastElementChild.textContent]));

const chooseArchive = (person, ...rest) => person.see('import-photos-input').setInputFiles(archive(...rest));

test('an archive of classes within classes is asked about, and the level can be switched', async ({ person, page }) => {
  await person.open();
  await chooseArchive(person, ['anna/cats/1.bmp', 'anna/cats/2.bmp', 'anna/cats/3.bmp', 'anna/dogs/4.bmp', 'anna/dogs/5.bmp', 'ben/cats/6.bmp']);
  await expect(person.see('preview')).toContainText('photos.zip');
  expect(await listed(person)).toEqual([['cats', '4 photos'], ['dogs', '2 photos']]);
  await person.screenshot('preview-levels', false);
  await page.getByLabel('anna, ben (2 classes)').check();
  expect(await listed(person)).toEqual([['anna', '5 photos'], ['ben', '1 photo']]);
  await expect(person.see('preview-add')).toHaveText('Add 6 photos');
  await person.see('preview-add').click();
  expect(await person.summary()).toMatch(/Added 6 photos/);
  await person.expectCount('anna', 5);
  await person.expectCount('ben', 1);
});

test('photos without a label are left out unless they are wanted', async ({ person }) => {
  await person.open();
  const paths = ['train/cat/1.bmp', 'train/cat/2.bmp', 'train/coffee/3.bmp', 'test/4.bmp', 'test/5.bmp'];
  await chooseArchive(person, paths, 'kaggle.zip');
  await expect(person.see('preview-add')).toHaveText('Add 3 photos, leave out 2');
  await expect(person.see('preview')).toContainText('Folder: test');
  await person.see('preview-unlabelled').check();
  await expect(person.see('preview-add')).toHaveText('Add 5 photos');
  await person.see('preview-add').click();
  await person.summary();
  await person.expectCount('cat', 2);
  await person.expectCount('coffee', 1);
  await person.expectCount('kaggle', 2);
  // Where no folder names a class, there is nothing to tick: it is told what will happen.
  await chooseArchive(person, ['train/images/1.bmp', 'train/labels/1.txt', 'valid/images/2.bmp', 'valid/labels/2.txt'], 'boats.zip');
  await expect(person.see('preview')).toContainText('No folder here names a class, so all 2 photos go into one class, “boats”.');
  await expect(person.see('preview')).not.toContainText('merged');
  await expect(person.see('preview-unlabelled')).toHaveCount(0);
  await expect(person.see('preview-add')).toHaveText('Add 2 photos');
  await person.see('preview-cancel').click();
  // What is left out is told in the end. A question about a project file comes first, and alone.
  const project = Buffer.alloc(100);
  project.write('SQLite format 3');
  project.write('HNDL', 68);
  await person.see('import-photos-input').setInputFiles([
    archive(['train/cat/1.bmp', 'train/dog/7.bmp', 'test/8.bmp'], 'more.zip'),
    { name: 'birds.handlens', mimeType: 'application/octet-stream', buffer: project },
  ]);
  await expect(person.see('project-file-question')).toBeVisible();
  await expect(person.see('preview')).toHaveCount(0);
  await person.see('project-file-cancel').click();
  await person.see('preview-add').click();
  await expect(person.see('import-summary').last()).toContainText('1 photo without a label was left out. Folder: test');
});

test('Escape and the button drop an archive, and nothing of it is added', async ({ person, page }) => {
  await person.open();
  for (const leave of [() => page.keyboard.press('Escape'), () => person.see('preview-cancel').click()]) {
    await chooseArchive(person, ['anna/cats/1.bmp', 'ben/dogs/2.bmp']);
    await expect(person.see('preview')).toBeVisible();
    await leave();
    await expect(person.see('preview')).toHaveCount(0);
    expect(await person.summary()).toMatch(/Cancelled\. Nothing was added/);
  }
  await expect(person.see('class-card')).toHaveCount(0);
});

test('more classes than a project can have are told with a number', async ({ person }) => {
  await person.open();
  const paths = Array.from({ length: 230 }, (_, number) => `class ${String(number).padStart(3, '0')}/1.bmp`);
  await chooseArchive(person, paths, 'many.zip');
  await expect(person.see('preview-left-out')).toContainText('30 classes with 30 photos: a project can have at most 200 classes');
  await expect(person.see('preview')).toContainText('and 188 more classes');
  await person.screenshot('preview-many', false);
  await person.see('preview-cancel').click();
});

test('names in an old encoding are read as they were written', async ({ person }) => {
  await person.open();
  // “Кошки” and “Кофе” in the code page of Russian DOS.
  const names = [[0x8a, 0xae, 0xe8, 0xaa, 0xa8], [0x8a, 0xae, 0xe4, 0xa5]];
  const paths = names.map((name) => Buffer.from([...name, 0x2f, ...name, 0x2e, 0x62, 0x6d, 0x70]));
  await chooseArchive(person, paths, 'cats.zip', false);
  expect(await person.summary()).toContain('they were read as CP866');
  await person.expectCount('Кошки', 1);
  await person.expectCount('Кофе', 1);
});

test('a name composed in another way is the same class', async ({ person }) => {
  await person.open();
  await person.see('new-class-name').fill('A\u0308pfel\u202e');
  await person.see('new-class-add').click();
  await expect(person.card('\u00c4pfel')).toBeVisible();
  await chooseArchive(person, ['A\u0308pfel/1.bmp', '\u00c4pfel/2.bmp', 'Birnen/3.bmp']);
  await person.summary();
  await person.expectCount('\u00c4pfel', 2);
});

test.describe('folders', () => {
  const put = (path, name, number = 0) => {
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(photos(name)[number], join(folder, path, `${number}.jpg`));
  };

  test('sessions inside classes, and thumbnails of network storage, make no classes', async ({ person, page }) => {
    await person.open();
    for (const name of ['cat', 'coffee']) {
      put(`nas/${name}/session1`, name, 0);
      put(`nas/${name}/session1`, name, 1);
      put(`nas/${name}/@eaDir/0.jpg`, 'rocket', 2);
    }
    await person.drop(page.locator('#classes'), [join(folder, 'nas')]);
    await person.summary();
    await person.expectCount('cat', 2);
    await person.expectCount('coffee', 2);
    await expect(person.see('class-card')).toHaveCount(2);
  });

  test('a folder with photos beside folders is asked about and can be one class', async ({ person, page }) => {
    await person.open();
    put('pets', 'cat', 0);
    put('pets/old', 'cat', 1);
    put('pets/young', 'cat', 2);
    await person.drop(page.locator('#classes'), [join(folder, 'pets')]);
    await expect(person.see('preview-add')).toHaveText('Add 2 photos, leave out 1');
    await page.getByLabel('pets (1 class)').check();
    await expect(person.see('preview-add')).toHaveText('Add 3 photos');
    await person.see('preview-add').click();
    await person.summary();
    await person.expectCount('pets', 3);
    // A second time, and away with it.
    await person.see('import-folder-input').setInputFiles(join(folder, 'pets'));
    await person.see('preview-cancel').click();
    await expect(person.see('import-progress')).toHaveCount(0);
  });

  test('numbered folders are asked about, in a folder as in an archive', async ({ person, page }) => {
    await person.open();
    for (const number of [0, 1, 2]) put(`bottles/Type ${number + 1}`, 'cat', number);
    const ways = [
      () => person.drop(page.locator('#classes'), [join(folder, 'bottles')]),
      () => chooseArchive(person, ['Type 1/1.bmp', 'Type 2/2.bmp', 'Type 3/3.bmp'], 'bottles.zip'),
    ];
    for (const add of ways) {
      await add();
      await expect(person.see('preview-add')).toHaveText('Add 3 photos');
      expect(await listed(person)).toEqual([['Type 1', '1 photo'], ['Type 2', '1 photo'], ['Type 3', '1 photo']]);
      await page.getByLabel('bottles (1 class)').check();
      expect(await listed(person)).toEqual([['bottles', '3 photos']]);
      await person.see('preview-cancel').click();
      await expect(person.see('preview')).toHaveCount(0);
    }
  });

  test('the preview fits a phone', async ({ person, page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await person.open();
    const long = 'Photos of bottles that the sorting plant sent back in the week after Easter, lot A clean';
    await chooseArchive(person, [`${long}/inside/1.bmp`, `${long}/outside/2.bmp`, 'b/inside/3.bmp', 'c/outside/4.bmp', '5.bmp']);
    await expect(person.see('preview')).toBeVisible();
    await page.getByLabel('(3 classes)').check();
    await expect(person.see('preview')).toContainText('1 class name has more than 80 characters.');
    const overflow = await person.see('preview').evaluate((element) => {
      const dialog = element.closest('dialog');
      return Math.max(dialog.scrollWidth - dialog.clientWidth, document.documentElement.scrollWidth - innerWidth);
    });
    expect(overflow).toBeLessThanOrEqual(0);
    await person.screenshot('preview-narrow', false);
  });
});
