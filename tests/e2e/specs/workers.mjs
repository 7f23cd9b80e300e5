// Several workers share the search for natural groups: whatever their number, the list is the same, byte for byte.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manyPeopleFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

const N_PEOPLE = 36_000;

/** The page on a machine of so many processors. */
async function openWith(stage, nProcessors) {
  const page = await stage.newPage();
  await page.addInitScript((n) => {
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function told(message, ...rest) {
      if (message.nProcessors) message.nProcessors = n;
      return post.call(this, message, ...rest);
    };
  }, nProcessors);
  await page.goto(stage.app.url);
  return new Enclave(page);
}

async function listOf(stage, nProcessors, recipe, people) {
  const enclave = await openWith(stage, nProcessors);
  await enclave.openRecipe({ name: 'recipe.json', mimeType: 'application/json', buffer: recipe });
  await enclave.page.getByText(/is ready/).first().waitFor();
  await enclave.chooseFile(people);
  await eventually(async () => assert.equal(await enclave.heading('Find the groups in your customer list.').count(), 0));
  await enclave.step('Segments').click();
  await enclave.onSegments();
  await enclave.step('Export').click();
  await enclave.onExport();
  return (await enclave.save(/^Customer list/)).bytes;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function isTheSame(stage, nProcessors, options) {
  const folder = join(stage.out, `workers-${nProcessors}-${options.length}`);
  mkdirSync(folder, { recursive: true });
  const people = manyPeopleFile(N_PEOPLE);
  const path = join(folder, people.name);
  writeFileSync(path, people.buffer);
  const native = process.env.ENCLAVE_NATIVE ?? stage.file('target/release/enclave');
  execFileSync(native, ['segment', path, '--method', 'kmeans', '--features', 'visits,spend,margin', ...options, '--out', folder]);
  const list = await listOf(stage, nProcessors, readFileSync(join(folder, 'recipe.json')), people);
  assert.equal(sha256(list), sha256(readFileSync(join(folder, 'customers.csv'))));
}

const many = [1, 2, 3].flatMap((n) => [
  [`${n} of them find the groups of the command line, their number open`, (stage) => isTheSame(stage, n, [])],
  [`${n} of them find the groups of the command line, their number set`, (stage) => isTheSame(stage, n, ['--k', '5'])],
]);

export const facts = Object.fromEntries(many);
