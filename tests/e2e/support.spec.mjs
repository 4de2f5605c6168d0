// A browser that lacks something is told what, in a sentence; one that cannot store works all the same.

import { bad, expect, photos, test } from './site.mjs';

const LACKING = [
  ['WebAssembly', () => { delete window.WebAssembly; }, /lacks WebAssembly\. A current/],
  ['vector instructions', () => { WebAssembly.validate = () => false; }, /lacks WebAssembly’s vector instructions \(SIMD\)\./],
  ['workers', () => { delete window.Worker; }, /lacks workers\./],
  ['module workers', () => { window.Worker = class { terminate() {} }; }, /lacks module workers\./],
  ['two things', () => {
    WebAssembly.validate = () => false;
    window.Worker = class { terminate() {} };
  }, /lacks WebAssembly’s vector instructions \(SIMD\) and module workers\./],
];

for (const [what, take, sentence] of LACKING) {
  test(`a browser without ${what} is told so, and nothing else is loaded`, { tag: '@firefox' }, async ({ page, address, watch }) => {
    await page.addInitScript(take);
    await page.goto(address);
    await expect(page.getByRole('status')).toContainText(sentence);
    await expect(page.getByRole('status')).toContainText('Firefox, Chrome, Edge or Safari');
    expect(watch.requests.filter((request) => /worker-start|safetensors/.test(request.url()))).toEqual([]);
  });
}

test.describe('a browser that cannot read the program', () => {
  test.use({ provoked: [/CompileError|^\{\}$/] });

  test('is told that it is the browser', { tag: '@firefox' }, async ({ page, address }) => {
    await page.addInitScript(() => {
      const refuse = () => Promise.reject(new WebAssembly.CompileError('an instruction of a later version'));
      WebAssembly.compile = refuse;
      WebAssembly.compileStreaming = refuse;
    });
    await page.goto(address);
    await expect(page.getByRole('status')).toContainText(/^This browser cannot run Handlens; a current/);
  });
});

test.describe('a start script that is not this page’s', () => {
  test.use({ provoked: [/integrity|valid digest/] });

  test('does not run, and that is told', { tag: '@firefox' }, async ({ page, address }) => {
    await page.route('**/bootstrap.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'window.foreign = true;' }));
    await page.goto(address);
    await expect(page.getByRole('status')).toHaveText('Handlens could not be loaded. Check the connection and reload the page.');
    expect(await page.evaluate(() => window.foreign)).toBeUndefined();
  });
});

// An older browser: `take` changes what a worker's global has, before the worker's program runs.
async function ageWorkers(page, take) {
  for (const script of ['worker-start.js', 'embedder-start.js']) {
    await page.route(`**/${script}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `(${take})();\n${await response.text()}` });
    });
  }
}

const WITHOUT_FILES = {
  'private files': () => { delete StorageManager.prototype.getDirectory; },
  // Chrome before 102.
  'files that are opened at once': () => { delete FileSystemFileHandle.prototype.createSyncAccessHandle; },
  // Chrome before 108: all but reading and writing is promised.
  'files that answer at once': () => {
    for (const name of ['getSize', 'truncate', 'flush', 'close']) {
      const { [name]: plain } = FileSystemSyncAccessHandle.prototype;
      FileSystemSyncAccessHandle.prototype[name] = async function promise(...rest) { return plain.apply(this, rest); };
    }
  },
};

for (const [what, take] of Object.entries(WITHOUT_FILES)) {
  test.describe(`a browser without ${what}`, () => {
    test('works, and says that the project ends with the tab', { tag: '@firefox' }, async ({ person, page }) => {
      await ageWorkers(page, take);
      await person.open();
      await expect(person.see('storage-notice')).toHaveText('Closing the tab deletes this project');
      await person.addClass('cat');
      await person.addPhotos('cat', photos('cat', 2));
      await person.addClass('rocket');
      await person.addPhotos('rocket', photos('rocket', 2));
      await person.expectTrained(4);
      await page.reload();
      await person.ready();
      await expect(person.see('class-card')).toHaveCount(0);
    });
  });
}

// Each of them once refused the option by which photos are turned upright, or did not heed it.
const DECODERS = {
  'refuses to be asked for upright photos, and turns them all the same': () => {
    const decode = self.createImageBitmap;
    self.createImageBitmap = async (photo, options) => {
      if (options?.imageOrientation === 'from-image') throw new TypeError('from-image is not a valid value of ImageOrientation');
      return decode.call(self, photo);
    };
  },
  'refuses to be asked for upright photos, and leaves them as they lie': () => {
    const decode = self.createImageBitmap;
    self.createImageBitmap = async (photo, options) => {
      if (options?.imageOrientation === 'from-image') throw new TypeError('from-image is not a valid value of ImageOrientation');
      return decode.call(self, photo, { imageOrientation: 'none' });
    };
  },
  'leaves photos as they lie, whatever it is asked for': () => {
    const decode = self.createImageBitmap;
    self.createImageBitmap = (photo) => decode.call(self, photo, { imageOrientation: 'none' });
  },
};

for (const [what, take] of Object.entries(DECODERS)) {
  test.describe(`a browser that ${what}`, () => {
    test('shows each photo upright, turned once', async ({ person, page }) => {
      await ageWorkers(page, take);
      await person.open();
      await person.addClass('coffee');
      const orientations = [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `exif/orientation-${number}.jpg`);
      expect(await person.addPhotos('coffee', orientations.map(bad))).toContain('Added 8 photos.');
      await person.expectUpright('coffee', orientations);
    });
  });
}

test('a browser that reads no clipboard at a button’s press says which keys do', { tag: '@firefox' }, async ({ person, page }) => {
  // The empty page before has no clipboard in Firefox.
  await page.addInitScript(() => { delete window.Clipboard?.prototype.read; });
  await person.open();
  await person.addClass('cat');
  await person.card('cat').getByTestId('paste').click();
  await expect(person.see('toast')).toContainText('Press Ctrl+V');
});
