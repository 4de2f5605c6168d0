// Without a network: after one visit the page opens and does everything with the server gone, and a new version comes
// whole or not at all.

import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from './server.mjs';
import { DIST, Person, expect, heldBack, photos, test } from './site.mjs';
import { copy, damage, laterBuild, versionOf } from './variant.mjs';

// A service worker whose files do not fit says so, and so does a request that it refuses.
test.use({ serviceWorkers: 'allow', provoked: [/another build|ERR_FAILED|ERR_INTERNET_DISCONNECTED|ServiceWorker passed an Error Response/] });

// Waits until the page's files are kept on the device and it is answered from there.
const kept = (page) => page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: 60_000 });

// The versions that the device keeps.
const versions = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(':').pop()));

test('with the network cut and the server stopped after one visit, the whole job is done', { tag: '@firefox' }, async ({ page, context, watch }, testInfo) => {
  const site = await serve(DIST);
  watch.sites.push(site.url);
  const person = new Person(page, site.url);
  await person.open();
  await kept(page);
  await site.close();
  await context.setOffline(true);

  await page.reload();
  await person.ready();
  for (const name of ['cat', 'rocket']) {
    await person.addClass(name);
    await person.addPhotos(name, photos(name, 3));
  }
  await person.expectTrained(6);
  // The check with airplane mode sees it.
  await person.see('privacy-open').click();
  await expect(person.see('privacy-network')).toHaveText('This device is offline. Try a photo.');
  await page.keyboard.press('Escape');
  const { classes } = await person.tryPhoto(heldBack('rocket', 1));
  expect(classes[0][0]).toBe('rocket');
  await person.see('privacy-open').click();
  await expect(person.see('privacy-network')).toContainText('1 photo has been answered since');
  await expect(person.see('privacy-summary')).toContainText(/^None answered by this page’s server/);
  await page.keyboard.press('Escape');

  await person.see('to-projects').click();
  await page.locator('[data-testid="project-card"]').first().getByTestId('project-menu').click();
  const coming = page.waitForEvent('download');
  await person.see('project-export').click();
  const download = await coming;
  await download.saveAs(testInfo.outputPath(download.suggestedFilename()));
  await expect(person.see('toast').filter({ hasText: 'Saved as' })).toBeVisible();
});

test('a new version is offered, comes when the person says so, and is never mixed with the old one', { tag: '@firefox' }, async ({ page, context, watch }, testInfo) => {
  const folder = laterBuild(testInfo.outputPath('later'), 'later');
  const [old, later] = [versionOf(DIST), versionOf(folder)];
  expect(later).not.toBe(old);
  const site = await serve(DIST);
  watch.sites.push(site.url);
  const person = new Person(page, site.url);
  const build = () => page.evaluate(() => document.documentElement.dataset.build);
  try {
    await person.open();
    await kept(page);
    expect(await versions(page)).toEqual([old]);

    // A version that does not come in whole changes nothing. What has not changed since the old one is not even fetched, so it
    // is the file that has.
    const broken = laterBuild(testInfo.outputPath('broken'), 'broken');
    damage(broken, 'bootstrap.js');
    site.change(broken);
    await page.reload();
    await person.ready();
    const waits = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => {});
      const { installing } = registration;
      if (installing) await new Promise((settled) => { installing.addEventListener('statechange', settled, { once: true }); });
      return registration.waiting !== null;
    });
    expect(waits).toBe(false);
    // By then the page has looked, too.
    await page.waitForTimeout(3500);
    await expect(person.see('update-offer')).toHaveCount(0);
    expect(await build()).toBeUndefined();

    // A whole one is offered, and not forced.
    site.change(folder);
    await page.reload();
    await person.ready();
    await expect(person.see('update-offer')).toBeVisible();
    expect(await build()).toBeUndefined();

    // While another tab is open, both stay with the old one.
    const second = await context.newPage();
    await second.goto(person.address);
    await new Person(second, site.url).ready();
    expect(await second.evaluate(() => document.documentElement.dataset.build)).toBeUndefined();
    await person.see('update-now').click();
    await expect(person.see('update-offer')).toContainText('another tab');
    await second.close();

    await person.see('update-now').click();
    await page.waitForFunction(() => document.documentElement.dataset.build === 'later', null, { timeout: 60_000 });
    await person.ready();
    expect(await versions(page)).toEqual([later]);
    await expect(person.see('update-offer')).toHaveCount(0);
  } finally {
    await site.close();
  }
});

test('in a folder of a server that sends no headers, the page keeps itself, and brings the rules along', { tag: '@firefox' }, async ({ page, context, watch }, testInfo) => {
  const root = testInfo.outputPath('host');
  mkdirSync(root, { recursive: true });
  const folder = copy(join(root, 'somewhere', 'handlens'));
  rmSync(join(folder, '_headers'));
  const site = await serve(root);
  watch.sites.push(site.url);
  const person = new Person(page, `${site.url}somewhere/handlens/`);
  await person.open();
  await kept(page);
  await site.close();
  await context.setOffline(true);
  const answer = await page.reload();
  await person.ready();
  expect(answer.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
  const rules = await page.evaluate(() => fetch('./worker-start.js').then((response) => response.headers.get('Content-Security-Policy')));
  expect(rules).toContain("connect-src 'none'");
  // Another address, even of the same server, is nobody's business: nothing is asked for.
  const refused = await page.evaluate(() => Promise.all(['./worker-start.js?a-photo', '../other', './none.txt'].map((path) =>
    fetch(path).then(() => 'answered', () => 'refused'))));
  expect(refused).toEqual(['refused', 'refused', 'refused']);
});
