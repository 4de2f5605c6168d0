// Nothing leaves the device. Every other test watches the requests too; these try to break out, with a server that would
// notice.

import { createServer } from 'node:http';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { META_POLICY, COMMON, PAGE_POLICY, WORKER_POLICY, headersOf } from '../../deploy/policy.mjs';
import { serve } from './server.mjs';
import { DIST, Person, expect, heldBack, photos, test } from './site.mjs';
import { copy, damage } from './variant.mjs';

// It has the page answered from the device, so it is part of who asks whom.
test.use({ serviceWorkers: 'allow' });

const files = () => readdirSync(DIST, { recursive: true })
  .map((file) => file.split('\\').join('/'))
  .filter((file) => statSync(`${DIST}/${file}`).isFile());

// A server of another origin, which answers everything and writes down what reaches it.
async function elsewhere() {
  const reached = [];
  const server = createServer((request, response) => {
    reached.push(new URL(request.url, 'http://localhost').pathname.slice(1));
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/html' }).end('<!doctype html><title>Elsewhere</title>');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request.url.slice(1));
    socket.destroy();
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  return {
    // Another host name, and so another site.
    url: `http://127.0.0.1:${server.address().port}/`,
    reached,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

// Tries every way out of a page that a script has, each to an address of its own. The ways that were taken from the page
// come from a window that nothing was taken from.
async function tryEverything(target) {
  const attempts = {
    fetch: () => fetch(`${target}fetch`, { method: 'POST', mode: 'no-cors', body: 'a photo' }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open('POST', `${target}xhr`);
      request.send('a photo');
    },
    beacon: () => navigator.sendBeacon(`${target}beacon`, 'a photo'),
    socket: () => new WebSocket(`${target.replace('http', 'ws')}socket`),
    events: () => new EventSource(`${target}events`),
    image: () => { new Image().src = `${target}image`; },
    style: () => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${target}style` });
      document.head.append(link);
    },
    font: () => new FontFace('Elsewhere', `url(${target}font)`).load(),
    media: () => { document.createElement('video').src = `${target}media`; },
    script: () => import(`${target}script`),
    frame: () => {
      const frame = Object.assign(document.createElement('iframe'), { src: `${target}frame` });
      document.body.append(frame);
    },
    form: () => {
      // Into a frame, so that the page stays.
      const frame = Object.assign(document.createElement('iframe'), { name: 'answer' });
      const form = Object.assign(document.createElement('form'), { action: `${target}form`, method: 'post', target: 'answer' });
      form.append(Object.assign(document.createElement('input'), { name: 'photo', value: 'a photo' }));
      document.body.append(frame, form);
      form.submit();
    },
  };
  for (const attempt of Object.values(attempts)) {
    try {
      await Promise.race([attempt(), new Promise((waited) => { setTimeout(waited, 300); })]);
    } catch { /* Refused at once. */ }
  }
  await new Promise((waited) => { setTimeout(waited, 700); });
  return Object.keys(attempts);
}

// The same from a worker. `import()` is not among them: it is no function.
async function tryEverythingInWorker(target) {
  const attempts = {
    fetch: () => fetch(`${target}fetch`, { method: 'POST', mode: 'no-cors', body: 'a photo' }),
    xhr: () => {
      const request = new XMLHttpRequest();
      request.open('POST', `${target}xhr`);
      request.send('a photo');
    },
    socket: () => new WebSocket(`${target.replace('http', 'ws')}socket`),
    events: () => new EventSource(`${target}events`),
    font: () => new FontFace('Elsewhere', `url(${target}font)`).load(),
    cache: async () => (await caches.open('elsewhere')).add(`${target}cache`),
    caches: async () => (await caches.open('elsewhere')).addAll([`${target}caches`]),
    bucket: async () => {
      const bucket = await navigator.storageBuckets.open('elsewhere');
      await (await bucket.caches.open('elsewhere')).add(`${target}bucket`);
    },
    // Another worker, which has all of it again.
    worker: () => {
      const script = `fetch('${target}worker', { mode: 'no-cors' })`;
      return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
    },
  };
  // What is no way out in any browser that is known, and must not become one.
  const others = {
    filter: () => {
      const context = new OffscreenCanvas(8, 8).getContext('2d');
      context.filter = `url(${target}filter#blur)`;
      context.fillRect(0, 0, 8, 8);
    },
    canvasFont: () => { new OffscreenCanvas(8, 8).getContext('2d').font = `12px url(${target}canvasFont)`; },
    beacon: () => navigator.sendBeacon(`${target}beacon`, 'a photo'),
    registration: () => navigator.serviceWorker.register(`${target}registration`),
    notification: () => new Notification('Elsewhere', { icon: `${target}notification` }),
    later: () => fetchLater(`${target}later`),
    transport: () => new WebTransport(target.replace('http', 'https')),
  };
  for (const attempt of Object.values({ ...attempts, ...others })) {
    try {
      await Promise.race([attempt(), new Promise((waited) => { setTimeout(waited, 300); })]);
    } catch { /* Refused at once, or not there. */ }
  }
  await new Promise((waited) => { setTimeout(waited, 700); });
  return Object.keys(attempts);
}

// The names of all that connects or loads, as far as a script in this worker can get hold of it: along every property, getter and
// prototype that begins at its global.
function reachable() {
  const loads = new Set([
    'fetch', 'fetchLater', 'XMLHttpRequest', 'WebSocket', 'WebSocketStream', 'WebTransport', 'EventSource', 'sendBeacon', 'RTCPeerConnection',
    'importScripts', 'Worker', 'SharedWorker', 'ServiceWorkerContainer', 'BackgroundFetchManager', 'PushManager', 'PaymentManager', 'Cache',
    'CacheStorage', 'addAll', 'StorageBucket', 'StorageBucketManager', 'storageBuckets', 'FontFace', 'FontFaceSet', 'Notification',
    'showNotification', 'addModule', 'importValue', 'ShadowRealm', 'BroadcastChannel', 'TCPSocket', 'UDPSocket', 'USB', 'Serial', 'HID',
    'NavigationPreloadManager', 'SharedStorage', 'indexedDB',
  ]);
  const seen = new Set();
  const found = new Set();
  const waiting = [self];
  const meet = (value) => {
    if (value !== null && ['object', 'function'].includes(typeof value) && !seen.has(value)) {
      seen.add(value);
      waiting.push(value);
    }
  };
  while (waiting.length > 0) {
    const object = waiting.pop();
    if (typeof object === 'function' && loads.has(object.name)) found.add(object.name);
    meet(Object.getPrototypeOf(object));
    // Millions of numbers lead nowhere.
    if (ArrayBuffer.isView(object)) continue;
    for (const key of Reflect.ownKeys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (!property) continue;
      if (loads.has(key) && (property.get || property.value !== undefined)) found.add(key);
      for (const value of [property.value, property.get, property.set]) meet(value);
      if (property.get) {
        try {
          const value = object[key];
          // A prototype's promise is a refusal.
          if (value instanceof Promise) value.catch(() => {});
          meet(value);
        } catch { /* A prototype's getter, which asks for an object of its kind. */ }
      }
    }
  }
  return [...found].sort();
}

test('a whole job asks the server for nothing but the files of the site, and in the end for nothing at all', { tag: '@firefox' }, async ({ page, context, watch }) => {
  const served = [];
  const site = await serve(DIST, 0, { served: (path) => served.push(path) });
  watch.sites.push(site.url);
  const person = new Person(page, site.url);
  try {
    const asked = [];
    context.on('request', (request) => asked.push(new URL(request.url())));
    await person.open();
    await expect(person.see('privacy-open')).toBeVisible();
    for (const name of ['cat', 'rocket']) {
      await person.addClass(name);
      await person.addPhotos(name, photos(name, 3));
    }
    await person.expectTrained(6);
    await person.tryPhoto(heldBack('cat', 1));
    const ours = new Set(['', ...files()].map((file) => new URL(file, site.url).pathname));
    const sent = asked.filter((url) => url.protocol !== 'blob:');
    expect(sent.length).toBeGreaterThan(5);
    for (const url of sent) {
      expect(url.origin, url.href).toBe(new URL(site.url).origin);
      expect(ours.has(url.pathname), url.href).toBe(true);
    }
    // Once its files are kept on the device, the page asks the server for nothing.
    await person.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    served.length = 0;
    await person.addPhotos('cat', photos('cat', 5).slice(3));
    await person.expectTrained(8);
    await person.tryPhoto(heldBack('rocket', 1));
    expect(served).toEqual([]);
  } finally {
    await site.close();
  }
});

test.describe('a script that tries to send something', () => {
  test.use({ provoked: [/Content Security Policy|Content-Security-Policy|Trusted(HTML|Script|ScriptURL)|ERR_|net::|violates|refused|can’t establish a connection|content blocked/i] });

  test('reaches nobody from the page, whatever it tries, while from a page without rules it would', { tag: '@firefox' }, async ({ person, page, browser, browserName, watch }) => {
    const other = await elsewhere();
    // Firefox announces a frame that the policy stops like one that is given up. Whether it was sent, the other server knows.
    if (browserName === 'firefox') watch.sites.push(`${other.url}frame`);
    try {
      // The ways are open in a page without a policy: were they not, the test would show nothing.
      const lax = await browser.newContext();
      const laxPage = await lax.newPage();
      await laxPage.goto(`${other.url}open`);
      other.reached.length = 0;
      const ways = await laxPage.evaluate(tryEverything, other.url);
      for (const way of ways) expect(other.reached, `without rules, ${way} gets through`).toContain(way);
      await lax.close();

      await person.open();
      other.reached.length = 0;
      const violations = await page.evaluate(() => {
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
      }).then(() => page.evaluate(tryEverything, other.url)).then(() => page.evaluate(() => window.violations));
      expect(other.reached, 'what reached the other server').toEqual([]);
      expect(violations).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem', 'style-src-elem', 'font-src', 'media-src', 'frame-src', 'form-action']));
      expect(await page.evaluate(() => typeof RTCPeerConnection)).toBe('undefined');
    } finally {
      await other.close();
    }
  });

  test('cannot write a script into the page', { tag: '@firefox' }, async ({ person, page }) => {
    await person.open();
    const outcome = await page.evaluate(() => {
      const refused = (attempt) => {
        try {
          attempt();
          return false;
        } catch {
          return true;
        }
      };
      const script = document.createElement('script');
      return {
        inline: refused(() => {
          script.textContent = 'window.inlineScriptRan = true';
          document.head.append(script);
        }) || !window.inlineScriptRan,
        markup: refused(() => { document.createElement('div').innerHTML = '<svg/onload=alert(1)>'; }),
        source: refused(() => { script.src = 'https://elsewhere.invalid/script.js'; }),
        worker: refused(() => new Worker('./bootstrap.js')),
      };
    });
    expect(outcome).toEqual({ inline: true, markup: true, source: true, worker: true });
  });

  test('would reach somebody from a worker from which nothing was taken', async ({ browser }) => {
    const other = await elsewhere();
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.goto(`${other.url}open`);
      await page.evaluate(() => { window.worker = new Worker(URL.createObjectURL(new Blob([''], { type: 'text/javascript' })), { type: 'module' }); });
      await expect.poll(() => page.workers().length).toBe(1);
      const [worker] = page.workers();
      other.reached.length = 0;
      const ways = await worker.evaluate(tryEverythingInWorker, other.url);
      for (const way of ways) expect(other.reached, `${way} gets through`).toContain(way);
      expect(await worker.evaluate(reachable)).toEqual(expect.arrayContaining(['fetch', 'addAll', 'storageBuckets', 'WebSocket']));
    } finally {
      await context.close();
      await other.close();
    }
  });

  for (const [host, folderOf] of [
    ['a server that sends headers', (folder) => folder],
    ['a server that sends none', (folder) => {
      rmSync(`${folder}/_headers`);
      return folder;
    }],
  ]) {
    test(`reaches nobody from the worker on ${host}`, async ({ page, watch }, testInfo) => {
      const other = await elsewhere();
      const site = await serve(folderOf(copy(testInfo.outputPath('site'))));
      watch.sites.push(site.url);
      try {
        await new Person(page, site.url).open();
        const worker = page.workers().find((worker) => worker.url().endsWith('worker-start.js'));
        // Of all that a script in it can get hold of, nothing has the name of something that connects or loads.
        expect(await worker.evaluate(reachable)).toEqual([]);
        await worker.evaluate(tryEverythingInWorker, other.url);
        expect(other.reached).toEqual([]);
        // What is taken stays taken.
        expect(await worker.evaluate(() => {
          try {
            Object.defineProperty(self, 'fetch', { value: () => {} });
            return 'put back';
          } catch {
            return 'refused';
          }
        })).toBe('refused');
        if (host.endsWith('headers')) {
          // No function could be taken here: the worker's own policy refuses it.
          await worker.evaluate((target) => import(`${target}script`).catch(() => {}), other.url);
        }
        expect(other.reached).toEqual([]);
      } finally {
        await site.close();
        await other.close();
      }
    });
  }
});

test.describe('a file that was changed on the server', () => {
  test.use({ provoked: [/SHA-256|Foreign|integrity|is not the one|^Error$/] });

  for (const [path, sentence] of [
    ['model/efficientnet-lite0.safetensors', /The model does not belong to this page.*Reload/],
    ['worker_bg.wasm', /The program does not belong to this page.*Reload/],
    ['page_bg.wasm', /program does not belong to this page.*Reload/],
  ]) {
    test(`${path} is refused with a sentence`, { tag: '@firefox' }, async ({ page, watch }, testInfo) => {
      const folder = copy(testInfo.outputPath('site'));
      damage(folder, path);
      const site = await serve(folder);
      watch.sites.push(site.url);
      try {
        await page.goto(site.url);
        await expect(page.locator('body')).toContainText(sentence);
      } finally {
        await site.close();
      }
    });
  }
});

test('the panel shows every request, the rules and what is stored, and its own try is refused', async ({ person, page }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 2));
  await person.see('privacy-open').click();
  await expect(person.see('privacy-summary')).toContainText(/, none by anyone else\.$/);
  await person.see('privacy-panel').locator('summary').first().click();
  const listed = await person.see('privacy-request').allInnerTexts();
  // The page's own, and those of the workers, which only they know of on a first visit.
  for (const file of ['page_bg.wasm', 'worker_bg.wasm', 'model/efficientnet-lite0.safetensors', 'worker.js', 'resource-observer.js']) {
    expect(listed.some((row) => row.includes(file)), file).toBe(true);
  }
  await expect(person.see('privacy-policy')).toHaveText(META_POLICY);
  const projects = page.locator('[data-testid="privacy-stored"][data-name="projects"]');
  await expect(projects).toHaveText(/^[\d.]+\s(kB|MB)$/);
  await person.screenshot('privacy-panel', false);
});

// A JPEG as a camera writes it: with its name, 2024-05-01 12:30:15, and 47° 30' north, 8° 15' west.
const CAMERA = 'Camera 17 of Ada';
function ofCamera(path) {
  const jpeg = readFileSync(path);
  const entry = (tag, kind, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16BE(tag, 0);
    bytes.writeUInt16BE(kind, 2);
    bytes.writeUInt32BE(count, 4);
    if (typeof value === 'string') bytes.write(value, 8, 'latin1');
    else bytes.writeUInt32BE(value, 8);
    return bytes;
  };
  const directory = (...entries) => Buffer.concat([Buffer.from([0, entries.length]), ...entries, Buffer.alloc(4)]);
  const angle = (...numbers) => {
    const bytes = Buffer.alloc(24);
    numbers.forEach((number, place) => bytes.writeUInt32BE(number, 4 * place));
    return bytes;
  };
  const exif = Buffer.concat([
    Buffer.from('Exif\0\0MM\0*\0\0\0\b', 'latin1'),
    directory(entry(0x010f, 2, 17, 122), entry(0x8769, 4, 1, 50), entry(0x8825, 4, 1, 68)),
    directory(entry(0x9003, 2, 20, 142)),
    directory(entry(1, 2, 2, 'N'), entry(2, 5, 3, 162), entry(3, 2, 2, 'W'), entry(4, 5, 3, 186)),
    Buffer.from(`${CAMERA}\0\0\0\0`, 'latin1'),
    Buffer.from('2024:05:01 12:30:15\0', 'latin1'),
    angle(47, 1, 30, 1, 0, 1),
    angle(8, 1, 15, 1, 0, 1),
  ]);
  const length = Buffer.from([(exif.length + 2) >> 8, (exif.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, exif, jpeg.subarray(2)]);
}

test('of what a camera wrote into a photo, time and place are kept, and only the time is exported', { tag: '@firefox' }, async ({ person, page }, testInfo) => {
  const buffer = ofCamera(photos('cat', 1)[0]);
  expect(buffer.includes(CAMERA)).toBe(true);
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', [{ name: 'cat.jpg', mimeType: 'image/jpeg', buffer }]);
  await person.photosOf('cat').first().click();
  await person.see('open-selected').click();
  await expect(person.see('viewer-provenance')).toContainText('May 1, 2024');
  await expect(person.see('viewer-provenance')).toContainText('47.50000, -8.25000');
  await page.keyboard.press('Escape');

  await person.see('privacy-open').click();
  await expect(person.see('privacy-data')).toContainText('The place never leaves this device, not even in a file that you export.');
  await page.keyboard.press('Escape');

  for (const action of ['project-export', 'project-export-photos']) {
    const coming = page.waitForEvent('download');
    await person.see('project-menu').click();
    await person.see(action).click();
    const path = testInfo.outputPath(action);
    await (await coming).saveAs(path);
    const file = readFileSync(path);
    expect(file.length, action).toBeGreaterThan(5000);
    expect(file.includes(CAMERA), action).toBe(false);
    expect(file.includes(Buffer.from([0, 0, 0, 47, 0, 0, 0, 1, 0, 0, 0, 30])), action).toBe(false);
  }
});

test.describe('the try to send something', () => {
  test.use({ provoked: [/Content Security Policy|violates|ERR_|Failed to load/] });

  test('is refused from the page and from the worker, and says by which rules', { tag: '@firefox' }, async ({ person }) => {
    await person.open();
    await person.see('privacy-open').click();
    await person.see('privacy-attempt').click();
    const result = person.see('privacy-attempt-result');
    await expect(result).toContainText('From the page: the browser blocked it.');
    await expect(result).toContainText('the browser blocked it, and the functions that send have been removed');
    await result.locator('summary').click();
    await expect(result).toContainText("connect-src 'none'");
  });
});

test('everything that is stored can be deleted', { tag: '@firefox' }, async ({ person, page }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 2));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await person.see('privacy-open').click();
  await person.see('remove-all').click();
  await person.see('remove-all-cancel').click();
  await person.see('remove-all').click();
  // It takes until the test lets it go on.
  await page.evaluate(() => {
    const { removeEntry } = FileSystemDirectoryHandle.prototype;
    const leave = new Promise((resolve) => { window.goOn = resolve; });
    FileSystemDirectoryHandle.prototype.removeEntry = async function wait(...rest) {
      await leave;
      return removeEntry.apply(this, rest);
    };
  });
  await person.see('remove-all-confirm').click();
  // Whoever wants to leave the dialogue is kept until it says what came of it: nothing works behind it any more.
  for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press('Escape');
  await page.mouse.click(5, 5);
  await expect(person.see('privacy-panel')).toBeVisible();
  await page.evaluate(() => window.goOn());
  await expect(person.see('remove-all-result')).toContainText('Everything has been deleted');
  const left = await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const entries = [];
    for await (const name of root.keys()) entries.push(name);
    return {
      entries,
      caches: await caches.keys(),
      registrations: (await navigator.serviceWorker.getRegistrations()).length,
      settings: Object.keys(localStorage),
    };
  });
  expect(left).toEqual({ entries: [], caches: [], registrations: 0, settings: [] });
  await person.see('remove-all-anew').click();
  await person.ready();
  await expect(person.see('first-steps')).toBeVisible();
});

