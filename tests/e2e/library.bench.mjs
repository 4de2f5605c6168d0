// What the built page needs for a large project, in a real browser on the CPU path: `node library.bench.mjs FILE`, where FILE
// is a project from `cargo test --release --bench library`. Prints figures and judges nothing.

import { existsSync } from 'node:fs';
import { execSync } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { DIST, Person, heldBack, picture } from './site.mjs';
import { Profile } from './profile.mjs';
import { serve } from './server.mjs';

const [file] = process.argv.slice(2);
if (!file || !existsSync(file)) throw new Error('Name a .handlens file.');

const say = (what, value) => console.log(`${what.padEnd(64)} ${value}`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(2)} s`;

const profile = new Profile();
const site = await serve(DIST);
try {
  const page = await profile.start();
  page.setDefaultTimeout(600_000);
  const person = new Person(page, site.url);
  // Every task of the page's main thread that lasts longer than 50 ms, from the first moment on.
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration)))
      .observe({ type: 'longtask', buffered: true });
  });
  const longTasks = async (what) => {
    const tasks = await page.evaluate(() => window.longTasks.splice(0));
    say(`  tasks over 50 ms: ${what}`, tasks.length ? tasks.map((task) => `${task.toFixed(0)} ms`).join(', ') : 'none');
  };

  await page.goto(`${site.url}?device=cpu&test`);
  await person.ready();
  await longTasks('start');
  await person.see('to-projects').click();
  let start = performance.now();
  // By path: Playwright itself would carry the bytes over, and refuses to.
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send('Runtime.evaluate', { expression: `document.querySelector('[data-testid="import-input"]')` });
  await session.send('DOM.setFileInputFiles', { files: [file], objectId: result.objectId });
  await page.waitForFunction(() => window.handlensTest.photos().length > 0 && document.querySelector('[data-testid="class-card"]'));
  say('import of the file, until the project is open', seconds(start));
  const total = () => page.evaluate(() => window.handlensTest.photos().length);
  // A long list comes in pieces.
  for (let known = 0; known === 0 || known !== await total(); await wait(500)) known = await total();
  const count = await total();
  say('photos', count);
  const [first, second, third, fourth, fifth] = await page.getByTestId('class-card').evaluateAll((cards) => cards.map((card) => card.dataset.class));
  await longTasks('import');

  start = performance.now();
  await page.reload();
  await person.card(first).waitFor();
  await person.photosOf(first).locator('img').first().waitFor();
  say('reload, until classes and first thumbnails are shown', seconds(start));
  await person.ready();
  say('  until the model is ready', seconds(start));
  await wait(1500);
  await longTasks('reload');

  start = performance.now();
  const grid = person.card(second).locator('.grid');
  await grid.scrollIntoViewIfNeeded();
  for (let step = 1; step <= 20; step += 1) {
    await grid.evaluate((list, share) => { list.scrollTop = list.scrollHeight * share; }, step / 20);
    await wait(100);
  }
  await person.photosOf(second).last().locator('img').waitFor();
  say('20 jumps through a class of hundreds, with thumbnails', seconds(start));
  await longTasks('scrolling');

  await page.waitForFunction(() => /^Trained on/.test(document.querySelector('[data-testid="train-status"]')?.textContent ?? ''));
  const photo = person.photosOf(third).first();
  await photo.scrollIntoViewIfNeeded();
  await photo.click();
  await page.keyboard.press('Control+a');
  const selected = await page.evaluate(() => document.querySelector('[data-testid="selection-bar"]')?.textContent);
  say('selected', selected?.match(/[\d,]+/)?.[0]);
  start = performance.now();
  await person.see('move-to').click();
  await page.locator(`[data-testid="move-target"][data-name="${fourth}"]`).click();
  await page.waitForFunction((name) => /^0 /.test(document.querySelector(`[data-class="${name}"] [data-testid="class-count"]`).textContent), third);
  say('relabel of a whole class', seconds(start));
  await longTasks('relabel');
  start = performance.now();
  await page.waitForFunction(() => /Training|Epoch|%/.test(document.querySelector('[data-testid="train-status"]').textContent));
  await page.waitForFunction(() => /^Trained on/.test(document.querySelector('[data-testid="train-status"]').textContent));
  say('training after it, reading the features included', seconds(start));
  say('  as the page says', await person.see('train-status').innerText());
  await longTasks('training');
  start = performance.now();
  if (!(await person.see('train-button').isVisible())) await person.see('advanced').locator('summary').click();
  await person.see('train-button').click();
  await wait(300);
  await page.waitForFunction(() => /^Trained on/.test(document.querySelector('[data-testid="train-status"]').textContent));
  say('training again', seconds(start));
  say('  as the page says', await person.see('train-status').innerText());
  start = performance.now();
  await person.tryPhoto(heldBack('cat', 1));
  say('an answer', seconds(start));

  const client = await page.context().newCDPSession(page);
  await client.send('HeapProfiler.collectGarbage');
  const heap = await client.send('Runtime.getHeapUsage');
  say('page: JavaScript heap, wasm memory and buffers', `${((heap.usedSize + (heap.backingStorageSize ?? 0) + (heap.embedderHeapUsedSize ?? 0)) / 1e6).toFixed(0)} MB`);
  const renderers = execSync(`ps -eo rss,args | grep -- '--type=renderer' | grep -- '${profile.folder}' | grep -v grep || true`).toString().trim().split('\n').filter(Boolean);
  say('renderer processes, page and worker together', renderers.map((line) => `${(parseInt(line, 10) / 1000).toFixed(0)} MB`).join(', '));

  for (let lot = 0; lot < 5; lot += 1) {
    start = performance.now();
    const files = Array.from({ length: 100 }, (_, index) => picture(lot * 100 + index + 1));
    await person.card(fifth).getByTestId('add-photos-input').setInputFiles(files);
    await person.summary(600_000);
    say(`100 more photos, really embedded: ${count + lot * 100 + 100} in all`, seconds(start));
  }
  await longTasks('adding, Playwright\'s own included');
} finally {
  await profile.remove();
  await site.close();
}
