// A minimal page that says what a photo shows: `answer.html?{"module":…,"options":…}`. It requests all it needs at
// once, in parallel. `window.answered` is when the answer appeared on the page, in milliseconds since it was opened.

import { Contestant, view } from './page.mjs';

const contestant = new Contestant();
try {
  const opened = contestant.call('open', JSON.parse(decodeURIComponent(location.search.slice(1))));
  const labels = fetch('./model/imagenet-labels.json').then((answer) => answer.json());
  const photo = view('./photo.jpg');
  await opened;
  const best = await contestant.call('classify', { view: await photo });
  document.querySelector('output').textContent = (await labels).labels[best];
  window.answered = performance.now();
} catch (error) {
  window.failed = String(error);
}
