// Photos come in many ways, and not everything that comes in is a photo.

import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIXTURES, bad, expect, photos, test } from './site.mjs';


let folder;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handlens-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each bad file gets its sentence and the good ones are added', { tag: '@firefox' }, async ({ person }) => {
  await person.open();
  await person.addClass('coffee');
  const sentences = {
    'not-an-image.jpg': /is not an image that can be read/,
    'zero-bytes.jpg': /is empty \(0 bytes\)/,
    'truncated.jpg': /is cut off/,
    'huge.png': /has 400 megapixels; the limit is 100/,
    'sixteen-bit.png': /has 16 bits per channel/,
    'cmyk.jpg': /has print colours \(CMYK\)/,
    'alpha.png': /has transparent parts; they were placed on white/,
    'animated.gif': /is animated; its first frame was used/,
    'animated.webp': /is animated; its first frame was used/,
    'apng.png': /is animated; its first frame was used/,
    'wrong-extension.jpg': /is really a PNG/,
  };
  const silent = ['grey.jpg', 'palette.png', 'photo.tiff', 'photo.webp', 'photo.bmp'];
  const orientations = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `exif/orientation-${number}.jpg`);
  const files = [...Object.keys(sentences), ...silent, ...orientations];

  const summary = await person.addPhotos('coffee', files.map(bad));
  for (const [file, sentence] of Object.entries(sentences)) {
    // By itself, or in a line for all that the same is said of.
    const told = summary.split('\n').find((line) => line.startsWith(file) || (/^Each of these/.test(line) && line.includes(file)));
    expect(told, `what is said about ${file}`).toMatch(sentence);
  }
  expect(summary).toContain('Each of these 3 files is animated; its first frame was used. animated.gif, animated.webp and apng.png');
  for (const file of silent) expect(summary).not.toContain(file);
  expect(summary).toMatch(/4 files could not be used/);
  await person.expectCount('coffee', files.length - 4);
  // The eight orientations look alike: the red block is at the top left of each.
  await person.expectUpright('coffee', orientations);
  await person.screenshot('bad-input');
});

test('the same photo twice is counted once, and said so', async ({ person }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 3));
  cpSync(photos('cat')[0], join(folder, 'another-name.jpg'));
  const summary = await person.addPhotos('cat', [join(folder, 'another-name.jpg'), photos('cat', 4)[3]]);
  expect(summary).toMatch(/1 photo/);
  expect(summary).toContain('is already in “cat” and was counted once.');
  expect(summary).toMatch(/1 was there already/);
  await person.expectCount('cat', 4);
});

test('a label file is told in the same words wherever it is dropped, and folders on a class are told', async ({ person, page }) => {
  await person.open();
  await person.addClass('glass');
  for (const name of ['cat', 'rocket']) {
    cpSync(photos(name)[0], join(folder, 'shelf', name, 'one.jpg'), { recursive: true });
  }
  const labels = join(folder, 'shelf', 'labels.csv');
  writeFileSync(labels, 'one.jpg,cat');
  const told = 'labels.csv holds labels, which are not read: folders name the classes.';
  await person.drop(person.card('glass'), [join(folder, 'shelf')]);
  const summary = await person.summary();
  expect(summary).toContain(told);
  expect(summary).toContain('The photos of 2 folders go into “glass”.');
  await person.expectCount('glass', 2);
  await person.drop(page.locator('#classes'), [labels]);
  expect(await person.summary()).toContain(told);
  await person.drop(page.locator('.try-zone'), [labels]);
  await expect(person.see('toast')).toContainText('1 file was left out.');
  await expect(person.see('toast')).toContainText(told);
});

test('a dropped folder of folders becomes classes', async ({ person }) => {
  await person.open();
  for (const name of ['cat', 'rocket']) {
    mkdirSync(join(folder, 'holiday', name), { recursive: true });
    for (const file of photos(name, 2)) cpSync(file, join(folder, 'holiday', name, file.split('/').pop()));
  }
  writeFileSync(join(folder, 'holiday', 'cat', '.hidden'), 'not for import');
  await person.drop(person.see('classes').or(person.page.locator('#classes')).first(), [join(folder, 'holiday')]);
  await person.summary();
  await person.expectCount('cat', 2);
  await person.expectCount('rocket', 2);
});

