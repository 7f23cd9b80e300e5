// What an accessibility checker finds, and whether a screen fits its window.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

const axe = () => readFile(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');

/** Serious and critical findings of the screen as it is. */
export async function mustBeAccessible(page, screen) {
  // Evaluated by the driver, which the page's policy does not bind.
  await page.evaluate(await axe());
  const found = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] });
    return violations
      .filter((it) => it.impact === 'serious' || it.impact === 'critical')
      .map((it) => `${it.id}: ${it.help}\n${it.nodes.slice(0, 4).map((node) => `    ${node.target} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}`).join('\n')}`);
  });
  assert.deepEqual(found, [], screen);
}

/** No part of the screen is wider than the window; tables and the like scroll inside themselves. */
export async function mustFit(page, screen) {
  const { scroll, client } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, client: document.documentElement.clientWidth }));
  assert.ok(scroll <= client, `${screen}: ${scroll} px wide in a window of ${client}`);
}
