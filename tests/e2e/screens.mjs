// Every screen of the page, with the way there and back. Each check of accessibility walks through all of them, so a new
// screen is one line here, in the list of the place where it is found.

import { bad, expect, heldBack, photos, picture } from './site.mjs';
import { zip } from './zip.mjs';

const see = (testId) => (person) => person.see(testId).first().click();
const menuOf = (name) => (person) => person.card(name).getByTestId('class-menu').click();
const photo = (name) => (person) => person.photosOf(name).first().click();
const unfold = (testId) => (person) => person.see(testId).locator('summary').first().click();
const press = (key) => (person) => person.page.keyboard.press(key);
const all = (...steps) => async (person) => {
  for (const step of steps) await step(person);
};
// Makes every figure of the table look as if this share of a class were meant.
const shares = (share) => (person) => person.see('confusion-figure').evaluateAll((figures, share) => {
  for (const figure of figures) figure.style.setProperty('--share', share);
}, share);
const tryMany = async (person) => {
  await person.see('try-input').setInputFiles([...photos('cat', 12).slice(6), ...photos('rocket', 12).slice(7), bad('truncated.jpg')]);
  await expect(person.see('batch-status')).toContainText('11 photos · 1 file could not be used');
};
const unclearArchive = async (person) => {
  const files = ['anna/cats/1.bmp', 'ben/dogs/2.bmp', 'ben/dogs/2.txt', '3.bmp'].map((path, number) => [path, picture(number).buffer]);
  await person.see('import-photos-input').setInputFiles({ name: 'photos.zip', mimeType: 'application/zip', buffer: zip(files) });
};
const escape = press('Escape');
const nothing = async () => {};

// Moves to a part of the page: on a narrow screen they take turns.
const part = (name) => async (person) => {
  if (await person.see(`tab-${name}`).isVisible()) await person.see(`tab-${name}`).click();
};

// `reach` leads from the place of the list to the screen, `leave` back; `shown` is what must be there meanwhile.
const screen = (name, shown, reach, leave) => ({ name, shown, reach, leave });

export const EMPTY_PROJECT = [
  screen('an empty project', 'first-steps', nothing, nothing),
  screen('an empty project, to try a photo', 'try-hint', part('try'), part('classes')),
  screen('an empty project without results', 'train-status', part('results'), part('classes')),
];

export const PROJECT = [
  screen('classes with photos', 'photo', part('classes'), nothing),
  screen('selected photos', 'selection-bar', photo('cat'), see('clear-selection')),
  screen('the classes that photos move to', 'move-target', all(photo('cat'), see('move-to')), all(escape, see('clear-selection'))),
  screen('a photo in large', 'viewer', all(photo('cat'), see('open-selected')), all(escape, see('clear-selection'))),
  screen('the menu of a class', 'rename-class', menuOf('cat'), escape),
  screen('the classes to merge into', 'merge-target', all(menuOf('cat'), see('merge-into')), escape),
  screen('the field for a class’s name', 'class-name-input', see('class-name'), escape),
  screen('the menu of a project', 'project-rename', see('project-menu'), escape),
  screen('the field for a project’s name', 'project-name-input', see('project-name'), escape),
  screen('what does the work', 'device-reason', see('device-badge'), escape),
  screen('the languages', 'language-item', see('language'), escape),
  screen('about Handlens', 'about-panel', see('about-open'), escape),
  screen('the report of a problem', 'report-text', all(see('about-open'), unfold('about-panel')), escape),
  screen('storage', 'storage-panel', see('storage-open'), escape),
  screen('how to check that nothing leaves', 'privacy-panel', see('privacy-open'), escape),
  screen('the list of requests', 'privacy-request', all(see('privacy-open'), (person) => person.see('privacy-panel').locator('summary').first().click()), escape),
  screen('the question before everything is gone', 'remove-all-confirm', all(see('privacy-open'), see('remove-all')), escape),
  screen('what is found in an archive', 'preview', all(part('classes'), unclearArchive), escape),
  screen('the webcam of a class', 'webcam-burst', all(part('classes'), see('webcam')), see('webcam')),
  screen('answers', 'try-result', part('try'), nothing),
  screen('why an answer is so', 'why-sentence', all(part('try'), see('why-button')), see('why-button')),
  screen('the webcam with answers', 'live', all(part('try'), see('try-webcam')), see('try-webcam')),
  screen('the table of a batch', 'batch-row', all(part('try'), tryMany), see('batch-clear')),
  screen('what else can be done with the table of a batch', 'batch-zip', all(part('try'), tryMany, see('batch-export')), all(escape, see('batch-clear'))),
  screen('photos to check', 'finding', all(part('results'), see('issues-kind')), escape),
  screen('results', 'confusion', part('results'), nothing),
  screen('results with nothing but mistakes', 'confusion', all(part('results'), shares('100%')), shares('10%')),
  screen('the photos behind a figure', 'taken-for', all(part('results'), see('confusion-figure')), escape),
  screen('more figures', 'more-figures', all(part('results'), unfold('more-figures')), unfold('more-figures')),
  screen('whether the pretrained model is unchanged', 'integrity-row', all(part('results'), unfold('integrity'), see('integrity-compare')), unfold('integrity')),
  screen('all settings', 'train-button', all(part('results'), unfold('advanced')), unfold('advanced')),
];

export const PROJECTS = [
  screen('all projects', 'project-card', nothing, nothing),
  screen('the menu of a project’s card', 'project-duplicate', see('project-menu'), escape),
  screen('deleted projects', 'deleted-project', unfold('recently-deleted'), unfold('recently-deleted')),
  screen('the question before a project is gone', 'purge-question', all(unfold('recently-deleted'), see('project-purge')), all(escape, unfold('recently-deleted'))),
];

// A project with a mistake to look at, two answers, and a summary of an import that has details.
export async function fill(person) {
  for (const name of ['cat', 'rocket']) await person.addClass(name);
  await person.addPhotos('cat', [...photos('cat', 5), photos('rocket', 7)[6]]);
  await person.addPhotos('rocket', photos('rocket', 5));
  await part('results')(person);
  await person.expectTrained(11);
  await part('try')(person);
  for (const name of ['cat', 'rocket']) await person.tryPhoto(heldBack(name, 1));
  await part('classes')(person);
}

// Goes to every screen of a list, has it looked at, and comes back. A screen that is not reached is told like what else is
// wrong, and the next one is tried.
export async function walk(person, screens, look, problems) {
  for (const { name, shown, reach, leave } of screens) {
    try {
      await reach(person);
      await expect(person.see(shown).first(), name).toBeVisible({ timeout: 10_000 });
      await look(name);
      await leave(person);
    } catch (error) {
      problems.push(`${name}: ${error.message}`);
      await escape(person);
    }
  }
}