test('one drop is told of once: its archive, and each file and folder from which nothing came', async ({ person, page }) => {
  // The file system refuses some of it, as it does with what is gone or not allowed by the time that it is asked for.
  await page.addInitScript(() => {
    const refuse = (entry) => {
      const prototype = Object.getPrototypeOf(entry);
      if (prototype.refuses) return;
      prototype.refuses = true;
      const { file, createReader } = prototype;
      prototype.file = function fileUnlessGone(found, failed) {
        if (this.name.startsWith('gone')) failed(new DOMException('It is gone.', 'NotFoundError'));
        else file.call(this, found, failed);
      };
      prototype.createReader = function readerUnlessPrivate() {
        const reader = createReader.call(this);
        if (this.name === 'private') reader.readEntries = (_, failed) => failed(new DOMException('No.', 'NotReadableError'));
        return reader;
      };
    };
    // The entries' interfaces have no names in Chromium, so that their prototypes are met with the first entry only.
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function entryThatRefuses() {
      const entry = webkitGetAsEntry.call(this);
      if (entry) refuse(entry);
      return entry;
    };
  });
  await person.open();
  for (const name of ['holiday/cat', 'holiday/rocket', 'holiday/nothing', 'holiday/private']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['cat', 'rocket']) cpSync(photos(name)[0], join(folder, 'holiday', name, 'one.jpg'));
  for (const name of ['gone-1.jpg', 'gone-2.jpg', 'gone-3.jpg', 'gone-4.jpg']) writeFileSync(join(folder, 'holiday', 'cat', name), 'gone');
  for (const name of ['empty-1.jpg', 'empty-2.jpg']) writeFileSync(join(folder, 'holiday', 'rocket', name), '');
  await person.drop(page.locator('#classes'), [join(folder, 'holiday'), `${FIXTURES}/archives/class-folders.zip`]);
  const told = await person.summary();
  await expect(person.see('import-summary')).toHaveCount(0);
  const [first] = told.split('\n');
  expect(first).toMatch(/^Added \d+ photos, including those in class-folders\.zip\. \d+ were there already\. 8 files could not be used\.$/);
  // Four are gone, two empty, one folder is refused, and the archive has a text beside its photos.
  expect(told).toMatch(/Each of these 4 files cannot be read; it may have been moved or deleted\./);
  // In the order in which the file system lists them.
  expect(told).toMatch(/(holiday\/cat\/gone-\d\.jpg, ){2}holiday\/cat\/gone-\d\.jpg and 1 more/);
  for (const number of [1, 2, 3, 4]) expect(told).toContain(`holiday/cat/gone-${number}.jpg`);
  expect(told).toMatch(/Each of these 2 files is empty \(0 bytes\)\. .*holiday\/rocket\/empty-1\.jpg and holiday\/rocket\/empty-2\.jpg/);
  expect(told).toContain('The folder holiday/private could not be read completely.');
  expect(told).toContain('The folder holiday/nothing is empty.');
  expect(told).toContain('class-folders.zip/photos/read me.txt is not a photo');
  await person.expectCount('rocket', 3);
});

test('what cannot be opened to be tried is told, too', async ({ person, page }) => {
  await page.addInitScript(() => {
    const { webkitGetAsEntry } = DataTransferItem.prototype;
    DataTransferItem.prototype.webkitGetAsEntry = function entryThatIsGone() {
      const entry = webkitGetAsEntry.call(this);
      Object.getPrototypeOf(entry).file = (_, failed) => failed(new DOMException('It is gone.', 'NotFoundError'));
      return entry;
    };
  });
  await person.open();
  await person.drop(page.locator('.try-zone'), photos('cat', 2));
  await expect(person.see('toast')).toContainText('2 files could not be used.');
  await person.see('toast').locator('summary').first().click();
  await expect(person.see('notice')).toContainText('Each of these 2 files cannot be read');
  await expect(person.see('notice')).toContainText('cat-01.jpg and cat-02.jpg');
});

test('a chosen folder of folders becomes classes too', async ({ person }) => {
  await person.open();
  for (const name of ['cat', 'rocket']) {
    cpSync(photos(name)[0], join(folder, name, 'one.jpg'), { recursive: true });
  }
  await person.see('import-folder-input').setInputFiles(folder);
  await person.summary();
  await person.expectCount('cat', 1);
  await person.expectCount('rocket', 1);
});

