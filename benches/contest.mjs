// What every browser benchmark needs: the page and its peers served, each in a fresh browser.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listenToWorkers, longestBlock, openAndSegment, totals } from './enclave.mjs';
import { cpuMillis, peakMegabytes, processesOf } from './machine.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SITE = join(ROOT, 'target/bench/site');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

export const step = (program, args, folder = ROOT) => execFileSync(program, args, { cwd: folder, stdio: 'inherit' });

/** Our kernel as a module of its own. */
function buildKernel() {
  step('cargo', ['build', '--locked', '--release', '--package', 'enclave-kmeans', '--target', 'wasm32-unknown-unknown']);
  const kernel = join(ROOT, 'target/wasm32-unknown-unknown/release/enclave_kmeans.wasm');
  step('wasm-bindgen', ['--target', 'web', '--no-typescript', '--out-dir', 'target/bench/kmeans', kernel]);
}

/** Peers at pinned versions, everything in one folder; our kernel and its points where it is to be measured. */
export async function prepare(programs, points) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  if (!existsSync(join(ROOT, 'node_modules/playwright-core'))) step(npm, ['ci']);
  if (!existsSync(join(ROOT, 'benches/node_modules/esbuild'))) step(npm, ['ci'], join(ROOT, 'benches'));
  const usesPage = Object.values(programs).some((it) => !it.script);
  assert.ok(!usesPage || existsSync(join(ROOT, 'dist/index.html')), 'the page is not built: cargo xtask build');
  if (points) buildKernel();
  mkdirSync(SITE, { recursive: true });
  const { build } = await import('esbuild');
  const scripts = [...new Set(Object.values(programs).flatMap((it) => [it.script ?? [], it.also ?? []].flat()))];
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
    ...scripts.includes('duckdb') && {
      'duckdb.wasm': join(duckdb, 'duckdb-eh.wasm'),
      'duckdb-worker.js': join(duckdb, 'duckdb-browser-eh.worker.js'),
    },
    ...points && { 'kernel.wasm': join(ROOT, 'target/bench/kmeans/enclave_kmeans_bg.wasm') },
  };
  for (const [name, path] of Object.entries(copies)) copyFileSync(path, join(SITE, name));
  return points && showPoints(points);
}

/** Puts points where the peers find them. */
export function showPoints(points) {
  copyFileSync(points.points, join(SITE, 'points.f32'));
  copyFileSync(points.centres, join(SITE, 'centres.f32'));
  return points;
}

/** The page under `/app/`, the peers under `/peers/`. */
export async function serve() {
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

/** One program on one file in a fresh browser, run so many times. */
export async function measure(program, origin, file, nRuns) {
  // Installed by `prepare` where they were missing.
  const { chromium } = await import('playwright-core');
  const { findChromium } = await import('../tests/e2e/browser.mjs');
  const profile = mkdtempSync(join(tmpdir(), 'enclave-bench-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(600_000);
    const prepared = await (program.script ? preparePeer(page, origin, file, program) : preparePage(page, origin, file));
    // Nobody chooses a file faster than that.
    await page.waitForTimeout(1_000);
    const processes = processesOf(profile);
    const before = cpuMillis(processes);
    const first = await prepared.run(1);
    const memoryOfOne = peakMegabytes(processesOf(profile));
    const millis = nRuns > 1 ? [...first, ...await prepared.run(nRuns - 1)] : first;
    const cpu = before === null ? null : (cpuMillis(processesOf(profile)) - before) / nRuns;
    const block = await prepared.block?.();
    return { millis, cpu, memoryOfOne, memory: peakMegabytes(processesOf(profile)), block, found: await prepared.find() };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

export const least = (numbers) => (numbers.includes(null) ? null : Math.min(...numbers));
export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? null;
export const most = (numbers) => (numbers.includes(null) ? null : Math.max(...numbers));
export const whole = (number) => (number === null ? '' : String(Math.round(number)));
