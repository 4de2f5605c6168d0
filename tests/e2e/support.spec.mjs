// A browser that lacks something is told what, in a sentence; one that cannot store works all the same.

import { expect, photos, test } from './site.mjs';

const LACKING = [
  ['WebAssembly', () => { delete window.WebAssembly; }, /lacks WebAssembly\. A current/],
  ['vector instructions', () => { WebAssembly.validate = () => false; }, /lacks WebAssembly’s vector instructions \(SIMD\)\./],
  ['workers', () => { delete window.Worker; }, /lacks workers\./],
  ['module workers', () => { window.Worker = class { terminate() {} }; }, /lacks workers that are modules\./],
  ['two things', () => {
    WebAssembly.validate = () => false;
    window.Worker = class { terminate() {} };
  }, /lacks WebAssembly’s vector instructions \(SIMD\) and workers that are modules\./],
];

for (const [what, take, sentence] of LACKING) {
  test(`a browser without ${what} is told so, and nothing else is loaded`, async ({ page, address, watch }) => {
    await page.addInitScript(take);
    await page.goto(address);
    await expect(page.getByRole('status')).toContainText(sentence);
    await expect(page.getByRole('status')).toContainText('Firefox, Chrome, Edge or Safari');
    expect(watch.requests.filter((request) => /worker-start|safetensors/.test(request.url()))).toEqual([]);
  });
}

test.describe('a browser that cannot read the program', () => {
  test.use({ provoked: [/CompileError|^\{\}$/] });

  test('is told that it is the browser', async ({ page, address }) => {
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

  test('does not run, and that is told', async ({ page, address }) => {
    await page.route('**/start.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'window.foreign = true;' }));
    await page.goto(address);
    await expect(page.getByRole('status')).toHaveText('Handlens could not be loaded. Check the connection and reload the page.');
    expect(await page.evaluate(() => window.foreign)).toBeUndefined();
  });
});

test.describe('a browser without private files', () => {
  // It would hand out the worker's script itself, unchanged.
  test.use({ serviceWorkers: 'block', provoked: [/Service Worker registration blocked/] });

  test('works, and says that the project ends with the tab', async ({ person, page }) => {
    await page.route('**/worker-start.js', async (route) => {
      const response = await route.fetch();
      const body = `delete StorageManager.prototype.getDirectory;\n${await response.text()}`;
      await route.fulfill({ response, body });
    });
    await person.open();
    await expect(person.see('storage-notice')).toHaveText('This project ends with the tab');
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
