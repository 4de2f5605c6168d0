// WebGPU in Firefox, whose software adapter (Mesa's lavapipe) knows f16 in shaders, which Chromium's does not. Firefox for Linux has
// WebGPU behind a setting.

import { readFileSync } from 'node:fs';
import config from './firefox.config.mjs';
import { expect, heldBack, test } from './site.mjs';

const { launchOptions } = config.use;
test.use({
  launchOptions: {
    ...launchOptions,
    firefoxUserPrefs: { ...launchOptions.firefoxUserPrefs, 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true },
  },
});

const knowsF16 = (page) => page.evaluate(async () => (await navigator.gpu?.requestAdapter())?.features.has('shader-f16') ?? false);

const [, program] = /^version = "(.*)"/m.exec(readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8'));

// The hash of the worker's program, which tells builds apart.
async function buildOf(person, page) {
  const start = await (await page.request.get(new URL('bootstrap.js', person.address).href)).text();
  return /"worker_bg\.wasm":\{"sha256":"([0-9a-f]+)"/.exec(start)?.[1];
}

// What the browser remembers of a start at which one kind of number was faster. The trial itself has no chance to find that on a
// software adapter.
const remember = (page, trial) => page.evaluate(async (trial) => {
  const root = await navigator.storage.getDirectory();
  const file = await (await root.getFileHandle('handlens-device.json', { create: true })).createWritable();
  const threads = Math.min(navigator.hardwareConcurrency, Math.floor(navigator.deviceMemory ?? 4) + 1, 8);
  await file.write(JSON.stringify({ ...trial, threads, gpu_ms: 1, cpu_ms: 20 }));
  await file.close();
}, trial);

// Tells whether a worker has f16 in a shader that it compiles.
async function watchShaders(page) {
  await page.route('**/worker-start.js', async (route) => {
    const response = await route.fetch();
    const watch = `
      const compile = GPUDevice.prototype.createShaderModule;
      GPUDevice.prototype.createShaderModule = function (shader) {
        self.postMessage({ shader: shader.code.includes('enable f16') });
        return compile.call(this, shader);
      };\n`;
    await route.fulfill({ response, body: watch + await response.text() });
  });
  await page.addInitScript(() => {
    window.shaders = [];
    const Plain = Worker;
    window.Worker = class extends Plain {
      constructor(...given) {
        super(...given);
        this.addEventListener('message', (message) => {
          if (message.data.shader === undefined) return;
          message.stopImmediatePropagation();
          window.shaders.push(message.data.shader);
        });
      }
    };
  });
}

for (const precision of ['F32', 'F16']) {
  test(`the main job runs on the GPU with ${precision}`, async ({ person, page }) => {
    test.setTimeout(300_000);
    await page.goto(person.address);
    test.skip(!await knowsF16(page), 'there is no adapter that knows f16');
    await person.open('?device=gpu');
    const badge = await person.see('device-badge').innerText();
    const build = await buildOf(person, page);
    await remember(page, { build, adapter: badge.replace('GPU · ', ''), program, precision });
    await watchShaders(page);
    await person.open('?device=gpu');
    await expect(person.see('device-badge')).toContainText('GPU');
    await person.teach(['cat', 'rocket'], 3);
    const { classes, pretrained } = await person.tryPhoto(heldBack('cat', 1));
    expect(classes[0][0]).toBe('cat');
    expect(pretrained[0][0]).toMatch(/cat|tabby/i);
    expect(await page.evaluate(() => window.shaders.some((isNarrow) => isNarrow))).toBe(precision === 'F16');
  });
}
