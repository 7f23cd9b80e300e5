// How fast groups are found, against bars: `node benches/segment.mjs [--quick] [--rounds 3] [--folder DIR]`.
//
// Peers work on the same points, from the same centres, for the same number of rounds; everybody
// must have come to the same. Every round runs every program once, each in a fresh browser;
// scikit-learn runs natively on one thread, with the Python that the environment variable
// ENCLAVE_PYTHON names. Given is the fastest run. Ends with 1 where a bar is missed. `--quick` leaves
// out the mixture and the five million points.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, least, measure, prepare, serve, showPoints, whole } from './contest.mjs';
import { SIZES, generatePoints } from './generate.mjs';
import { machine } from './machine.mjs';

const PROGRAMS = {
  enclave: { name: 'Enclave', script: 'enclave-kmeans' },
  skmeans: { name: 'skmeans 0.11', script: 'skmeans', bar: 15 },
  'ml-kmeans': { name: 'ml-kmeans 7', script: 'ml-kmeans', bar: 25 },
  silhouette: { name: 'Enclave, silhouette', script: 'enclave-silhouette' },
  scan: { name: 'Enclave, one to twelve groups', script: 'enclave-scan' },
  mixture: { name: 'Enclave, mixture', script: 'enclave-mixture' },
};
const MOST_OF_SCIKIT = { kmeans: 0.45, silhouette: 0.15, mixture: 0.15 };
const MOST_SCAN_MILLIS = 6_000;
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
  const ids = ['enclave', 'silhouette', ...options.quick ? [] : ['mixture'], 'skmeans', 'ml-kmeans'];
  const all = Object.fromEntries(ids.map((id) => [id, []]));
  const scikit = { kmeans: [], silhouette: [], mixture: [] };
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const id of ids) all[id].push(await run(id, origin, points, id.includes('kmeans') ? 2 : 4));
    for (const [task, result] of Object.entries(native(points))) scikit[task].push(result);
  }
  const own = fastest(all.enclave);
  const [inertia, silhouette] = [scikit.kmeans[0].found.inertia, scikit.silhouette[0].found.silhouette];
  for (const id of ['skmeans', 'ml-kmeans']) agree(PROGRAMS[id].name, all[id][0].found.inertia, all.enclave[0].found.inertia, 1e-5);
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
  memory('1m', all.enclave[0].found.megabytes);
  return own;
}

function memory(size, megabytes) {
  const share = (megabytes * 1e6) / (SIZES[size] * BYTES_A_POINT);
  judge(`kmeans: memory at ${size} points, times their numbers`, share.toFixed(2), `≤ ${MOST_MEMORY}`, share <= MOST_MEMORY);
}

const pages = await prepare(PROGRAMS, await generatePoints('1m', options.folder));
const server = await serve();
const loads = [loadavg()[0]];
const own = await million(server.origin, pages);
const hundred = showPoints(await generatePoints('100k', options.folder));
const scan = fastest([await run('scan', server.origin, hundred, 2)]);
judge('ms for 1 to 12 groups of 100,000 points with stability, one worker', whole(scan), `≤ ${whole(MOST_SCAN_MILLIS)}`, scan <= MOST_SCAN_MILLIS);
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
