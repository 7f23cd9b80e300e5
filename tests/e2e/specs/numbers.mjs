// Every number on the screens of segments is that of the analysis the command line writes for the same file and recipe.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { orderFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';
import { FIGURES, count, deviation, fixed, mean, money, moneyShort, quantile, range, share, shareFine } from '../written.mjs';

/** What each number of recency, frequency and value is, and the heading it has in the table of segments. */
const UNITS = { recency_days: 'days', frequency: 'count', monetary: 'money', average_order: 'money', tenure_days: 'days' };
const TABLE = [['monetary', 'mean'], ['frequency', 'mean'], ['average_order', 'mean'], ['recency_days', 'median'], ['tenure_days', 'median']];

/** The analysis and the list of the command line, and the page with the same recipe on the same file. */
async function both(stage) {
  const orders = orderFile();
  const folder = join(stage.out, 'numbers');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, orders.name);
  writeFileSync(path, orders.buffer);
  execFileSync(stage.file('target/release/enclave'), ['segment', path, '--method', 'rfm', '--out', folder]);
  const read = (name) => readFileSync(join(folder, name));
  const [head, ...rows] = read('customers.csv').toString('utf8').trimEnd().split('\n').map((it) => it.split(','));
  const customers = rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));

  const enclave = new Enclave(await stage.open());
  await enclave.openRecipe({ name: 'recipe.json', mimeType: 'application/json', buffer: read('recipe.json') });
  await enclave.page.getByText(/is ready/).first().waitFor();
  await enclave.chooseFile(orders);
  await eventually(async () => assert.equal(await enclave.heading('Find the groups in your customer list.').count(), 0));
  await enclave.step('Segments').click();
  await enclave.onSegments();
  return { enclave, analysis: JSON.parse(read('analysis.json')), customers };
}

const view = (enclave, name) => enclave.page.getByRole('navigation', { name: 'View' }).getByRole('link', { name }).click();
const texts = (rows) => rows.evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
const figure = (feature, what) => FIGURES[UNITS[feature.id]](feature[what]);
const of = (segment, id) => segment.features.find((it) => it.id === id);

/** Everyone, worked out here from the list. */
function everyone(customers, id) {
  const values = customers.map((it) => Number(it[id]));
  return { id, mean: mean(values), sd: deviation(values), q1: quantile(values, 0.25), median: quantile(values, 0.5), q3: quantile(values, 0.75) };
}

