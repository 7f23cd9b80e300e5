// How fast groups are found, against bars: `node benches/segment.mjs [--quick] [--rounds 3] [--folder DIR]`.
//
// Peers work on the same points, laid out as each of them wants them, from the same centres, for the
// same number of rounds; everybody must have come to the same. Every round runs every program once,
// each in a fresh browser; scikit-learn runs natively on one thread, with the Python that the
// environment variable ENCLAVE_PYTHON names. Given is the fastest run. Then the built page itself, with
// one worker and with two: searches, what memory they take, stopping one, edits of rules. Ends with 1
// where a bar is missed. `--quick` leaves out the mixture and the five million points.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, least, measure, median, most, prepare, serve, showPoints, whole } from './contest.mjs';
import { SIZES, generateCustomers, generatePoints } from './generate.mjs';
import * as inPage from './in-page.mjs';
import { machine } from './machine.mjs';

const PROGRAMS = {
  enclave: { name: 'Enclave', script: 'enclave-kmeans' },
  laying: { name: 'Enclave, with laying out', script: 'enclave-kmeans', inputs: { isLaidOut: false } },
  two: { name: 'Enclave, two workers', script: 'enclave-shared', also: 'share', inputs: { isInPage: true, nWorkers: 2 } },
  one: { name: 'Enclave, one worker in the same way', script: 'enclave-shared', also: 'share', inputs: { isInPage: true, nWorkers: 1 } },
  skmeans: { name: 'skmeans 0.11', script: 'skmeans', bar: 15 },
  'ml-kmeans': { name: 'ml-kmeans 7', script: 'ml-kmeans', bar: 25 },
  silhouette: { name: 'Enclave, silhouette', script: 'enclave-silhouette' },
  scan: { name: 'Enclave, one to twelve groups', script: 'enclave-scan' },
  mixture: { name: 'Enclave, mixture', script: 'enclave-mixture' },
};
const MOST_OF_SCIKIT = { kmeans: 0.45, silhouette: 0.15, mixture: 0.15 };
const MOST_OF_ONE_WORKER = 0.75;
const MOST_SCAN_MILLIS = 6_000;
const MOST_CANCEL_MILLIS = 200;
const MOST_EDIT_MILLIS = 100;
const MOST_GROWTH = 1.3;
const MOST_MEMORY = 2.2;
const BYTES_A_POINT = 8 * 8;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    folder: { type: 'string', default: join(ROOT, 'target/bench') },
  },
});

const verdicts = [];
const judge = (what, figure, bar, isMet) => verdicts.push({ what, figure, bar, isMet });
const fastest = (results) => least(results.flatMap((it) => it.millis));

async function run(id, origin, points, nRuns) {
  const result = await measure(PROGRAMS[id], origin, points.centres, nRuns);
  console.log(`${PROGRAMS[id].name}: ${result.millis.map(whole).join(', ')} ms`, JSON.stringify(result.found));
  return result;
}

/** scikit-learn's tasks, by name. */
function native(points) {
  const python = process.env.ENCLAVE_PYTHON ?? join(ROOT, '.venv/bin/python');
  const text = execFileSync(python, [join(ROOT, 'benches/peers/native.py'), points.points, points.centres, '3'], { encoding: 'utf8' });
  const tasks = Object.fromEntries(text.trim().split('\n').map((it) => JSON.parse(it)).map((it) => [it.task, it]));
  for (const { task, millis, found } of Object.values(tasks)) console.log(`scikit-learn, ${task}: ${millis.map(whole).join(', ')} ms`, JSON.stringify(found));
  return tasks;
}

function agree(name, figure, expected, tolerance) {
  assert.ok(Math.abs(figure / expected - 1) < tolerance, `${name}: ${figure} is not ${expected}`);
}

async function million(origin, points) {
  const ids = ['enclave', 'laying', 'one', 'two', 'silhouette', ...options.quick ? [] : ['mixture'], 'skmeans', 'ml-kmeans'];
  const all = Object.fromEntries(ids.map((id) => [id, []]));
  const scikit = { kmeans: [], silhouette: [], mixture: [] };
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const id of ids) all[id].push(await run(id, origin, points, id.includes('kmeans') ? 2 : 5));
    for (const [task, result] of Object.entries(native(points))) scikit[task].push(result);
  }
  const own = fastest(all.enclave);
  const [inertia, silhouette] = [scikit.kmeans[0].found.inertia, scikit.silhouette[0].found.silhouette];
  for (const id of ['laying', 'one', 'two', 'skmeans', 'ml-kmeans']) agree(PROGRAMS[id].name, all[id][0].found.inertia, all.enclave[0].found.inertia, 1e-5);
  // After its last round scikit-learn gives every point its nearest centre once more.
  agree('scikit-learn', inertia, all.enclave[0].found.inertia, 1e-3);
  agree('silhouette', all.silhouette[0].found.silhouette, silhouette, 1e-3);
  for (const [task, id] of [['kmeans', 'enclave'], ['silhouette', 'silhouette'], ['mixture', 'mixture']].filter((it) => all[it[1]])) {
    const ratio = fastest(all[id]) / fastest(scikit[task]);
    const figure = `${ratio.toFixed(2)} (${whole(fastest(all[id]))} of ${whole(fastest(scikit[task]))} ms)`;
    judge(`${task}: of scikit-learn’s time, native on one thread`, figure, `≤ ${MOST_OF_SCIKIT[task]}`, ratio <= MOST_OF_SCIKIT[task]);
  }
  for (const id of ['skmeans', 'ml-kmeans']) {
    const ratio = fastest(all[id]) / own;
    judge(`kmeans: times as fast as ${PROGRAMS[id].name}`, `${ratio.toFixed(1)} (${whole(fastest(all[id]))} ms)`, `≥ ${PROGRAMS[id].bar}`, ratio >= PROGRAMS[id].bar);
  }
  judge('kmeans: ms with laying out the points', whole(fastest(all.laying)), '', true);
  const ratio = fastest(all.two) / fastest(all.one);
  judge('kmeans: two workers, of one worker’s time', `${ratio.toFixed(2)} (${whole(fastest(all.two))} of ${whole(fastest(all.one))} ms)`, `≤ ${MOST_OF_ONE_WORKER}`, ratio <= MOST_OF_ONE_WORKER);
  memory('1m', all.enclave[0].found.megabytes);
  return own;
}

