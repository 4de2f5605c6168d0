// What makes a screen usable for everybody, as checks that name what falls short. None of them stops at the first.

import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// The rules of axe-core that the page breaks, each as one line: all but its experimental rules, or the `only` ones.
export async function broken(page, only = undefined) {
  // Colours on their way from one scheme to the other are neither's.
  await page.evaluate(() => document.getAnimations()
    .filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime))
    .forEach((animation) => animation.finish()));
  // Not as a script of the page, whose policy allows only its own files.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(only && { runOnly: only }) };
  const violations = await page.evaluate((options) => window.axe.run(document, options).then(({ violations }) => violations), options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id} (${help}): ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map((check) => check.message).join('; ')}`));
}

// What leaves the screen sideways, or is cut off by what is around it.
export function cutOff(page) {
  return page.evaluate(() => {
    const found = [];
    const name = (element) => `${element.tagName.toLowerCase()}.${element.className} “${element.textContent.trim().slice(0, 30)}”`;
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide`);
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
      if (!(own || element.matches('input, select, img, video')) || !element.checkVisibility({ visibilityProperty: true })) continue;
      if (element.closest('.visually-hidden, .hidden-input, .specimen, svg')) continue;
      // Only for screen readers.
      if (getComputedStyle(element).clipPath === 'inset(50%)') continue;
      const box = element.getBoundingClientRect();
      if (box.width === 0) continue;
      const button = element.closest('button, .button')?.getBoundingClientRect();
      if (button && (box.left < button.left - 1 || box.right > button.right + 1)) found.push(`${name(element)} sticks out of its button`);
      // The nearest that cuts off, or lets one scroll to the rest.
      let around = element;
      while (around && getComputedStyle(around).overflowX === 'visible') around = around.parentElement;
      if (around && ['auto', 'scroll'].includes(getComputedStyle(around).overflowX)) continue;
      if (around && around !== document.body && around !== root) {
        const frame = around.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || around.scrollWidth > around.clientWidth + 1) {
          found.push(`${name(element)} is cut off`);
        }
      } else if (box.left < -1 || box.right > innerWidth + 1) {
        found.push(`${name(element)} reaches from ${box.left} to ${box.right}`);
      }
    }
    return found;
  });
}

// What can be touched: every element with an action that is to be seen.
const ACTIONS = 'a[href], button:not(:disabled), input:not([type="file"]), select, summary, [role="menuitem"], [role="menuitemradio"], [role="option"]';

// The names, for the tests, of all actions that are to be seen.
export function actions(page) {
  return page.evaluate((actions) => [...document.querySelectorAll(actions)]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .map((element) => element.dataset.testid ?? element.closest('[data-testid]')?.dataset.testid)
    .filter(Boolean), ACTIONS);
}

// The targets that are smaller than 44 × 44 pixels, counting what reaches beyond the element's own box.
export function small(page) {
  return page.evaluate((actions) => {
    const LEAST = 44;
    const modal = document.querySelector('dialog[open]');
    const found = [];
    for (const element of document.querySelectorAll(actions)) {
      if (!element.checkVisibility({ visibilityProperty: true }) || (modal && !modal.contains(element))) continue;
      const { width, height } = element.getBoundingClientRect();
      if (width === 0 || (width >= LEAST - 0.5 && height >= LEAST - 0.5)) continue;
      element.scrollIntoView({ block: 'center' });
      const box = element.getBoundingClientRect();
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const hit = (dx, dy) => {
        const there = document.elementFromPoint(x + dx, y + dy);
        return there && (element.contains(there) || there.closest('label')?.control === element);
      };
      const reach = LEAST / 2 - 1;
      const wide = width >= LEAST - 0.5 || (hit(-reach, 0) && hit(reach, 0));
      const high = height >= LEAST - 0.5 || (hit(0, -reach) && hit(0, reach));
      if (!(wide && high)) {
        const label = element.getAttribute('aria-label') ?? element.dataset.testid ?? element.textContent.trim();
        found.push(`${element.tagName.toLowerCase()} “${label}” is ${Math.round(width)} × ${Math.round(height)}`);
      }
    }
    return found;
  }, ACTIONS);
}

// Whether what has the focus shows it, and is itself to be seen. Undefined if nothing is wrong.
export function focusProblem(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return undefined;
    const name = element.getAttribute('aria-label') ?? element.dataset.testid ?? element.textContent.trim().slice(0, 40);
    const ring = (pseudo) => {
      const style = getComputedStyle(element, pseudo);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    };
    // A list of photos shows the active photo instead of itself.
    const active = element.getAttribute('aria-activedescendant');
    const shown = ring() || ring('::after') || (active && document.getElementById(active));
    if (!shown) return `${element.tagName} “${name}” shows no focus`;
    const box = element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (left >= right || top >= bottom) return `“${name}” has the focus out of sight`;
    // Of nine places at least one is not covered by anything.
    const places = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + (right - left) * x, top + (bottom - top) * y]));
    const visible = places.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there && (element.contains(there) || there.contains(element));
    });
    return visible ? undefined : `“${name}” has the focus and is covered`;
  });
}
