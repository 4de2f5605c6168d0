// Measures one contestant once, in a new browser with an empty profile.

import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { DIST, heldBack } from '../e2e/site.mjs';
import { Profile } from '../e2e/profile.mjs';
import { serve } from '../e2e/server.mjs';
import { BATCHES, HEADS } from './contestants.mjs';
import { PHOTOS, SITE } from './prepare.mjs';
import { weigh } from './weight.mjs';

// What a library needs to use several threads. All contestants are served with it except Handlens' own page, which does
// not need it.
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const ADAPTERS = {
  // SwiftShader for both WebGPU and WebGL, on every machine.
  software: ['--use-webgpu-adapter=swiftshader', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  hardware: ['--ignore-gpu-blocklist', '--use-angle=vulkan', '--enable-features=Vulkan'],
};
// A few seconds of embedding are enough for a median.
const ENOUGH_MS = 2500;
// A browser is busy with itself just after its start, and a person's browser has usually been running for a while.
const SETTLED_MS = 2500;
const SITE_TIMEOUT_MS = 300_000;

// Runs `work(page, pids)` in a new browser. `pids` resolves to the processes of its page and its GPU.
async function inBrowser(adapter, work) {
  const profile = new Profile();
  // If the benchmark is interrupted, nothing else ends the browser.
  const interrupted = () => profile.remove().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const page = await profile.start(ADAPTERS[adapter]);
    await wait(SETTLED_MS);
    page.setDefaultTimeout(SITE_TIMEOUT_MS);
    const session = await profile.browser.newBrowserCDPSession();
    const processes = async () => (await session.send('SystemInfo.getProcessInfo')).processInfo;
    return await work(page, processes);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await profile.remove();
  }
}

// The time from opening a page to the first answer about a photo, in milliseconds on the page's own clock, and the
// bytes downloaded.
export async function firstAnswer(contestant, adapter) {
  const paths = [];
  const served = (path) => paths.push(path);
  const site = contestant.module === 'handlens'
    ? await serve(DIST, 0, { served })
    : await serve(SITE, 0, { headers: ISOLATED, served });
  try {
    const milliseconds = await inBrowser(adapter, (page) => (
      contestant.module === 'handlens' ? answerOfHandlens(page, site.url, contestant.page) : answerOfPeer(page, site.url, contestant)
    ));
    return { milliseconds, ...(await weigh(paths.filter((path) => !path.endsWith('photo.jpg')))) };
  } finally {
    await site.close();
  }
}

async function answerOfPeer(page, url, { module, options }) {
  await page.goto(`${url}answer.html?${encodeURIComponent(JSON.stringify({ module, options }))}`);
  await page.waitForFunction(() => window.answered || window.failed);
  const failed = await page.evaluate(() => window.failed);
  if (failed) throw new Error(failed);
  return page.evaluate(() => window.answered);
}

// The built page, with a photo dropped as soon as there is a place for it.
async function answerOfHandlens(page, url, device) {
  const photo = readFileSync(heldBack('cat', 1)).toString('base64');
  await page.addInitScript((encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    let given = false;
    const look = () => {
      const input = document.querySelector('[data-testid="try-input"]');
      if (input && !given) {
        given = true;
        const transfer = new DataTransfer();
        transfer.items.add(new File([bytes], 'cat-1.jpg', { type: 'image/jpeg' }));
        input.files = transfer.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      }
      if (!window.answered && document.querySelector('[data-testid="pretrained-row"]')) window.answered = performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  }, photo);
  await page.goto(`${url}?device=${device}`);
  await page.waitForFunction(() => window.answered);
  return page.evaluate(() => window.answered);
}

// All measurements on the benchmark's own page. `skip(what)` says what this contestant need not repeat. What would take
// longer than `limitMs` is left out with a note. Results go into `result` at once, so that a failure loses only the
// rest.
export async function speed(contestant, { adapter, limitMs, skip, quick }, result) {
  const site = await serve(SITE, 0, { headers: ISOLATED });
  try {
    await inBrowser(adapter, async (page, processes) => {
      await page.goto(site.url);
      await page.waitForFunction(() => window.bench);
      const bench = (call, argument) => page.evaluate(([name, given]) => window.bench[name](given), [call, argument]);
      if (!await page.evaluate(() => window.bench.isolated)) throw new Error('The page is not cross-origin isolated.');
      const { module, options, workers } = contestant;
      result.opened = await bench('open', { module, options, workers });
      result.check = await bench('check');
      await bench('loadViews', Array.from({ length: PHOTOS }, (_, number) => `./photos/${number}.jpg`));
      const enoughMs = quick ? ENOUGH_MS / 5 : ENOUGH_MS;

      // A run that does not count warms up shaders, memory and just-in-time compilation; its duration tells what is
      // affordable.
      let [perPhoto] = await bench('repeat', { batch: 1, least: 1, most: 1, enoughMs: 0, limitMs });
      for (const batch of BATCHES) {
        if (skip(`batch ${batch}`)) continue;
        const expectedMs = perPhoto * batch;
        if (expectedMs > limitMs / 2) {
          result.batches[batch] = { skipped: `a batch would take ${(expectedMs / 1000).toFixed(0)} s` };
          continue;
        }
        // A new batch size compiles and allocates again, so it gets a warm-up unless that alone would take long.
        if (batch > 1 && expectedMs < limitMs / 6) await bench('repeat', { batch, least: 1, most: 1, enoughMs: 0, limitMs });
        const times = await bench('repeat', { batch, least: 3, most: 200, enoughMs, limitMs: limitMs / 2 });
        result.batches[batch] = { times };
        perPhoto = Math.min(perPhoto, Math.min(...times) / batch);
      }
      result.memory = peakMemory(await processes());
      for (const { name } of HEADS) {
        const foldings = module === 'handlens' ? [0, 5] : [0];
        for (const folds of foldings) {
          const what = folds ? `${name} with folds` : name;
          if (skip(what)) continue;
          // A larger head would be stopped even earlier.
          const ended = Object.entries(result.heads).find(([, head]) => head && head.finished === false);
          result.heads[what] = ended
            ? { skipped: `${ended[0]} was not finished in time` }
            : await bench('fit', { name, folds, limitMs });
        }
      }
    });
  } finally {
    await site.close();
  }
}

// The peak memory of the page's and the GPU's processes, in bytes, as counted by the system; Linux only.
function peakMemory(processes) {
  const peak = (type) => processes.filter((process) => process.type === type).map(({ id }) => {
    try {
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) * 1024;
    } catch {
      return NaN;
    }
  });
  const most = (values) => (values.some(Number.isFinite) ? Math.max(...values.filter(Number.isFinite)) : undefined);
  return { page: most(peak('renderer')), gpu: most(peak('GPU')) };
}
