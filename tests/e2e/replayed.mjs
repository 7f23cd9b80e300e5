// A recipe of the command line, run again in the page: the list must be the same, byte for byte.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertSameBytes } from './native.mjs';
import { Enclave, eventually } from './pages/enclave.mjs';

/** Opens the recipe of a folder that the command line wrote, then its file, and compares the lists. */
export async function replays(stage, file, folder) {
  const enclave = new Enclave(await stage.open());
  const recipe = { name: 'recipe.json', mimeType: 'application/json', buffer: readFileSync(join(folder, 'recipe.json')) };
  await enclave.openRecipe(recipe);
  await enclave.page.getByText(/is ready/).first().waitFor();
  await enclave.chooseFile(file);
  await eventually(async () => assert.equal(await enclave.heading('Find the groups in your customer list.').count(), 0));
  await enclave.step('Segments').click();
  await enclave.onSegments();
  await enclave.step('Export').click();
  await enclave.onExport();
  assertSameBytes((await enclave.save(/^Customer list/)).bytes, readFileSync(join(folder, 'customers.csv')));
}
