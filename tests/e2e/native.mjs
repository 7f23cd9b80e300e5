// The native door on the same bytes: what the browser exports must be what it writes.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Segments a file with a recipe the page saved; gives the bytes of `customers.csv`. */
export function segmentNatively(stage, file, recipe, name) {
  const folder = join(stage.out, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file.name), file.buffer);
  writeFileSync(join(folder, 'saved-recipe.json'), recipe.bytes);
  const door = stage.file('target/release/enclave');
  execFileSync(door, ['segment', join(folder, file.name), '--recipe', join(folder, 'saved-recipe.json'), '--out', join(folder, 'native')]);
  return readFileSync(join(folder, 'native', 'customers.csv'));
}

/** Two files are the same, byte for byte; otherwise the first different line is shown. */
export function assertSameBytes(actual, expected) {
  if (actual.equals(expected)) return;
  const [ours, theirs] = [actual, expected].map((it) => it.toString('utf8').split('\n'));
  const at = ours.findIndex((line, nth) => line !== theirs[nth]);
  assert.fail(`line ${at + 1} differs:\n  browser ${JSON.stringify(ours[at])}\n  native  ${JSON.stringify(theirs[at])}`);
}
