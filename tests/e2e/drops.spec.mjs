// Odd drops: each file, folder and archive is added, asked about, or named with the reason why not.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, photos, picture, test } from './site.mjs';
import { zip } from './zip.mjs';

let folder;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

// Writes a file for a drop; returns where it is. Without content, it is a photo.
const put = (path, content = photos('cat')[0]) => {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  if (typeof content === 'string' && content.startsWith('/')) cpSync(content, place);
  else writeFileSync(place, content);
  return place;
};

// A zip of different pictures at these paths; what is no picture is given as `[path, content]`.
const archive = (name, paths) => put(name, zip(paths.map((path, number) => (
  typeof path === 'string' ? [path, picture(number + 1).buffer] : path))));

const RAR = Buffer.concat([Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), Buffer.alloc(200, 7)]);
const nestedZip = () => archive('nested.zip', [['a.zip', 'PK'], ['b.zip', 'PK']]);
const emptyZip = () => archive('all-empty.zip', [['cats/1.jpg', ''], ['cats/2.jpg', ''], ['dogs/3.jpg', '']]);

// A project file as far as its first bytes tell.
const project = () => {
  const head = Buffer.alloc(100);
  head.write('SQLite format 3');
  head.write('HNDL', 68);
  return head;
};

test('loose photos beside folders come in unless they are left out, and what is no photo is named either way', async ({ person, page }) => {
  await person.open();
  for (const [index, name] of ['cats', 'cats', 'dogs', 'dogs'].entries()) put(`${name}/${index}.jpg`, photos('cat')[index]);
  const drop = [
    join(folder, 'cats'), join(folder, 'dogs'), put('loose-1.jpg', photos('rocket')[0]), put('loose-2.jpg', photos('rocket')[1]),
    put('photos.rar', RAR), put('IMG_0001.HEIC.icloud', 'bplist00'), put('thesis.pdf', '%PDF-1.7'),
  ];
  const named = (told) => {
    expect(told).toContain('3 files could not be used.');
    expect(told).toMatch(/photos\.rar is not an image that can be read: it is an archive \(RAR\)\./);
    expect(told).toMatch(/IMG_0001\.HEIC\.icloud is not an image that can be read: it is only a placeholder/);
    expect(told).toMatch(/thesis\.pdf is not an image that can be read: it is a PDF\./);
  };
  await person.drop(page.locator('#classes'), drop);
  await expect(person.see('preview')).toContainText('Also add 2 photos that are in no folder, to “Class 1”');
  await expect(person.see('preview-left-out')).toContainText('3 files that are not photos');
  await expect(person.see('preview-loose')).toBeChecked();
  await expect(person.see('preview-add')).toHaveText('Add 6 photos');
  await person.screenshot('preview-loose', false);
  await person.see('preview-loose').uncheck();
  await expect(person.see('preview-add')).toHaveText('Add 4 photos, leave out 2');
  await person.see('preview-add').click();
  const told = await person.summary();
  named(told);
  expect(told).toContain('2 photos without a label were left out.');
  await expect(person.see('class-card')).toHaveCount(2);
  await person.drop(page.locator('#classes .drop-zone.wide'), drop);
  await person.see('preview-add').click();
  named(await person.summary());
  await person.expectCount('Class 1', 2);
  await expect(person.see('toast').filter({ hasText: 'These photos go into a new class, “Class 1”.' })).toBeVisible();
});

test('an archive on a class goes into that class, as a folder does, and its test photos never come in unasked', async ({ person, page }) => {
  await person.open();
  await person.addClass('mixed');
  const kaggle = archive('kaggle.zip', ['train/cat/1.bmp', 'train/dog/2.bmp', 'test/3.bmp']);
  await person.drop(page.locator('#classes .drop-zone.wide'), [kaggle]);
  await expect(person.see('preview-unlabelled')).not.toBeChecked();
  await person.see('preview-cancel').click();
  await person.summary();
  await person.drop(person.card('mixed'), [kaggle]);
  const told = await person.summary();
  expect(told).toContain('The photos of 3 folders go into “mixed”. To make a class of each folder, undo this and drop them on “New class”.');
  await person.expectCount('mixed', 3);
  await expect(person.see('class-card')).toHaveCount(1);
});

