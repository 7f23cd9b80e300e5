// Checks unpack.js, in Node: what it makes of packed files, whole and damaged.
//
//   node tests/unpack/run.mjs FOLDER     with pairs of NAME and NAME.pack, which `cargo xtask test web` makes
//
// The integrity of a packed file is the browser's to check. Here it is shown that one damaged all the
// same ends, soon, and never as more bytes than it says it holds.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import '../../unpack.js';

const { unpack } = globalThis;
const folder = process.argv[2];
const names = (await readdir(folder)).filter((it) => !it.endsWith('.pack')).sort();
const sample = (name) => readFile(join(folder, name));
const small = await sample('small.pack');
const SIZE_AT = 5;

/** The file with its size unpacked given as another. */
function claiming(size) {
  const file = Buffer.from(small);
  file.writeBigUInt64LE(BigInt(size), SIZE_AT);
  return file;
}

const damaged = (file) => assert.rejects(unpack(file), /the packed program is damaged/);

const facts = {
  ...Object.fromEntries(names.map((name) => [`${name} is the same when unpacked`, async () => {
    const bytes = await unpack(await sample(`${name}.pack`));
    assert.ok(Buffer.from(bytes).equals(await sample(name)));
  }])),

  'a file cut off anywhere is refused': async () => {
    for (let length = 0; length < small.length; length += 1) await damaged(small.subarray(0, length));
  },

  'a file with more behind it is refused': () => damaged(Buffer.concat([small, Buffer.from([0])])),

  'one bit changed anywhere is refused, or gives other bytes of the same number': async () => {
    const plain = await sample('small');
    let n_refused = 0;
    for (let at = 0; at < small.length * 8; at += 1) {
      const file = Buffer.from(small);
      file[at >> 3] ^= 1 << (at & 7);
      const outcome = await unpack(file).catch((error) => error);
      if (outcome instanceof Uint8Array) assert.equal(outcome.length, plain.length, `bit ${at}`);
      else assert.equal(outcome.message, 'the packed program is damaged', `bit ${at}`);
      n_refused += outcome instanceof Error ? 1 : 0;
    }
    assert.ok(n_refused > small.length * 4, `${n_refused} of ${small.length * 8} refused`);
  },

  'a file that says it holds less, or much more, is refused': async () => {
    for (const size of [0, 1, 299, 301, 400, 1 << 20, 1 << 25]) await damaged(claiming(size));
  },

  'a size beyond what a program can have is refused before memory is taken': async () => {
    const before = process.memoryUsage().arrayBuffers;
    for (const size of [2 ** 25 + 1, 2n ** 32n, 2n ** 64n - 1n]) await damaged(claiming(size));
    assert.ok(process.memoryUsage().arrayBuffers - before < 1 << 20);
  },

  'what is no packed file is refused': async () => {
    for (const file of [new Uint8Array(0), new Uint8Array(13), new Uint8Array(400).fill(255)]) await damaged(file);
  },

  'others get their turn while a large file is unpacked': async () => {
    // A clock that moves by one slice at every look, so that every stride ends a task.
    const now = performance.now.bind(performance);
    let time = 0;
    performance.now = () => (time += 20);
    let [n_turns, isOver] = [0, false];
    const turn = () => { n_turns += 1; if (!isOver) setImmediate(turn); };
    setImmediate(turn);
    try {
      const bytes = await unpack(await sample('program.pack'));
      assert.ok(n_turns > bytes.length / 50_000, `${n_turns} turns`);
    } finally {
      isOver = true;
      performance.now = now;
    }
  },
};

const count = { passed: 0, failed: 0 };
for (const [fact, prove] of Object.entries(facts)) {
  const start = performance.now();
  const error = await Promise.resolve().then(prove).then(() => null, (it) => it);
  count[error ? 'failed' : 'passed'] += 1;
  console.log(`  ${error ? '✗' : '✓'} ${fact} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  if (error) console.log(error.stack ?? error);
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