export const facts = {
  'cards and table say what the analysis says': async (stage) => {
    const { enclave, analysis } = await both(stage);
    const cards = await enclave.cards().all();
    assert.equal(cards.length, analysis.segments.length);
    for (const [at, segment] of analysis.segments.entries()) {
      const text = (await cards[at].locator('.segment-card__sizes').innerText()).replaceAll(/\s+/g, ' ');
      const expected = `${count(segment.n_customers)} customers, ${share(segment.share)} ${share(segment.revenue_share)} of revenue, ${moneyShort(segment.revenue)}`;
      assert.equal(text, expected, segment.name);
    }
    await view(enclave, 'Table');
    await enclave.page.locator('.segment-table tbody tr').first().waitFor();
    const rows = await texts(enclave.page.locator('.segment-table tbody tr'));
    for (const [at, segment] of analysis.segments.entries()) {
      const figures = TABLE.map(([id, what]) => figure(of(segment, id), what));
      const expected = [segment.name, count(segment.n_customers), shareFine(segment.share), money(segment.revenue), shareFine(segment.revenue_share), ...figures];
      assert.deepEqual(rows[at].filter((it) => it !== ''), expected, segment.name);
    }
    const n = analysis.segments.reduce((sum, it) => sum + it.n_customers, 0);
    const revenue = analysis.segments.reduce((sum, it) => sum + it.revenue, 0);
    const [foot] = await texts(enclave.page.locator('.segment-table tfoot tr'));
    assert.deepEqual(foot.filter((it) => it !== '').slice(0, 5), ['Everyone', count(n), '100.0%', money(revenue), '100.0%']);
  },

  'the page of every segment says what the analysis says': async (stage) => {
    const { enclave, analysis } = await both(stage);
    const { page } = enclave;
    await enclave.openFirstSegment();
    for (const [at, segment] of analysis.segments.entries()) {
      await enclave.heading(segment.name).waitFor();
      const stats = (await page.locator('.stat-row').innerText()).replaceAll(/\s+/g, ' ');
      for (const part of [
        `${count(segment.n_customers)} customers, ${shareFine(segment.share)} of all`,
        `${money(segment.revenue)} revenue, ${shareFine(segment.revenue_share)} of all`,
        `${money(segment.revenue / segment.n_customers)} each`,
        `${fixed(segment.orders / segment.n_customers, 1)} orders each`,
      ]) assert.ok(stats.includes(part), `${segment.name}: ${part} in ${stats}`);
      await page.getByRole('link', { name: 'Why', exact: true }).click();
      await page.getByText('Show the statistics').click();
      const rows = await texts(page.locator('.figure__twin[open] tbody tr'));
      assert.equal(rows.length, segment.features.length);
      for (const [nth, feature] of segment.features.entries()) {
        const known = segment.n_customers - feature.n_missing;
        const write = (what) => figure(feature, what);
        const [, ...cells] = rows[nth];
        const expected = [write('mean'), write('median'), `${write('q1')} to ${write('q3')}`, write('sd'), cells[4], count(known), count(feature.n_missing)];
        assert.deepEqual(cells.slice(0, expected.length), expected, `${segment.name}, ${feature.id}`);
      }
      if (at + 1 < analysis.segments.length) await page.getByRole('link', { name: /^Next: / }).click();
    }
  },

  'segments side by side say what the analysis says, and what the list gives for everyone': async (stage) => {
    const { enclave, analysis, customers } = await both(stage);
    const { page } = enclave;
    await view(enclave, 'Compare');
    const choice = page.getByRole('group', { name: 'Segments to compare' }).getByRole('checkbox');
    await choice.first().waitFor();
    const boxes = await choice.all();
    const chosen = [];
    for (const [at, box] of boxes.entries()) if (await box.isChecked()) chosen.push(analysis.segments[at]);
    const largest = analysis.segments.map((it) => it.n_customers).sort((a, b) => b - a)[2];
    assert.deepEqual(chosen.map((it) => it.n_customers >= largest), [true, true, true], 'the three largest are chosen at first');
    const twin = async (finding) => texts(page.locator('main figure').filter({ hasText: finding }).locator('.figure__twin tbody tr'));

    const lanes = await twin('Thick tick: typical customer');
    const fingerprint = await twin('in standard deviations of everyone');
    assert.equal(lanes.length, chosen.length * analysis.segments[0].features.length);
    for (const [nth, { id }] of analysis.segments[0].features.entries()) {
      for (const [place, segment] of chosen.entries()) {
        const [own, unit] = [of(segment, id), UNITS[id]];
        const lane = lanes[nth * chosen.length + place];
        assert.deepEqual(lane.slice(1, 4), [segment.name, figure(own, 'median'), range(own.q1, own.q3, unit)], `${segment.name}, ${id}`);
        const cell = fingerprint[nth * chosen.length + place];
        assert.deepEqual(cell.slice(1, 3), [segment.name, figure(own, 'mean')], `${segment.name}, ${id}`);
        if (!(id in customers[0])) continue;
        const all = everyone(customers, id);
        assert.deepEqual(lane.slice(4), [figure(all, 'median'), range(all.q1, all.q3, unit)], `everyone, ${id}`);
        const score = fixed((own.mean - all.mean) / all.sd, 2);
        assert.deepEqual(cell.slice(3), [figure(all, 'mean'), score.startsWith('−') || score === '0.00' ? score : `+${score}`], `everyone, ${id}`);
      }
    }

    const medians = await twin('the broken line is everyone');
    for (const [nth, { id }] of analysis.segments[0].features.entries()) {
      const own = chosen.map((segment) => figure(of(segment, id), 'median'));
      assert.deepEqual(medians[nth].slice(1, 1 + chosen.length), own, id);
      if (id in customers[0]) assert.equal(medians[nth].at(-1), figure(everyone(customers, id), 'median'), id);
    }
  },
};
