// How fast files are read, against bars: `node benches/read.mjs [--quick] [--rounds 3] [--folder DIR]`.
//
// A run is from a file to RFM segments, with everything found by itself: encoding, dialect, types,
// what is odd. Every round runs every program once, each in a fresh browser, on the same file, a
// second after it is there. Bars on speed hold for that first run, the one that a person waits for;
// what later runs in the same browser took stands beside it. Ends with 1 where a bar is missed.
// `--quick` leaves out the files of five and ten million rows and PapaParse with a header.

import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, least, measure, median, most, prepare, serve, whole } from './contest.mjs';
import { EXPECTED, SIZES, generateOrders } from './generate.mjs';
import { machine } from './machine.mjs';

const PROGRAMS = {
  enclave: { name: 'Enclave' },
  duckdb: { name: 'DuckDB-WASM 1.32, types found', script: 'duckdb', inputs: { types: 'found' }, bar: 4 },
  'duckdb-table': { name: 'DuckDB-WASM 1.32, all columns kept', script: 'duckdb', inputs: { types: 'found', isKept: true } },
  papaparse: { name: 'PapaParse 5.7, by chunks', script: 'papaparse', bar: 10 },
  'papaparse-header': { name: 'PapaParse 5.7, typed objects', script: 'papaparse', inputs: { hasHeader: true, isInPage: true }, bar: 25, isSlow: true },
};
const MOST_MEGABYTES = 400;
const MOST_PER_MEGABYTE = (megabytes) => 3 * megabytes + 60;
const MOST_WARM_MILLIS = 40;
const MOST_GROWTH = 1.3;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    folder: { type: 'string', default: join(ROOT, 'target/bench') },
  },
});

const megabytesOf = (path) => statSync(path).size / 1e6;
const verdicts = [];
/** Notes a figure beside its bar; `isMet` is decided by the caller, as some bars are floors. */
const judge = (what, figure, bar, isMet) => verdicts.push({ what, figure, bar, isMet });

function check(found, size) {
  assert.equal(found.rows, SIZES[size], `${found.rows} rows of ${size}`);
  const expected = EXPECTED[size];
  if (!expected) return;
  assert.deepEqual([found.customers, found.orders], [expected.customers, expected.orders]);
  assert.ok(Math.abs(found.sum - expected.sum) < 0.01, `${found.sum} is not ${expected.sum}`);
}

/** One program on a file of a size, as often as there are rounds. */
async function runs(id, origin, size, nRounds, nRuns) {
  const file = await generateOrders(size, options.folder);
  const results = [];
  for (let round = 0; round < nRounds; round += 1) {
    const result = await measure(PROGRAMS[id], origin, file, nRuns);
    check(result.found, size);
    results.push(result);
    console.log(`${id}, ${size} rows: ${result.millis.map(whole).join(', ')} ms, ${whole(result.memoryOfOne)} MB after one`);
  }
  return results;
}

const summary = (results) => ({
  first: least(results.map((it) => it.millis[0])),
  later: median(results.flatMap((it) => it.millis.slice(1))),
  cpu: least(results.map((it) => it.cpu)),
  memory: most(results.map((it) => it.memoryOfOne)),
});

/** A million rows, with the peers, round by round. */
async function million(origin) {
  const ids = Object.keys(PROGRAMS).filter((id) => !(options.quick && PROGRAMS[id].isSlow));
  const all = Object.fromEntries(ids.map((id) => [id, []]));
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const id of ids) all[id].push(...(await runs(id, origin, '1m', 1, 4)));
  }
  const figures = Object.fromEntries(ids.map((id) => [id, summary(all[id])]));
  const own = figures.enclave;
  const times = (it, which) => (it[which] / own[which]).toFixed(1);
  for (const id of ids.filter((it) => PROGRAMS[it].bar)) {
    const { name, bar } = PROGRAMS[id];
    const ratio = figures[id].first / own.first;
    judge(`times as fast as ${name}`, `${ratio.toFixed(1)} (later runs ${times(figures[id], 'later')})`, `≥ ${bar}`, ratio >= bar);
  }
  const megabytes = megabytesOf(join(options.folder, 'orders-1m.csv'));
  memory('1m', megabytes, own.memory, Math.min(MOST_MEGABYTES, MOST_PER_MEGABYTE(megabytes)));
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const row = (id) => {
    const it = figures[id];
    return line([PROGRAMS[id].name, whole(it.first), times(it, 'first'), whole(it.later), times(it, 'later'), whole(it.cpu), whole(it.memory)]);
  };
  return [
    line(['1,000,000 orders to segments', 'first run, ms', '×', 'later runs, ms', '×', 'CPU a run, ms', 'peak after one, MB']),
    line(['---', '---:', '---:', '---:', '---:', '---:', '---:']),
    ...ids.map(row),
  ].join('\n');
}

function memory(size, megabytes, figure, bar) {
  judge(`MB at most in the page, ${size} rows of ${whole(megabytes)} MB`, whole(figure), `≤ ${whole(bar)}`, figure !== null && figure <= bar);
}

/** Small files warm, large ones in proportion. */
async function growth(origin) {
  const small = summary(await runs('enclave', origin, '10k', 1, 12));
  judge('ms for 10,000 rows, warm', whole(small.later), `≤ ${MOST_WARM_MILLIS}`, small.later <= MOST_WARM_MILLIS);
  if (options.quick) return;
  const hundred = summary(await runs('enclave', origin, '100k', 1, 8));
  const large = await runs('enclave', origin, '5m', 1, 3);
  const perRow = (it, size) => it.later / SIZES[size];
  const ratio = perRow(summary(large), '5m') / perRow(hundred, '100k');
  judge('times the cost of a row at 5,000,000 rows as at 100,000, warm', ratio.toFixed(2), `≤ ${MOST_GROWTH}`, ratio <= MOST_GROWTH);
  for (const [size, result] of [['5m', large[0]], ['10m', (await runs('enclave', origin, '10m', 1, 1))[0]]]) {
    const megabytes = megabytesOf(join(options.folder, `orders-${size}.csv`));
    memory(size, megabytes, result.memoryOfOne, MOST_PER_MEGABYTE(megabytes));
  }
  judge('rows of 10,000,000 in 923 MB or more', 'all', 'all', true);
}

await prepare(PROGRAMS);
const server = await serve();
const loads = [loadavg()[0]];
const table = await million(server.origin);
await growth(server.origin);
loads.push(loadavg()[0]);
server.close();
const version = (await import('playwright-core')).chromium;
console.log(`\n${new Date().toISOString().slice(0, 10)}; ${machine()}; load ${loads.map((it) => it.toFixed(1)).join(' to ')}; node ${process.versions.node}, ${await browserVersion(version)}; everyone found the same\n`);
console.log(table);
console.log('\n| | here | bar | |\n| --- | ---: | ---: | --- |');
for (const { what, figure, bar, isMet } of verdicts) console.log(`| ${what} | ${figure} | ${bar} | ${isMet ? 'met' : 'MISSED'} |`);
if (verdicts.some((it) => !it.isMet)) process.exitCode = 1;

async function browserVersion(chromium) {
  const { findChromium } = await import('../tests/e2e/browser.mjs');
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  const found = `Chromium ${browser.version()}`;
  await browser.close();
  return found;
}
