// How much a visitor downloads: the files' sizes, and what is left of them after brotli at its highest level, as a host serves files
// that it compressed beforehand.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { TARGET } from './prepare.mjs';

const KEPT = `${TARGET}/compressed.json`;
const compress = promisify(brotliCompress);

// Compressing takes a minute for the largest files, so the result is kept under the hash of what it is of.
const sizes = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};

// Bytes of these files: `{ plain, compressed }`. A file that was asked for twice counts twice.
export async function weigh(paths) {
  let [plain, compressed] = [0, 0];
  for (const path of paths) {
    const bytes = readFileSync(path);
    const hash = createHash('sha256').update(bytes).digest('hex');
    if (!sizes[hash]) {
      const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      sizes[hash] = (await compress(bytes, { params })).length;
      mkdirSync(dirname(KEPT), { recursive: true });
      writeFileSync(KEPT, JSON.stringify(sizes));
    }
    plain += bytes.length;
    compressed += sizes[hash];
  }
  return { plain, compressed };
}