function memory(size, megabytes) {
  const share = (megabytes * 1e6) / (SIZES[size] * BYTES_A_POINT);
  judge(`kmeans: memory at ${size} points, times their numbers`, share.toFixed(2), `≤ ${MOST_MEMORY}`, share <= MOST_MEMORY);
}

/** The built page with its own workers. */
async function thePage(origin) {
  const files = { hundred: await generateCustomers('100k', options.folder), million: await generateCustomers('1m', options.folder) };
  const browser = await inPage.launchBrowser();
  const times = async (n, work) => {
    const all = [];
    for (let count = 0; count < n; count += 1) all.push(await work());
    return all;
  };
  const nRounds = Number(options.rounds);
  try {
    const scans = await times(nRounds, () => inPage.search(browser, origin, files.hundred, { k: null, nProcessors: 2 }));
    console.log('the page, one to twelve groups, two workers:', JSON.stringify(scans));
    const millis = median(scans.map((it) => it.millis));
    judge('page: ms for 1 to 12 groups of 100,000 customers with stability, two workers, all told', whole(millis), `≤ ${whole(MOST_SCAN_MILLIS)}`, millis <= MOST_SCAN_MILLIS);
    const told = Math.min(...scans.map((it) => it.nTold));
    judge('page: times that it said how far it is', told, '≥ 3', told >= 3);
    for (const nProcessors of [1, 2]) {
      const found = await times(1, () => inPage.search(browser, origin, files.million, { k: 6, nProcessors }));
      console.log(`the page, 6 groups of a million, ${nProcessors} workers:`, JSON.stringify(found));
      const share = most(found.map((it) => it.bytes)) / (SIZES['1m'] * BYTES_A_POINT);
      judge(`page: memory of a search at 1m customers, ${nProcessors === 1 ? 'one worker' : 'two workers'}, times their numbers`, share.toFixed(2), `≤ ${MOST_MEMORY}`, share <= MOST_MEMORY);
    }
    for (const nProcessors of [1, 2]) {
      const found = await times(nRounds, () => inPage.cancel(browser, origin, files.million, nProcessors));
      console.log(`the page, cancelling, ${nProcessors} workers:`, JSON.stringify(found));
      const millis = median(found.map((it) => Math.max(it.millis, it.mates)));
      judge(`page: ms until a search at 1m customers is stopped, ${nProcessors === 1 ? 'one worker' : 'two workers'}`, whole(millis), `≤ ${MOST_CANCEL_MILLIS}`, millis <= MOST_CANCEL_MILLIS);
    }
    const edits = await inPage.edits(browser, origin, files.million);
    console.log('the page, edits of rules:', edits.map(whole).join(', '));
    judge('page: ms until an edit of rules is counted at 1m customers, the slowest of seven', whole(most(edits)), `≤ ${MOST_EDIT_MILLIS}`, most(edits) <= MOST_EDIT_MILLIS);
  } finally {
    await browser.close();
  }
}

const pages = await prepare(PROGRAMS, await generatePoints('1m', options.folder));
const server = await serve();
const loads = [loadavg()[0]];
const own = await million(server.origin, pages);
const hundred = showPoints(await generatePoints('100k', options.folder));
const scan = fastest([await run('scan', server.origin, hundred, 2)]);
judge('ms for 1 to 12 groups of 100,000 points with stability, one worker', whole(scan), `≤ ${whole(MOST_SCAN_MILLIS)}`, scan <= MOST_SCAN_MILLIS);
await thePage(server.origin);
if (!options.quick) {
  const large = await run('enclave', server.origin, showPoints(await generatePoints('5m', options.folder)), 3);
  const growth = fastest([large]) / own / 5;
  judge('kmeans: times the cost of a point at 5,000,000 as at 1,000,000', growth.toFixed(2), `≤ ${MOST_GROWTH}`, growth <= MOST_GROWTH);
  memory('5m', large.found.megabytes);
}
loads.push(loadavg()[0]);
server.close();
console.log(`\n${new Date().toISOString().slice(0, 10)}; ${machine()}; load ${loads.map((it) => it.toFixed(1)).join(' to ')}; everyone found the same\n`);
console.log('| | here | bar | |\n| --- | ---: | ---: | --- |');
for (const { what, figure, bar, isMet } of verdicts) console.log(`| ${what} | ${figure} | ${bar} | ${isMet ? 'met' : 'MISSED'} |`);
if (verdicts.some((it) => !it.isMet)) process.exitCode = 1;
