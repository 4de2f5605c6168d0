// How long fine-tuning takes on the built page, on the CPU path: `node tuning.bench.mjs FOLDER COUNT`, where FOLDER has a
// folder of photos for each class, of which COUNT are taken. Prints figures and judges nothing.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DIST, Person } from './site.mjs';
import { Profile } from './profile.mjs';
import { serve } from './server.mjs';

const [folder, count] = process.argv.slice(2);
if (!folder || !existsSync(folder) || !(count > 0)) throw new Error('Name a folder with a folder for each class, and how many photos of each to take.');

const say = (what, value) => console.log(`${what.padEnd(48)} ${value}`);
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const profile = new Profile();
const site = await serve(DIST);
try {
  const page = await profile.start();
  page.setDefaultTimeout(1_200_000);
  const person = new Person(page, site.url);
  await person.open();
  let photos = 0;
  let start = performance.now();
  for (const name of readdirSync(folder).sort()) {
    const files = readdirSync(join(folder, name)).sort().slice(0, Number(count)).map((file) => join(folder, name, file));
    photos += files.length;
    await person.addClass(name);
    await person.card(name).getByTestId('add-photos-input').setInputFiles(files);
  }
  await person.expectTrained(photos, 1_200_000);
  say(`${photos} photos, until the head has learned them`, seconds(start));
  start = performance.now();
  await person.see('tuning-result').waitFor();
  say('from there until the last layers are tuned', seconds(start));
  say('what the page says', JSON.stringify(await person.see('tuning-result').innerText()));
} finally {
  await profile.remove();
  await site.close();
}
