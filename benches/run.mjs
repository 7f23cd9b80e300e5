// The browser benchmark: `node benches/run.mjs [--size 1m] [--rounds 3] [--runs 3] [--only a,b] [--folder DIR]`.
//
// Every round runs every program once, each in a fresh browser, one after the other, on the same
// file, a second after it is there. Given are the fastest first run (with everything that warms up), the median of the later ones, the CPU
// time that all the browser's processes took for a run, and the most memory of a page. Compare ratios of one run of this
// program; milliseconds differ with the machine and with what else it does.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EXPECTED, generate } from './generate.mjs';
import { listenToWorkers, longestBlock, openAndSegment, totals } from './enclave.mjs';
import { cpuMillis, machine, peakMegabytes, processesOf } from './machine.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SITE = join(ROOT, 'target/bench/site');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

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

const step = (program, args, folder = ROOT) => execFileSync(program, args, { cwd: folder, stdio: 'inherit' });

/** Peers at pinned versions, our kernel as a module of its own, everything in one folder. */
async function prepare(files) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (!existsSync(join(ROOT, 'node_modules/playwright-core'))) step(npm, ['ci']);
  if (!existsSync(join(ROOT, 'benches/node_modules/esbuild'))) step(npm, ['ci'], join(ROOT, 'benches'));
  assert.ok(existsSync(join(ROOT, 'dist/index.html')), 'the page is not built: cargo xtask build');
  step('cargo', ['build', '--locked', '--release', '--package', 'enclave-kmeans', '--target', 'wasm32-unknown-unknown']);
  const kernel = join(ROOT, 'target/wasm32-unknown-unknown/release/enclave_kmeans.wasm');
  step('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', 'target/bench/kmeans', kernel]);
  mkdirSync(SITE, { recursive: true });
  const { build } = await import('esbuild');
  const scripts = [...new Set(Object.values(PROGRAMS).flatMap((it) => it.script ?? []))];
  await build({
    entryPoints: scripts.map((it) => join(ROOT, `benches/peers/${it}.js`)),
    outdir: SITE,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  const duckdb = join(ROOT, 'benches/node_modules/@duckdb/duckdb-wasm/dist');
  const copies = {
    'index.html': join(ROOT, 'benches/page/index.html'),
    'page.js': join(ROOT, 'benches/page/page.js'),
    'duckdb.wasm': join(duckdb, 'duckdb-eh.wasm'),
    'duckdb-worker.js': join(duckdb, 'duckdb-browser-eh.worker.js'),
    'kernel.wasm': join(ROOT, 'target/bench/kmeans/enclave_kmeans_bg.wasm'),
    'points.f32': files.points,
    'centres.f32': files.centres,
  };
  for (const [name, path] of Object.entries(copies)) copyFileSync(path, join(SITE, name));
}

/** The page under `/app/`, the peers under `/peers/`. */
async function serve() {
  const folders = { app: join(ROOT, 'dist'), peers: SITE };
  const server = createServer(async (request, response) => {
    const [, place, ...rest] = new URL(request.url, 'http://localhost').pathname.split('/');
    const name = normalize(rest.join('/') || 'index.html');
    const bytes = folders[place] && !name.startsWith('..') && (await readFile(join(folders[place], name)).catch(() => null));
    const type = TYPES[extname(name)] ?? 'application/octet-stream';
    response.writeHead(bytes ? 200 : 404, { 'content-type': type, 'access-control-allow-origin': '*' });
    response.end(bytes || undefined);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Our page, as a person uses it: something that runs, and something that says what it found. */
async function preparePage(page, origin, file) {
  await page.addInitScript(listenToWorkers);
  await page.goto(`${origin}/app/`);
  await page.waitForFunction(() => document.documentElement.dataset.boot === 'sealed');
  const run = async (nRuns) => {
    const millis = [];
    for (let count = 0; count < nRuns; count += 1) millis.push(await openAndSegment(page, file));
    return millis;
  };
  return { run, find: () => totals(page), block: () => longestBlock(page) };
}

async function preparePeer(page, origin, file, { script, inputs = {} }) {
  await page.goto(`${origin}/peers/`);
  await page.locator('#file').setInputFiles(file);
  await page.evaluate((given) => globalThis.prepare(...given), [script, inputs]);
  let outcome;
  const run = async (nRuns) => {
    outcome = await page.evaluate((given) => globalThis.measure(given), nRuns);
    return outcome.millis;
  };
  return { run, find: async () => outcome.found };
}

/** One program in a fresh browser. */
async function measure(id, origin, files) {
  const profile = mkdtempSync(join(tmpdir(), 'enclave-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(300_000);
    const program = PROGRAMS[id];
    const prepared = await (program.script ? preparePeer(page, origin, files.orders, program) : preparePage(page, origin, files.orders));
    // Nobody chooses a file faster than that.
    await page.waitForTimeout(1_000);
    const processes = processesOf(profile);
    const [before, nRuns] = [cpuMillis(processes), Number(options.runs)];
    const millis = await prepared.run(nRuns);
    const cpu = before === null ? null : (cpuMillis(processesOf(profile)) - before) / nRuns;
    const block = await prepared.block?.();
    return { millis, cpu, memory: peakMegabytes(processesOf(profile)), block, found: await prepared.find() };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

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

const least = (numbers) => (numbers.includes(null) ? null : Math.min(...numbers));
const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? null;
const most = (numbers) => (numbers.includes(null) ? null : Math.max(...numbers));
const whole = (number) => (number === null ? '' : String(Math.round(number)));

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
await prepare(files);
// Installed by `prepare` where they were missing.
const { chromium } = await import('playwright-core');
const { findChromium } = await import('../tests/e2e/browser.mjs');
const server = await serve();
const results = [];
for (let round = 1; round <= Number(options.rounds); round += 1) {
  for (const id of options.only.split(',')) {
    const result = { id, ...(await measure(id, server.origin, files)) };
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