test('photos dropped on a class go to that class', { tag: '@firefox' }, async ({ person }) => {
  await person.open();
  await person.addClass('rocket');
  await person.drop(person.card('rocket'), photos('rocket', 2));
  await person.summary();
  await person.expectCount('rocket', 2);
});

test('a folder with ten thousand files is taken without freezing the page', async ({ person, page }) => {
  test.setTimeout(300_000);
  await person.open();
  const many = join(folder, 'many');
  mkdirSync(many);
  for (const file of photos('cat', 3)) cpSync(file, join(many, file.split('/').pop()));
  for (let number = 0; number < 10_000; number += 1) writeFileSync(join(many, `note-${number}.txt`), `note ${number}`);
  const before = Date.now();
  await person.drop(page.locator('#classes'), [many]);
  await expect(person.see('import-progress')).toBeVisible();
  // The page answers meanwhile.
  await person.addClass('meanwhile');
  const summary = await person.summary(240_000);
  console.log(`10,003 files in ${((Date.now() - before) / 1000).toFixed(1)} s: ${summary.split('\n')[0]}`);
  expect(summary).toMatch(/9,?99\d files could not be used/);
  // One sentence for all of them.
  expect(summary.match(/is not an image/g)).toHaveLength(1);
  expect(summary).toMatch(/Each of these 9,99\d files is not an image that can be read/);
  expect(summary).toMatch(/(many\/note-\d+\.txt, ){2}many\/note-\d+\.txt and 9,99\d more/);
  await expect(person.page.getByText(/3 more were left out/)).toBeVisible();
});

test('a picture is pasted from the clipboard', async ({ person, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  // The page itself may only read the clipboard. This test also copies, as another program would.
  await page.route((url) => url.pathname === '/', async (route) => {
    const response = await route.fetch();
    const { 'permissions-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await person.open();
  await person.addClass('pasted');
  await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const drawing = canvas.getContext('2d');
    drawing.fillStyle = 'teal';
    drawing.fillRect(0, 0, 320, 240);
    const blob = await canvas.convertToBlob({ type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  });
  await person.card('pasted').getByTestId('paste').click();
  await person.summary();
  await person.expectCount('pasted', 1);

  // With the keyboard, it is told which class they go to, and that text is no photo, unless it is for a field.
  const paste = (text) => page.evaluate(async (text) => {
    const data = new DataTransfer();
    if (text) {
      data.setData('text/plain', text);
    } else {
      const canvas = new OffscreenCanvas(200, 100);
      canvas.getContext('2d').fillRect(0, 0, 200, 100);
      const blob = await canvas.convertToBlob({ type: 'image/png' });
      data.items.add(new File([blob], 'black.png', { type: 'image/png' }));
    }
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
  await person.see('new-class-name').focus();
  await paste('a name');
  await expect(person.see('toast')).toHaveCount(0);
  await person.see('new-class-name').blur();
  await paste('a text');
  await expect(person.see('toast')).toContainText('There is no picture on the clipboard.');
  await paste();
  await expect(person.see('toast').filter({ hasText: 'Pasted into the class “pasted”.' })).toBeVisible();
  await person.expectCount('pasted', 2);
});

test.describe('a photo that is cut off', () => {
  // Firefox's decoder says so, too.
  test.use({ provoked: [/Image corrupt or truncated/] });

  test('cannot be tried, and that is told', { tag: '@firefox' }, async ({ person }) => {
    await person.open();
    await person.see('try-input').setInputFiles(`${FIXTURES}/bad/truncated.jpg`);
    await expect(person.see('try-failure')).toContainText(/is cut off/);
  });
});

test.describe('with a webcam', () => {
  test.use({ permissions: ['camera'] });

  test('the shutter held down takes several shots, and the live view answers', { tag: '@firefox' }, async ({ person, page }) => {
    await person.open();
    await person.addClass('shots');
    await person.card('shots').getByTestId('webcam').click();
    const shutter = person.see('webcam-burst');
    await expect(shutter).toBeEnabled();
    await shutter.hover();
    await page.mouse.down();
    await page.waitForTimeout(1500);
    await page.mouse.up();
    await person.summary();
    expect(parseInt(await person.card('shots').getByTestId('class-count').innerText(), 10)).toBeGreaterThanOrEqual(2);

    await person.see('try-webcam').click();
    await expect(person.see('live').getByTestId('pretrained-row').first()).toBeVisible();
    await person.see('try-webcam').click();
    await expect(person.see('live')).toHaveCount(0);
  });
});
