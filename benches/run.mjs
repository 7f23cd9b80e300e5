// The browser benchmark: `node benches/run.mjs [--size 1m] [--rounds 3] [--runs 3] [--only a,b] [--folder DIR]`.
//
// Every round runs every program once, each in a fresh browser, one after the other, on the same
// file, a second after it is there. Given are the fastest first run (with everything that warms up), the median of the later ones, the CPU
// time that all the browser's processes took for a run, and the most memory of a page. Compare ratios of one run of this
// program; milliseconds differ with the machine and with what else it does.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, least, measure, median, most, prepare, serve, whole } from './contest.mjs';
import { EXPECTED, generate } from './generate.mjs';
import { machine } from './machine.mjs';

const RFM = 'File to RFM segments';
const KMEANS = 'K-means, 6 groups, 8 numbers, 20 rounds';
/** The first of each task is what the others are compared with. */
const PROGRAMS = {
  enclave: { task: RFM, name: 'Enclave: the page’s own worker, everything found by itself' },
  'duckdb-given': { task: RFM, name: 'DuckDB-WASM 1.32, types given', script: 'duckdb', inputs: { types: 'given' } },
  'duckdb-found': { task: RFM, name: 'DuckDB-WASM 1.32, types found', script: 'duckdb', inputs: { types: 'found' } },
  papaparse: { task: RFM, name: 'PapaParse 5.7, by chunks in a worker', script: 'papaparse' },
  'enclave-kmeans': { task: KMEANS, name: 'Enclave', script: 'enclave-kmeans' },
  skmeans: { task: KMEANS, name: 'skmeans 0.11', script: 'skmeans' },
};

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '1m' },
    rounds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: Object.keys(PROGRAMS).join(',') },
    folder: { type: 'string', default: join(ROOT, 'target/bench') },
  },
});

/** Everybody must have found the same. */
function agree(results) {
  const ofTask = (task) => results.filter((it) => PROGRAMS[it.id].task === task).map((it) => it.found);
  const orders = ofTask(RFM);
  const expected = EXPECTED[options.size] ?? orders[0];
  for (const found of orders) {
    assert.deepEqual([found.rows, found.customers, found.orders], [expected.rows, expected.customers, expected.orders]);
    assert.ok(Math.abs(found.sum - expected.sum) < 0.01, `${found.sum} is not ${expected.sum}`);
  }
  const [first, ...others] = ofTask(KMEANS).map((it) => it.inertia);
  for (const inertia of others) assert.ok(Math.abs(inertia / first - 1) < 1e-4, `${inertia} is not ${first}`);
}

function table(task, results) {
  const ids = Object.keys(PROGRAMS).filter((id) => PROGRAMS[id].task === task && results.some((it) => it.id === id));
  const rows = ids.map((id) => {
    const own = results.filter((it) => it.id === id);
    return {
      name: PROGRAMS[id].name,
      cold: least(own.map((it) => it.millis[0])),
      warm: median(own.flatMap((it) => it.millis.slice(1))),
      cpu: least(own.map((it) => it.cpu)),
      memory: most(own.map((it) => it.memory)),
    };
  });
  const [base] = rows;
  const ratio = (row, name) => (base?.[name] && row[name] ? `${(row[name] / base[name]).toFixed(1)} ×` : '');
  const cells = (row) => [row.name, whole(row.cold), ratio(row, 'cold'), whole(row.warm), ratio(row, 'warm'), whole(row.cpu), whole(row.memory)];
  const heads = [task, 'first run, ms', '', 'later runs, ms', '', 'CPU a run, ms', 'peak, MB'];
  const line = (parts) => `| ${parts.join(' | ')} |`;
  return [line(heads), line(['---', ...heads.slice(1).map(() => '---:')]), ...rows.map((it) => line(cells(it)))].join('\n');
}

const files = await generate(options.size, options.folder);
await prepare(PROGRAMS, files);
const server = await serve();
const results = [];
for (let round = 1; round <= Number(options.rounds); round += 1) {
  for (const id of options.only.split(',')) {
    const result = { id, ...(await measure(PROGRAMS[id], server.origin, files.orders, Number(options.runs))) };
    results.push(result);
    console.log(`round ${round}, ${id}: ${result.millis.map(whole).join(', ')} ms`, JSON.stringify(result.found));
  }
}
server.close();
agree(results);
const megabytes = (statSync(files.orders).size / 1e6).toFixed(1);
console.log(`\n${new Date().toISOString().slice(0, 10)}; ${machine()}; ${options.size} rows, ${megabytes} MB; everyone found the same\n`);
const blocks = results.flatMap((it) => it.block ?? []);
if (blocks.length > 0) console.log(`The page, from its first byte to the segments on screen, was blocked for ${whole(most(blocks))} ms at the longest (a task under 50 ms is not reported).\n`);
console.log([RFM, KMEANS].filter((task) => results.some((it) => PROGRAMS[it.id].task === task)).map((task) => table(task, results)).join('\n\n'));
