// The build's last step: `node deploy/finish.mjs dist`. Joins all style sheets into one, because the page is not shown
// until every style sheet has been requested and has arrived. Records which files belong together, with their hashes,
// for the start script and the service worker, and writes the headers for hosts that read them from a file.
//
// Running it again on its own result is safe.

import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { headersFile, headersOf } from './policy.mjs';

const PAGE = 'index.html';
const START = 'bootstrap.js';
const SERVICE_WORKER = 'service-worker.js';
const STYLES = 'styles.css';
// Not files of the site itself: the service worker, and what only a host reads.
const APART = [SERVICE_WORKER, '_headers'];

const PLACE = /^const BUILD = .*;$/m;
const STYLE = /<link rel="stylesheet" href="\.\/([^"]+)"[^>]*>/g;
const SCRIPT = /<script (?:defer|type="module") src="\.\/([^"]+)"/g;
const INTEGRITY = / integrity="[^"]*"/g;

const folder = process.argv[2] ?? 'dist';
const place = (path) => join(folder, path);
const sha256 = (bytes, form) => createHash('sha256').update(bytes).digest(form);

joinStyles();
const paths = readdirSync(folder, { recursive: true })
  .map((path) => path.split(sep).join('/'))
  .filter((path) => !APART.includes(path) && !path.startsWith('.') && statSync(place(path)).isFile())
  .sort();

// As they were before an earlier run of this script.
const page = readFileSync(place(PAGE), 'utf8').replace(INTEGRITY, '');
const start = readFileSync(place(START), 'utf8').replace(PLACE, 'const BUILD = null;');
const serviceWorker = readFileSync(place(SERVICE_WORKER), 'utf8').replace(PLACE, 'const BUILD = null;');

const described = (bytes) => ({ sha256: sha256(bytes, 'hex'), bytes: bytes.length });
const plain = Object.fromEntries(paths
  .filter((path) => path !== PAGE && path !== START)
  .map((path) => [path, described(readFileSync(place(path)))]));
const version = sha256(JSON.stringify([plain, page, start, serviceWorker, paths.map(headersOf)]), 'hex').slice(0, 16);

// The start script knows all files except itself and the page; the page has the hashes of its scripts.
const started = fill(start, { version, files: plain });
const checked = page.replace(SCRIPT, (tag, path) => (
  `${tag} integrity="sha256-${sha256(path === START ? started : readFileSync(place(path)), 'base64')}"`
));
if (!checked.includes(`src="./${START}" integrity=`)) throw new Error(`${PAGE} has no start script where it was expected`);
writeFileSync(place(START), started);
writeFileSync(place(PAGE), checked);

const files = { ...plain, [PAGE]: described(Buffer.from(checked)), [START]: described(Buffer.from(started)) };
const dressed = Object.fromEntries(paths.map((path) => [path, { ...files[path], headers: headersOf(path) }]));
writeFileSync(place(SERVICE_WORKER), fill(serviceWorker, { version, files: dressed }));
writeFileSync(place('_headers'), headersFile());
console.log(`${folder}: build ${version}, ${paths.length} files`);

// In the order of the page. A single style sheet stays as it is.
function joinStyles() {
  const page = readFileSync(place(PAGE), 'utf8');
  const links = [...page.matchAll(STYLE)];
  if (links.length < 2) return;
  writeFileSync(place(STYLES), links.map(([, path]) => readFileSync(place(path), 'utf8')).join('\n'));
  for (const [, path] of links) rmSync(place(path));
  const [first] = links[0];
  const joined = page.replace(first, `<link rel="stylesheet" href="./${STYLES}" />`);
  writeFileSync(place(PAGE), links.slice(1).reduce((rest, [link]) => rest.replace(link, ''), joined));
}

function fill(script, build) {
  if (!PLACE.test(script)) throw new Error('a script has no place for the build');
  return script.replace(PLACE, () => `const BUILD = ${JSON.stringify(build)};`);
}