test('the page, the server and the example for nginx give the same rules', async ({ address }) => {
  const page = readFileSync(`${DIST}/index.html`, 'utf8');
  expect(page).toContain(`content="${META_POLICY}"`);
  for (const path of ['', 'bootstrap.js', 'worker-start.js', 'embedder-start.js', 'heic-start.js']) {
    const { headers } = await fetch(address + path);
    for (const [name, value] of Object.entries(headersOf(path))) {
      if (name !== 'Cache-Control') expect(headers.get(name), `${name} of ${path || 'the page'}`).toContain(value);
    }
  }
  const nginx = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8');
  for (const value of [PAGE_POLICY, WORKER_POLICY, ...Object.values(COMMON)]) expect(nginx).toContain(`"${value}"`);
});

// What may stand in a built file although it looks like an address, and why. None of these is ever asked for.
const EXCEPTIONS = [
  // Names of XML namespaces: identifiers that are compared and never fetched.
  /^http:\/\/www\.w3\.org\/(2000\/svg|1999\/xhtml|1999\/xlink|1998\/Math\/MathML|XML\/1998\/namespace|2000\/xmlns)/,
  // A comment in what wasm-bindgen writes.
  /^https:\/\/developer\.mozilla\.org\//,
  // Where an error of the library that converts colours says that it comes from.
  /^https:\/\/github\.com\/awxkee\/moxcms/,
  // The address of nobody, for the try that the panel makes; names that end so are never given away.
  /^https:\/\/handlens\.invalid\//,
];

test('the built files name no other origin that they could ask', () => {
  const named = [];
  for (const file of files()) {
    const text = readFileSync(`${DIST}/${file}`, 'latin1');
    for (const [address] of text.matchAll(/(?:https?|wss?):\/\/[\w.-]+\.[a-z]{2,}[\w./#-]*/gi)) {
      if (!EXCEPTIONS.some((exception) => exception.test(address))) named.push(`${file}: ${address}`);
    }
    if (/\.(html|css)$/.test(file)) expect(text, file).not.toMatch(/(src|href)="\/\/|url\(["']?(https?:)?\/\//);
    expect(text.includes('unsafe-inline') || text.includes("'unsafe-eval'"), file).toBe(false);
  }
  expect(named).toEqual([]);
});
