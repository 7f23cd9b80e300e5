// The same file and recipe on the command line and on the page.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enclave, eventually } from './pages/enclave.mjs';

/** What the command line writes with these options, and the page on its segments with the same recipe. */
export async function both(stage, name, file, options) {
  const folder = join(stage.out, `both-${name}`);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, file.name);
  writeFileSync(path, file.buffer);
  execFileSync(stage.file('target/release/enclave'), ['segment', path, ...options, '--out', folder]);
  const read = (part) => readFileSync(join(folder, part));

  const enclave = new Enclave(await stage.open());
  await enclave.openRecipe({ name: 'recipe.json', mimeType: 'application/json', buffer: read('recipe.json') });
  await enclave.page.getByText(/is ready/).first().waitFor();
  await enclave.chooseFile(file);
  await eventually(async () => assert.equal(await enclave.heading('Find the groups in your customer list.').count(), 0));
  await enclave.step('Segments').click();
  await enclave.onSegments();
  return { enclave, analysis: JSON.parse(read('analysis.json')) };
}
