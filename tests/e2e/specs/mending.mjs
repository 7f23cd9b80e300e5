// A file that needs help: what is odd can be chosen about, seen row by row, saved, and undone.

import assert from 'node:assert/strict';
import { file } from '../orders.mjs';
import { Enclave, chosen, eventually } from '../pages/enclave.mjs';

/** 400 orders of 40 customers; days that could be months, a short and a long row, two repeats, a zero. */
function dirtyFile() {
  const rows = ['order_id;customer_id;order date;amount;phone'];
  for (let order = 0; order < 400; order += 1) {
    const day = `0${1 + (order % 9)}/0${1 + (order % 7)}/2025`;
    rows.push(`A${1_000 + order};C${String(order % 40).padStart(3, '0')};${day};${10 + (order % 90)},50;0170-${5_550_000 + order}`);
  }
  rows[7] = rows[7].replace(/;0170.*/, '');
  rows[9] += ';left over';
  rows[11] = rows[11].replace(/;[\d]+,50;/, ';0,00;');
  rows.push(rows[20], rows[21]);
  return file('dirty.csv', `${rows.join('\n')}\n`);
}

async function opened(stage) {
  const enclave = new Enclave(await stage.open());
  await enclave.chooseFile(dirtyFile());
  await enclave.onImport();
  return enclave;
}

const used = (enclave, words) => enclave.page.getByText(words, { exact: true }).waitFor();

export const facts = {
  'rows that are odd are kept or left out, one undo each': async (stage) => {
    const enclave = await opened(stage);
    await used(enclave, 'All 402 rows used');
    const choice = (words) => enclave.page.getByRole('combobox', { name: new RegExp(`^What is done: ${words}`) });
    await choice('2 rows repeat').selectOption('Leave these rows out');
    await used(enclave, '400 of 402 rows used');
    await choice('1 row has more cells').selectOption('Leave these rows out');
    await used(enclave, '399 of 402 rows used');
    await choice('1 amount is zero').selectOption('Leave these rows out');
    await used(enclave, '398 of 402 rows used');
    await enclave.undo();
    await used(enclave, '399 of 402 rows used');
    await enclave.undo();
    await enclave.undo();
    await used(enclave, 'All 402 rows used');
  },

  'days that could be months are asked about, and read the other way': async (stage) => {
    const enclave = await opened(stage);
    const order = enclave.page.getByRole('combobox', { name: 'Whether day or month comes first' });
    await order.waitFor();
    const day = enclave.page.getByText(/^Days are counted back from/);
    const before = await day.innerText();
    await order.selectOption('Month first');
    await eventually(async () => assert.notEqual(await day.innerText(), before));
    assert.equal(await chosen(enclave.page.getByRole('combobox', { name: 'Date order' })), 'Month first');
    await enclave.undo();
    await eventually(async () => assert.equal(await day.innerText(), before));
  },

  'a column that is not read is gone from every part of the page, and comes back': async (stage) => {
    const enclave = await opened(stage);
    const text = () => enclave.page.getByRole('main').innerText();
    const rows = enclave.page.getByRole('group', { name: 'First rows of the file' });
    await rows.getByText('0170-5550003').waitFor();
    await enclave.role('phone').selectOption('Ignore');
    await enclave.page.getByRole('button', { name: 'Don’t read it: nothing of phone is kept' }).click();
    await enclave.role('phone').waitFor({ state: 'detached' });
    await eventually(async () => assert.doesNotMatch(await text(), /0170-555/));
    const { text: problems } = await enclave.saved(() => enclave.page.getByRole('button', { name: 'Problem rows (CSV)' }).first().click());
    assert.doesNotMatch(problems, /0170-555/);
    await enclave.page.getByRole('button', { name: 'Read phone again' }).click();
    await rows.getByText('0170-5550003').waitFor();
    await enclave.role('phone').waitFor();
  },

  'another separator shows at once what it would make of the rows': async (stage) => {
    const enclave = await opened(stage);
    const rows = enclave.page.getByRole('group', { name: 'First rows of the file' });
    assert.equal(await rows.getByRole('columnheader').count(), 5);
    await enclave.page.getByRole('combobox', { name: 'Separator' }).selectOption('None: one column');
    await eventually(async () => assert.equal(await rows.getByRole('columnheader').count(), 1));
    await enclave.undo();
    await eventually(async () => assert.equal(await rows.getByRole('columnheader').count(), 5));
    await enclave.isRole('customer_id', 'Customer ID');
  },

  'the first rows go on when they are scrolled': async (stage) => {
    const enclave = await opened(stage);
    const rows = enclave.page.getByRole('group', { name: 'First rows of the file' });
    assert.equal(await rows.getByRole('row').count(), 21);
    await rows.evaluate((it) => { it.scrollTop = 200; });
    await eventually(async () => assert.equal(await rows.getByRole('row').count(), 201));
    await rows.getByText('A1199', { exact: true }).waitFor();
  },

  'the problem rows are saved with line, column, value and reason': async (stage) => {
    const enclave = await opened(stage);
    await enclave.page.getByRole('button', { name: /^See 1 row: 1 row has fewer cells/ }).click();
    await enclave.page.getByRole('dialog').getByText('Fewer cells than columns').waitFor();
    const { text } = await enclave.saved(() => enclave.page.getByRole('dialog').getByRole('button', { name: 'Problem rows (CSV)' }).click());
    const lines = text.replace(/^\uFEFF/, '').trimEnd().split(/\r?\n/);
    assert.equal(lines[0], 'row,column,value,reason');
    assert.ok(lines.some((it) => it.startsWith('8,') && it.includes('Fewer cells than columns')), text);
    assert.ok(lines.some((it) => it.startsWith('10,') && it.includes('More cells than columns')), text);
  },

  'a very wide file opens, and its columns are found by name': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const names = Array.from({ length: 3_000 }, (_, at) => `score_${at}`);
    const rows = Array.from({ length: 40 }, (_, row) => names.map((_, at) => (row * at) % 53).join(','));
    await enclave.chooseFile(file('wide.csv', `${names.join(',')}\n${rows.join('\n')}\n`));
    await enclave.onImport();
    assert.equal(await enclave.page.getByRole('combobox', { name: /^Role of / }).count(), 100);
    await enclave.page.getByRole('searchbox', { name: /Find a column/ }).fill('score_2999');
    await enclave.role('score_2999').waitFor();
    await eventually(async () => assert.equal(await enclave.page.getByRole('combobox', { name: /^Role of / }).count(), 1));
  },

  'opening another file is undone like any change, and the work before is as it was': async (stage) => {
    const enclave = await opened(stage);
    await enclave.role('phone').selectOption('Ignore');
    await enclave.isRole('phone', 'Ignore');
    await enclave.step('Segments').click();
    await enclave.onSegments();
    await enclave.page.evaluate(() => { globalThis.location.hash = '#/'; });
    await enclave.chooseFile(file('other.csv', `who,spent\n${Array.from({ length: 40 }, (_, at) => `K${at},${at * 3}`).join('\n')}\n`));
    await enclave.onImport();
    await enclave.role('spent').waitFor();
    await enclave.page.getByRole('banner').getByRole('button', { name: 'Undo: opening other.csv' }).click();
    await enclave.isRole('phone', 'Ignore');
    await enclave.undo();
    await enclave.isRole('phone', 'Phone');
  },
};
