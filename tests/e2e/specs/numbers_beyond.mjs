// Numbers on the screens of other methods, and in the report, are those of the analysis of the command line.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { both } from '../both.mjs';
import { customerFile, orderFile, peopleFile } from '../orders.mjs';
import { FIGURES, count, fixed, money, moneyShort, share, shareFine } from '../written.mjs';

const counted = (n) => `${count(n)} ${n === 1 ? 'customer' : 'customers'}`;
const texts = (rows) => rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));

/** Every card has the size and the money of its segment. */
async function mustShowSizes(enclave, analysis) {
  const cards = await enclave.cards().all();
  assert.equal(cards.length, analysis.segments.length);
  for (const [at, segment] of analysis.segments.entries()) {
    const text = (await cards[at].locator('.segment-card__sizes').innerText()).replaceAll(/\s+/g, ' ').trim();
    const revenue = segment.revenue_share === null ? '' : ` ${share(segment.revenue_share)} of revenue, ${moneyShort(segment.revenue)}`;
    assert.equal(text, `${count(segment.n_customers)} customers, ${share(segment.share)}${revenue}`, segment.name);
  }
}

/** Every segment has its statistics; `write` is how each feature is written. */
async function mustShowStatistics(enclave, analysis, write) {
  const { page } = enclave;
  await enclave.openFirstSegment();
  for (const [at, segment] of analysis.segments.entries()) {
    await enclave.heading(segment.name).waitFor();
    await page.getByRole('link', { name: 'Why', exact: true }).click();
    await page.getByText('Show the statistics').click();
    const rows = await texts(page.locator('.figure__twin[open] tbody tr'));
    assert.equal(rows.length, segment.features.length);
    for (const [nth, feature] of segment.features.entries()) {
      const [, mean, median, , sd, , known, missing] = rows[nth];
      const figure = write(feature.id);
      const expected = [figure(feature.mean), figure(feature.median), figure(feature.sd), count(segment.n_customers - feature.n_missing), count(feature.n_missing)];
      assert.deepEqual([mean, median, sd, known, missing], expected, `${segment.name}, ${feature.id}`);
    }
    if (at + 1 < analysis.segments.length) await page.getByRole('link', { name: /^Next: / }).click();
  }
}

/** The report has the size, the share and the money of every segment, twice: in the words and in the table. */
async function mustReport(enclave, analysis) {
  const { page } = enclave;
  await page.getByRole('link', { name: 'Report', exact: true }).click();
  await page.getByRole('article', { name: 'Cover' }).waitFor();
  await page.getByText('Choose what is in it').click();
  await page.getByLabel('Fewest customers behind a number').fill('1');
  await page.getByLabel('Fewest customers behind a number').blur();
  const definitions = page.getByRole('article', { name: 'Who is in each segment' });
  for (const segment of analysis.segments) {
    const revenue = segment.revenue === null ? '.' : `; ${money(segment.revenue)}.`;
    await definitions.getByText(`${counted(segment.n_customers)}, ${shareFine(segment.share)}${revenue}`).first().waitFor();
  }
  const saved = await enclave.saved(() => page.getByRole('button', { name: 'HTML report' }).click());
  for (const segment of analysis.segments) {
    assert.ok(saved.text.includes(`</th><td>${count(segment.n_customers)}</td>`), segment.name);
    assert.ok(saved.text.includes(`${counted(segment.n_customers)}, ${shareFine(segment.share)}`), segment.name);
  }
}

export const facts = {
  'natural groups of a customer file: cards, statistics and report say what the analysis says': async (stage) => {
    const { enclave, analysis } = await both(stage, 'groups', customerFile(), ['--method', 'kmeans', '--k', '3']);
    assert.equal(analysis.segments.length, 3);
    await mustShowSizes(enclave, analysis);
    await mustReport(enclave, analysis);
    await enclave.step('Segments').click();
    await enclave.onSegments();
    await mustShowStatistics(enclave, analysis, (id) => ({ monetary: FIGURES.money, frequency: FIGURES.count })[id] ?? FIGURES.plain);
  },

  'value tiers of orders: cards, the curve and the report say what the analysis says': async (stage) => {
    const { enclave, analysis } = await both(stage, 'tiers', orderFile(), ['--method', 'tiers']);
    await mustShowSizes(enclave, analysis);
    await mustReport(enclave, analysis);
  },

  'assumptions: the board says what the analysis says': async (stage) => {
    const path = `${stage.out}/claims.json`;
    const claim = (text, who, measure, against) => ({ text, who, measure, against });
    writeFileSync(path, JSON.stringify([
      claim('Bonn comes often', 'city = "Bonn"', 'customers', { value: 0.2 }),
      claim('Regulars bring most', 'visits >= 20', 'customers', { value: 0.9 }),
    ]));
    const { enclave, analysis } = await both(stage, 'claims', peopleFile(), ['--method', 'kmeans', '--claims', path]);
    const words = { supported: 'Supported', not_supported: 'Not supported', too_little_data: 'Too little data' };
    const items = enclave.page.getByRole('region', { name: 'What you assume' }).getByRole('listitem');
    for (const [at, claim_] of analysis.claims.entries()) {
      const text = await items.nth(at).innerText();
      const [low, high] = claim_.interval;
      const found = `${shareFine(claim_.value)}; of all such customers ${shareFine(low)} to ${shareFine(high)}`;
      for (const part of [words[claim_.verdict], claim_.text, claim_.question, found]) assert.ok(text.includes(part), `${part} in ${text}`);
      assert.ok(text.includes(`Of ${counted(claim_.n)}, ${fixed(claim_.n_who, 0)} are meant`), text);
    }
    assert.equal(analysis.claims.length, 2);
  },
};
