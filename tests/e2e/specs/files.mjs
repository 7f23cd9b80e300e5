// Real files, in the browser as on the command line: what is understood of each, and the list that comes out.
//
// The files are those of the folder that `REAL_FILES` names, and CDNOW's where the Python package
// `lifetimes` brought it; the figures of the command line are compared with those of other programs elsewhere.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Enclave } from '../pages/enclave.mjs';
import { replays } from '../replayed.mjs';

const CDNOW_SAMPLE = ['--rows', 'orders', '--role', 'ignore=1', '--role', 'ignore=4', '--role', 'customer=2', '--role', 'date=3', '--role', 'amount=5'];
const R_ORDERS = ['--rows', 'orders', '--role', 'customer=customer_id', '--role', 'date=order_date', '--role', 'amount=revenue'];

/** What is done with each file. */
const FILES = {
  'CDNOW_master.txt': ['--method', 'rfm'],
  'CDNOW_sample.txt': ['--method', 'rfm', '--as-of', '1998-06-30', '--frequency', 'days', ...CDNOW_SAMPLE],
  'rfm_data_orders.csv': ['--method', 'rfm', '--as-of', '2006-12-31', '--frequency', 'rows', '--score', 'r_rfm', '--map', 'r_rfm_ten', ...R_ORDERS],
  'wholesale_customers.csv': ['--method', 'kmeans', '--k', '3'],
  'bank_marketing.csv': ['--method', 'kmeans', '--k', '4'],
};

const root = fileURLToPath(new URL('../../../', import.meta.url));
const isThere = (path) => existsSync(path);
const found = (name) => [...folders()].map((it) => join(it, name)).find(isThere);

function* folders() {
  if (process.env.REAL_FILES) yield process.env.REAL_FILES;
  const lib = join(root, '.venv/lib');
  for (const python of isThere(lib) ? readdirSync(lib) : []) yield join(lib, python, 'site-packages/lifetimes/datasets');
}

async function provesTheSame(stage, path, options) {
  const door = stage.file('target/release/enclave');
  const understood = JSON.parse(execFileSync(door, ['read', path], { maxBuffer: 1 << 28 }));
  const folder = join(stage.out, `native-${basename(path)}`);
  execFileSync(door, ['segment', path, ...options, '--out', folder]);

  const first = new Enclave(await stage.open());
  await first.chooseFile(path);
  await first.onImport();
  const lead = await first.page.locator('.page-head__lead').textContent();
  const [rows, columns] = [understood.n_rows, understood.columns.length].map((it) => it.toLocaleString('en'));
  assert.ok(lead.startsWith(`${rows} rows and ${columns} columns read from ${basename(path)}`), lead);

  await replays(stage, path, folder);
}

export const facts = Object.fromEntries(
  Object.entries(FILES)
    .map(([name, options]) => [name, found(name), options])
    .filter(([, path]) => path)
    .map(([name, path, options]) => [`${name} is understood and segmented as on the command line`, (stage) => provesTheSame(stage, path, options)]),
);