test('files that cannot be tried are counted once, named, and told apart by their folder or archive', async ({ person, page }) => {
  await person.open();
  put('trip/cats/1.jpg');
  put('trip/dogs/1.jpg', photos('cat')[1]);
  const drop = [
    nestedZip(), put('photos.rar', RAR), emptyZip(), archive('more.zip', ['dogs/1.jpg', ['read me.txt', 'text']]),
    join(folder, 'trip'), put('fake.handlens', 'no project'),
  ];
  await person.drop(page.locator('.try-zone'), drop);
  await expect(person.see('batch-status')).toHaveText('3 photos · 5 files could not be used', { timeout: 120_000 });
  await expect(person.see('toast')).toHaveCount(0);
  const names = await person.see('batch-row').evaluateAll((rows) => rows.map((row) => row.dataset.name).sort());
  expect(names).toEqual([
    'all-empty.zip', 'cats/1.jpg', 'fake.handlens', 'more.zip/dogs/1.jpg', 'nested.zip', 'photos.rar', 'read me.txt', 'trip/dogs/1.jpg',
  ]);
  await person.see('batch-refusals').locator('summary').first().click();
  const told = await person.see('batch-refusals').innerText();
  expect(told).toContain('nested.zip holds no photos, only 2 archives.');
  expect(told).toContain('Each of the 3 files in it is empty (0 bytes)');
  expect(told).toContain('photos.rar is not an image that can be read: it is an archive (RAR).');
  expect(told).toContain('fake.handlens is not a Handlens project');
  await expect(person.see('batch-filter')).toContainText('Could not be used (5)');
  await person.screenshot('batch-refused', false);
});

test('a project under “Try it” is asked about, an empty one is called empty, and a NAS folder alone is explained', async ({ person, page }) => {
  await person.open();
  await person.drop(page.locator('.try-zone'), [put('birds.handlens', project())]);
  await expect(person.see('project-file-question')).toContainText('Import birds.handlens as a project?');
  await person.see('project-file-cancel').click();
  await person.drop(page.locator('.try-zone'), [put('empty.handlens', '')]);
  await expect(person.see('toast').last()).toContainText('1 file could not be used.');
  await expect(person.see('toast').last()).toContainText('empty.handlens is empty (0 bytes).');
  put('@eaDir/1.jpg/SYNOPHOTO_THUMB_XL.jpg');
  for (const zone of ['.try-zone', '#classes']) {
    await person.drop(page.locator(zone), [join(folder, '@eaDir')]);
    await expect(person.see('toast').last()).toContainText('@eaDir belongs to a system or a program');
    await person.see('toast').last().getByTestId('dismiss').click();
  }
});

test('several questions in a row say which one it is', async ({ person, page }) => {
  await person.open();
  const drop = ['1', '2', '3'].map((name) => archive(`${name}.zip`, [`anna${name}/cats/1.bmp`, `ben${name}/dogs/2.bmp`]));
  await person.drop(page.locator('#classes'), drop);
  for (const number of [1, 2, 3]) {
    await expect(person.see('preview-number')).toHaveText(`Question ${number} of 3`);
    if (number === 1) await person.screenshot('preview-number', false);
    await person.see('preview-cancel').click();
  }
  await expect(person.see('preview')).toHaveCount(0);
});

test('files that are no photos make no project', async ({ person }) => {
  await person.open();
  await person.see('to-projects').click();
  await expect(person.see('projects')).toBeVisible();
  await person.drop(person.see('projects'), [put('photos.rar', RAR)]);
  await expect(person.see('toast').last()).toContainText('photos.rar is not an image that can be read: it is an archive (RAR).');
  await expect(person.see('projects')).toBeVisible();
});
