// Copies of the built site that differ from it: another build, a damaged file, a folder inside another.

import { appendFileSync, cpSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DIST } from './site.mjs';

const FINISH = fileURLToPath(new URL('../../deploy/finish.mjs', import.meta.url));

// A copy of the site in `folder`. Of the files themselves, also where the site is named by a link: a copied link would lead
// what is changed here to the site that all tests share.
export function copy(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(realpathSync(DIST), folder, { recursive: true, dereference: true });
  return folder;
}

// A later build of the site: its start script leaves a mark, and all else is finished as the build finishes it.
export function laterBuild(folder, mark) {
  copy(folder);
  appendFileSync(join(folder, 'bootstrap.js'), `\ndocument.documentElement.dataset.build = '${mark}';\n`);
  execFileSync('node', [FINISH, folder]);
  return folder;
}

// Turns one bit over in the middle of a file.
export function damage(folder, path) {
  const bytes = readFileSync(join(folder, path));
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(join(folder, path), bytes);
}

// The version of a build, as its service worker has it.
export const versionOf = (folder) => readFileSync(join(folder, 'service-worker.js'), 'utf8').match(/"version":"(\w+)"/)?.[1];
