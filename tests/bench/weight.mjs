// How much a visitor downloads: the sizes of the files, plain and after brotli at its highest level, as a host would
// serve precompressed files.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { TARGET } from './prepare.mjs';

const KEPT = `${TARGET}/compressed.json`;
const compress = promisify(brotliCompress);

// Compressing the largest files takes a minute, so the result is cached under the hash of its input.
const sizes = existsSync(KEPT) ? JSON.parse(readFileSync(KEPT, 'utf8')) : {};

// Total bytes of these files: `{ plain, compressed }`. A file requested twice counts twice.
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
