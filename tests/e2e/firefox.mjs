#!/usr/bin/env node
// Starts the system's own Firefox for Playwright, and stands between the two.
//
// Playwright drives a Firefox that is not its own by WebDriver BiDi, and the Firefox of long support (153) speaks an older one:
// - For each page Playwright overrides media features, which this Firefox does not know and refuses, and with it the page. No
//   test in Firefox overrides any; so that command is answered here.
// - It does not number downloads, and Playwright passes over those without a number; so each gets its address as one.
// Everything else is handed on as it is.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';
import { findFirefox } from './browser.mjs';

const UNKNOWN = 'emulation.setMediaFeaturesOverride';
const DOWNLOADS = ['browsingContext.downloadWillBegin', 'browsingContext.downloadEnd'];
const LISTENING = /WebDriver BiDi listening on (ws:\/\/.*)$/;

const firefox = spawn(findFirefox(), process.argv.slice(2), { stdio: ['ignore', 'pipe', 'pipe'] });
firefox.once('exit', (code) => process.exit(code ?? 1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.once(signal, () => firefox.kill(signal));
process.once('exit', () => firefox.kill('SIGKILL'));

for (const output of [firefox.stdout, firefox.stderr]) {
  createInterface({ input: output }).on('line', (line) => {
    const address = line.match(LISTENING)?.[1];
    if (address) relay(address);
    else console.error(line);
  });
}

// Listens in Firefox's place, and tells Playwright where.
function relay(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () => {
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`);
  });
  server.on('connection', (playwright, request) => {
    const browser = new WebSocket(address + request.url);
    const early = [];
    playwright.on('message', (data) => {
      const command = JSON.parse(data);
      if (command.method === UNKNOWN) playwright.send(JSON.stringify({ type: 'success', id: command.id, result: {} }));
      else if (browser.readyState === WebSocket.OPEN) browser.send(String(data));
      else early.push(String(data));
    });
    browser.on('open', () => {
      for (const message of early.splice(0)) browser.send(message);
    });
    browser.on('message', (data) => {
      const event = JSON.parse(data);
      if (DOWNLOADS.includes(event.method)) event.params.download ??= event.params.url;
      playwright.send(JSON.stringify(event));
    });
    browser.on('error', () => playwright.close());
    browser.on('close', () => playwright.close());
    playwright.on('close', () => browser.close());
  });
}
