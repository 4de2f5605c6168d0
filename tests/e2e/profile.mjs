// A browser with a profile that outlives it, so that it can be killed at any moment and started again.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { BROWSER_ARGUMENTS, findBrowser } from './browser.mjs';

export class Profile {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'handlens-profile-'));
  }

  // Starts the browser, with further arguments if need be; resolves to its first page.
  async start(further = []) {
    const portFile = join(this.folder, 'DevToolsActivePort');
    rmSync(portFile, { force: true });
    const options = ['--headless=new', '--remote-debugging-port=0', '--window-size=1280,1000', `--user-data-dir=${this.folder}`, 'about:blank'];
    // A group of its own, so that a kill takes its renderers with it.
    this.process = spawn(findBrowser(), [...BROWSER_ARGUMENTS, ...further, ...options], { detached: true, stdio: 'ignore' });
    for (let tries = 0; !existsSync(portFile) || !readFileSync(portFile, 'utf8').includes('\n'); tries += 1) {
      if (tries > 600) throw new Error('the browser does not start');
      await wait(50);
    }
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    const [context] = this.browser.contexts();
    return context.pages()[0] ?? context.newPage();
  }

  // Ends the browser at once, as a crash of it or a dead battery would.
  async kill() {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    process.kill(-this.process.pid, 'SIGKILL');
    await ended;
    await this.browser.close().catch(() => {});
  }

  async remove() {
    if (this.process && this.process.exitCode === null && this.process.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
