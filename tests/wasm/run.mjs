// The same table natively and in the browser: one hash of records, kinds, typed cells and issues for
// every file. Without folders named on the command line, of files that are made here.
//
//     node tests/wasm/run.mjs [FOLDER…]

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { launch } from '../e2e/browser.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MODULE = join(ROOT, 'target/wasm32-unknown-unknown/release/enclave_alike.wasm');
const NATIVE = join(ROOT, 'target/release/alike');
/** Larger files are read by other tests. */
const MAX_BYTES = 64 << 20;

const made = mkdtempSync(join(tmpdir(), 'alike-'));
try {
  const run = (...words) => execFileSync('cargo', words, { cwd: ROOT, stdio: 'inherit' });
  run('build', '--release', '--quiet', '-p', 'enclave-alike');
  run('build', '--release', '--quiet', '-p', 'enclave-alike', '--lib', '--target', 'wasm32-unknown-unknown');
  const folders = process.argv.slice(2);
  const files = [...makeFiles(made), ...folders.flatMap(allFiles)].filter((it) => statSync(it).size <= MAX_BYTES);
  const native = natively(files);
  const { hashes, slowest } = await inBrowser(files);
  const different = files.filter((_, nth) => native[nth] !== hashes[nth]);
  for (const file of different) console.log(`different: ${file}`);
  console.log(`slowest in the browser: ${slowest.file}, ${Math.round(slowest.ms)} ms`);
  const n = files.length - different.length;
  console.log(`${n} passed, ${different.length} failed`);
  process.exitCode = different.length || !n || slowest.ms > 5000 ? 1 : 0;
} finally {
  rmSync(made, { recursive: true });
}

function allFiles(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name)).sort();
}

function natively(files) {
  const hashes = [];
  for (let from = 0; from < files.length; from += 200) {
    const said = execFileSync(NATIVE, files.slice(from, from + 200), { encoding: 'utf8', maxBuffer: 1 << 26 });
    hashes.push(...said.trim().split('\n'));
  }
  return hashes;
}

async function inBrowser(files) {
  const server = createServer((request, response) => {
    const nth = Number(request.url.slice(1));
    if (request.url === '/') response.setHeader('content-type', 'text/html').end('<!doctype html><title>Alike</title>');
    else if (request.url === '/module') response.setHeader('content-type', 'application/wasm').end(readFileSync(MODULE));
    else if (files[nth]) response.end(readFileSync(files[nth]));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const found = await page.evaluate(hashAll, files.length);
    const slowest = found.reduce((a, b) => (b.ms > a.ms ? b : a));
    return { hashes: found.map((it) => it.hash), slowest: { ...slowest, file: files[slowest.nth] } };
  } finally {
    await browser.close();
    server.close();
  }
}

/** In the page: a module is made anew where one trapped, so that one file cannot hide behind another. */
async function hashAll(n) {
  const module = await WebAssembly.compileStreaming(fetch('/module'));
  const fresh = async () => (await WebAssembly.instantiate(module, {})).exports;
  let engine = await fresh();
  const found = [];
  for (let nth = 0; nth < n; nth += 1) {
    const bytes = new Uint8Array(await (await fetch(`/${nth}`)).arrayBuffer());
    const started = performance.now();
    try {
      for (let at = 0; at < bytes.length; at += 4) {
        const [a, b = 0, c = 0, d = 0] = bytes.subarray(at, at + 4);
        engine.push(a | (b << 8) | (c << 16) | (d << 24), Math.min(4, bytes.length - at));
      }
      const hash = BigInt.asUintN(64, engine.finish()).toString(16).padStart(16, '0');
      found.push({ nth, hash, ms: performance.now() - started });
    } catch (error) {
      found.push({ nth, hash: String(error), ms: performance.now() - started });
      engine = await fresh();
    }
  }
  return found;
}

/** Tables in many dialects, some of them damaged: the same in every run. */
function makeFiles(folder) {
  let state = 88172645463325252n;
  const below = (n) => {
    state ^= BigInt.asUintN(64, state << 13n);
    state ^= state >> 7n;
    state ^= BigInt.asUintN(64, state << 17n);
    return Number(state % BigInt(n));
  };
  const pick = (all) => all[below(all.length)];
  const cells = [
    () => `C${below(99999)}`, () => String(below(1000)), () => `${below(9999)}.${below(100)}`, () => `1.${below(999)},5`,
    () => `2025-0${1 + below(9)}-1${below(9)}`, () => `${1 + below(28)}/${1 + below(12)}/2024`, () => pick(['Müller', '田中', 'Łódź', '', 'NA']),
    () => `"a, ${below(9)}; b"`, () => '"two\nlines"', () => '"say ""hi"""', () => `${below(9)}e${below(400)}`, () => pick(['yes', 'no']),
    () => '9007199254740993', () => pick(['$1,234.50', '(12.00)', '7 %', '-3', '€ 9', '#N/A', 'NaN', 'Inf']), () => '=1+1',
  ];
  mkdirSync(folder, { recursive: true });
  return Array.from({ length: 150 }, (_, nth) => {
    const columns = Array.from({ length: 1 + below(9) }, () => pick(cells));
    const separator = pick([',', ';', '\t', '|', '^', ' ']);
    const end = pick(['\n', '\r\n', '\r']);
    const rows = Array.from({ length: pick([3, 40, 900]) }, () => columns.map((it) => it()).join(separator));
    rows.unshift(columns.map((_, idx) => pick(['id', 'date', 'amount', 'name', 'note', `v${idx}`, ''])).join(separator));
    for (let n = below(3) * below(4); n > 0; n -= 1) {
      const at = below(rows.length);
      rows[at] = pick([(it) => `${it}${separator}more`, (it) => it.slice(3), (it) => `"${it}`, (it) => `${it}\0`, (it) => it.replaceAll(separator, ':')])(rows[at]);
    }
    const text = (pick(['', '', '\uFEFF', `sep=${separator}${end}`, `Report${end}${end}`]) + rows.join(end)).replaceAll('\u{1}', '');
    const file = join(folder, `made-${nth}.csv`);
    writeFileSync(file, text, pick(['utf8', 'utf8', 'utf16le', 'latin1']));
    return file;
  });
}
