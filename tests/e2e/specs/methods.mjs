// Every method: the same list in the browser as on the command line, and its screen used by a person.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peopleFile } from '../orders.mjs';
import { Enclave, chosen, eventually } from '../pages/enclave.mjs';
import { replays } from '../replayed.mjs';

const NUMBERS = ['--features', 'visits,spend'];
const RULES = `segment "Big spenders":
  spend in the top 20 %
  any:
    city = "Bonn"
    visits >= 20

segment "Quiet":
  visits < 10
`;

/** What is asked of each method. */
const WAYS = {
  kmeans: NUMBERS,
  mixture: [...NUMBERS, '--covariance', 'full'],
  prototypes: ['--features', 'visits,spend,city', '--k', '3'],
  medoids: ['--features', 'visits,spend,city', '--k', '3'],
  ward: NUMBERS,
  average: NUMBERS,
  hdbscan: NUMBERS,
  latent_classes: ['--features', 'city,plan', '--k', '2'],
  tiers: ['--amount', 'spend'],
  response_tree: ['--outcome', 'replied'],
};

async function isTheSame(stage, method, options) {
  const people = peopleFile();
  const folder = join(stage.out, `method-${method}`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, people.name);
  writeFileSync(path, people.buffer);
  writeFileSync(join(folder, 'rules.txt'), RULES);
  const own = options ?? ['--rules', join(folder, 'rules.txt')];
  execFileSync(stage.file('target/release/enclave'), ['segment', path, '--method', method, ...own, '--out', folder]);
  await replays(stage, people, folder);
}

const same = Object.fromEntries(
  [...Object.entries(WAYS), ['rules', null]].map(([method, options]) => [
    `${method} gives the list of the command line, byte for byte`,
    (stage) => isTheSame(stage, method, options),
  ]),
);

/** People, opened, at the choice of a method. */
async function atMethods(stage) {
  const enclave = new Enclave(await stage.open());
  await enclave.chooseFile(peopleFile());
  await enclave.onImport();
  await enclave.continueFromImport();
  await enclave.onMethod();
  return enclave;
}

export const facts = {
  ...same,

  'rules are written line by line, counted, and said where nobody is left': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Write my own rules', 'Write your own rules');
    const { page } = enclave;
    const line = page.getByRole('group', { name: 'New line' }).first();
    await line.getByLabel('New line: column').selectOption({ label: 'Visits' });
    await line.getByLabel('New line: test').selectOption({ label: 'is at least' });
    await line.getByLabel('New line: value').fill('100000');
    await line.getByRole('button', { name: 'Add the line' }).click();
    await page.getByText(/^Nobody is in /).first().waitFor();
    await page.getByRole('button', { name: /^Remove the line: .*100,000/ }).click();
    await eventually(async () => assert.equal(await page.getByText(/^Nobody is in /).count(), 0));
    await page.getByText('As text', { exact: true }).click();
    const text = page.getByLabel('The rules as text');
    await text.fill('segment "Frequent":\n  visits >>= 20\n');
    await page.getByRole('button', { name: 'Use this text' }).click();
    await page.getByText(/^Line 2 of the rules cannot be understood/).waitFor();
    await text.fill('segment "Frequent":\n  visits >= 25\n');
    await page.getByRole('button', { name: 'Use this text' }).click();
    await page.getByRole('region', { name: 'Frequent' }).getByText('300 customers').waitFor();
    await enclave.seeSegments();
    assert.deepEqual(await enclave.segmentNames(), ['Frequent', 'Everyone else']);
  },

  'tiers follow their cuts, and a wrong cut is said beside the field': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Value tiers', 'Set up value tiers');
    const cuts = enclave.page.getByLabel('Top shares of customers, in %');
    await cuts.fill('10, 5');
    await cuts.press('Enter');
    await enclave.page.getByText('One to 5 numbers, each larger than the one before').waitFor();
    await cuts.fill('10, 50');
    await cuts.press('Enter');
    await enclave.page.getByText('3 segments').first().waitFor();
  },

  'who responds shows its tree, and its leaves become segments': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Who responds?', 'Set up who responds');
    await enclave.page.getByLabel('What they did').selectOption({ label: 'Replied' });
    await enclave.page.getByText(/hold/).first().waitFor();
    await enclave.seeSegments();
    assert.ok((await enclave.segmentNames()).some((it) => /plan: pro/i.test(it)), String(await enclave.segmentNames()));
  },

  'natural groups are found another way, and those unlike any group have their place': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Find natural groups', 'Set up natural groups');
    const way = enclave.page.getByLabel('How groups are found', { exact: true });
    await way.selectOption({ label: 'Where customers are dense (HDBSCAN)' });
    await enclave.page.getByLabel('Customers that make a group, at least').waitFor();
    assert.equal(await enclave.page.getByLabel('Number of groups').count(), 0);
    assert.equal(await chosen(way), 'Where customers are dense (HDBSCAN)');
    await enclave.seeSegments();
    assert.ok((await enclave.segmentNames()).length >= 1);
  },

  'segments are merged, split, taken back and compared with another way': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Value tiers', 'Set up value tiers');
    await enclave.seeSegments();
    const before = await enclave.segmentNames();
    const { page } = enclave;
    const form = page.getByRole('region', { name: 'Merge and split' });
    await form.getByRole('checkbox', { name: before[0] }).check();
    await form.getByRole('checkbox', { name: before[1] }).check();
    await form.getByRole('button', { name: 'Merge the chosen' }).click();
    await eventually(async () => assert.equal((await enclave.segmentNames()).length, before.length - 1));
    await form.getByRole('button', { name: /^Take back/ }).click();
    await eventually(async () => assert.deepEqual(await enclave.segmentNames(), before));
    await form.getByRole('checkbox', { name: before.at(-1) }).check();
    await form.getByLabel('Split into').selectOption({ label: '2 natural groups' });
    await form.getByRole('button', { name: 'Split the chosen' }).click();
    await eventually(async () => assert.equal((await enclave.segmentNames()).length, before.length + 1));
    await page.getByLabel('Compare with').selectOption({ label: 'Natural groups' });
    await page.getByText(/Agreement \d\.\d\d: 1 is the same groups/).waitFor();
  },

  'going from the segments to another method by the address leaves the page whole': async (stage) => {
    const enclave = await atMethods(stage);
    await enclave.chooseMethod('Value tiers', 'Set up value tiers');
    await enclave.seeSegments();
    await enclave.page.evaluate(() => { location.hash = location.hash.replace('/segments', '/method/groups'); });
    await enclave.page.getByRole('heading', { level: 2, name: 'Set up natural groups' }).waitFor();
    await enclave.seeSegments();
  },
};
