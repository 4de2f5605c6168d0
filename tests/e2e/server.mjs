// Serves the built site on this machine: `node server.mjs FOLDER [PORT]`, or `serve(folder, port)` from a test.
// Any static server will do; this one needs nothing installed, never lets a browser keep an old build, and sends the headers
// that the built site's `_headers` asks for, as Netlify and Cloudflare Pages do.

import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { pathToFileURL } from 'node:url';

const MEDIA_TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.ftl': 'text/plain; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
};

// Serves `folder` on localhost; port 0 takes any free one. `headers` go with every answer, and `served` is told the path
// of every file that was asked for. Resolves to `{ url, close, change }`; `change(folder)` serves another one from then on.
export async function serve(folder, port = 0, { headers = {}, served = () => {} } = {}) {
  let root = resolve(folder);
  const server = createServer((request, response) => {
    answer({ root, headers, served }, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen(port, '127.0.0.1', listening);
  });
  return {
    url: `http://localhost:${server.address().port}/`,
    change: (other) => { root = resolve(other); },
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

async function answer({ root, headers, served }, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const { path, size } = await find(root, new URL(request.url, 'http://localhost').pathname);
  if (!path) {
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  served(path);
  response.writeHead(200, {
    ...await asked(root, path),
    ...headers,
    'Content-Type': MEDIA_TYPES[extname(path)] ?? 'application/octet-stream',
    'Content-Length': size,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A browser that goes away half-way is no error.
  pipeline(createReadStream(path), response, () => {});
}

// The headers that the site's `_headers` asks for: a line with a path, lines with headers below it. Of a header that two
// rules give, both values are sent.
async function asked(root, path) {
  const rules = await readFile(join(root, '_headers'), 'utf8').catch(() => '');
  const address = path.slice(root.length).split(sep).join('/');
  const headers = {};
  let holds = false;
  for (const line of rules.split('\n').filter(Boolean)) {
    if (!line.startsWith(' ')) {
      holds = line.endsWith('*') ? address.startsWith(line.slice(0, -1)) : address === line;
    } else if (holds) {
      const [, name, value] = line.match(/^ +([^:]+): (.*)$/);
      headers[name] = headers[name] ? `${headers[name]}, ${value}` : value;
    }
  }
  return headers;
}

// The file behind an address, index.html for a folder; nothing outside `root`.
async function find(root, address) {
  let path;
  try {
    path = normalize(join(root, decodeURIComponent(address)));
  } catch {
    return {};
  }
  if (path !== root && !path.startsWith(root + sep)) return {};
  if (address.endsWith('/')) path = join(path, 'index.html');
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ? { path, size: found.size } : {};
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [folder, port] = process.argv.slice(2);
  try {
    const { url } = await serve(folder ?? 'dist', Number(port ?? 8080));
    console.log(`Handlens is at ${url} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE'
      ? `Port ${port} is taken: choose another one with \`make serve PORT=8081\`.`
      : String(error));
    process.exit(1);
  }
}
