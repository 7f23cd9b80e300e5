// Several files as one table: dropped together, added later, taken away and brought back.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSameBytes } from '../native.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

const FILES = ['orders.csv', 'customers.csv', 'campaign_log.csv'];
const paths = (stage, names) => names.map((it) => stage.file(`tests/fixtures/together/${it}`));

/** What the command line writes for the same files. */
function native(stage, name, options = []) {
  const folder = join(stage.out, name);
  execFileSync(stage.file('target/release/enclave'), ['segment', ...paths(stage, FILES), ...options, '--out', folder, '--problems']);
  return (file) => readFileSync(join(folder, file));
}

const card = (enclave, name) => enclave.page.getByRole('article', { name });

async function exportsTheSame(stage, enclave, written) {
  await enclave.step('Segments').click();
  await enclave.onSegments();
  await enclave.step('Export').click();
  await enclave.onExport();
  assertSameBytes((await enclave.save(/^Customer list/)).bytes, written('customers.csv'));
  assertSameBytes((await enclave.save(/^Recipe/)).bytes, written('recipe.json'));
}

export const facts = {
  'files dropped together are joined as on the command line, byte for byte': async (stage) => {
    const written = native(stage, 'native-together');
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(paths(stage, ['campaign_log.csv', 'customers.csv', 'orders.csv']));
    const dialog = enclave.page.getByRole('dialog', { name: 'Open these files as' });
    await dialog.waitFor();
    const together = dialog.getByRole('radio', { name: /^One table, joined by the customer/ });
    assert.ok(await together.isChecked());
    await dialog.getByText(/orders\.csv holds orders/).waitFor();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await enclave.onImport();
    await card(enclave, 'customers.csv').getByText('69 of 74 customers are in it').waitFor();
    await enclave.isRole('country (customers.csv)', 'Country');
    await enclave.step('Segments').click();
    await enclave.onSegments();
    await enclave.step('Export').click();
    await enclave.onExport();
    assertSameBytes((await enclave.save(/^Customer list/)).bytes, written('customers.csv'));
  },

  'files added one after the other give the recipe and the list of the command line': async (stage) => {
    const written = native(stage, 'native-added');
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(paths(stage, ['orders.csv'])[0]);
    await enclave.onImport();
    for (const name of ['customers.csv', 'campaign_log.csv']) {
      await enclave.page.getByLabel('Add another file…').setInputFiles(paths(stage, [name])[0]);
      await card(enclave, name).getByText(/are in it/).waitFor();
    }
    const lists = card(enclave, 'customers.csv').getByRole('button', { name: /See 21 rows/ });
    await lists.click();
    const rows = enclave.page.getByRole('dialog').getByRole('table');
    await rows.getByText('Not in customers.csv').first().waitFor();
    assert.equal(await rows.getByRole('row').count(), 22);
    await enclave.page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await exportsTheSame(stage, enclave, written);
  },

  'a file that is removed is brought back by undo, and the choices stay': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(paths(stage, ['orders.csv'])[0]);
    await enclave.onImport();
    await enclave.page.getByLabel('Add another file…').setInputFiles(paths(stage, ['customers.csv'])[0]);
    await card(enclave, 'customers.csv').getByText(/are in it/).waitFor();
    await enclave.isRole('loyalty_points (customers.csv)', 'Group by');
    await card(enclave, 'customers.csv').getByRole('button', { name: 'Remove customers.csv' }).click();
    await eventually(async () => assert.equal(await card(enclave, 'customers.csv').count(), 0));
    assert.equal(await enclave.role('loyalty_points (customers.csv)').count(), 0);
    await enclave.undo();
    await card(enclave, 'customers.csv').getByText(/are in it/).waitFor();
    await enclave.isRole('loyalty_points (customers.csv)', 'Group by');
  },

  'another key shows what it would match, and undo goes back': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(paths(stage, ['orders.csv'])[0]);
    await enclave.onImport();
    await enclave.page.getByLabel('Add another file…').setInputFiles(paths(stage, ['customers.csv'])[0]);
    await card(enclave, 'customers.csv').getByText('69 of 74 customers are in it').waitFor();
    const column = card(enclave, 'customers.csv').getByRole('combobox', { name: 'Column of this file to compare' });
    await column.selectOption('country');
    await card(enclave, 'customers.csv').getByText('0 of 74 customers are in it').waitFor();
    await enclave.undo();
    await card(enclave, 'customers.csv').getByText('69 of 74 customers are in it').waitFor();
  },

  'a file that is no table changes nothing and is named': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(paths(stage, ['orders.csv'])[0]);
    await enclave.onImport();
    const empty = { name: 'nothing.csv', mimeType: 'text/csv', buffer: Buffer.from('\n\n') };
    await enclave.page.getByLabel('Add another file…').setInputFiles(empty);
    await enclave.page.getByText('nothing.csv cannot be added').first().waitFor();
    await enclave.isRole('customer_id', 'Customer ID');
    assert.equal(await card(enclave, 'nothing.csv').count(), 0);
  },

  'files of one form are one table, as on the command line': async (stage) => {
    const [header, ...rows] = readFileSync(paths(stage, ['orders.csv'])[0], 'utf8').trimEnd().split('\n');
    const part = (name, from, to) => ({ name, mimeType: 'text/csv', buffer: Buffer.from([header, ...rows.slice(from, to)].join('\n')) });
    const parts = [part('march.csv', 0, 150), part('april.csv', 150)];
    const folder = join(stage.out, 'native-parts');
    mkdirSync(folder, { recursive: true });
    for (const it of parts) writeFileSync(join(folder, it.name), it.buffer);
    execFileSync(stage.file('target/release/enclave'), ['segment', ...parts.map((it) => join(folder, it.name)), '--out', folder]);
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(parts);
    const dialog = enclave.page.getByRole('dialog', { name: 'Open these files as' });
    await dialog.getByText('april.csv continues march.csv').waitFor();
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    await enclave.onImport();
    await enclave.step('Segments').click();
    await enclave.onSegments();
    await enclave.step('Export').click();
    await enclave.onExport();
    assertSameBytes((await enclave.save(/^Customer list/)).bytes, readFileSync(join(folder, 'customers.csv')));
  },
};
