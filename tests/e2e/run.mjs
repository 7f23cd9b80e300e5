// Runs every fact of specs/*.mjs in a real Chromium on the built page. No retries: a fact holds or it does not.
//
//   node tests/e2e/run.mjs [WORD…] [--headed]     only specs or facts with one of the words in their name
//
// A spec exports `facts`: sentences, each with what proves it. Every fact gets a fresh browser
// profile and a fresh page; the two servers are shared and their logs only ever grow.

import { existsSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { serveApp, serveForeign } from './servers.mjs';
import { Stage } from './stage.mjs';

const here = new URL('.', import.meta.url);
const dist = fileURLToPath(new URL('../../dist/', here));
const out = fileURLToPath(new URL('out/', here));
const words = process.argv.slice(2).filter((it) => !it.startsWith('--'));
const isHeaded = process.argv.includes('--headed');
const LONGEST_FACT = 90_000;

if (!existsSync(`${dist}index.html`)) {
  console.error('there is no dist/: run `cargo xtask build` first');
  process.exit(1);
}
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const browser = await launch({ headless: !isHeaded });
const app = await serveApp(dist);
const foreign = await serveForeign();
console.log(`Chromium ${browser.version()}, app at ${app.url}, foreign at ${foreign.origin}`);

const count = { passed: 0, failed: 0 };
for (const file of (await readdir(new URL('specs/', here))).filter((it) => it.endsWith('.mjs')).sort()) {
  const { facts } = await import(new URL(`specs/${file}`, here));
  const chosen = Object.entries(facts).filter(([fact]) => !words.length || words.some((it) => file.includes(it) || fact.includes(it)));
  if (!chosen.length) continue;
  const start = performance.now();
  console.log(`\n${file.replace('.mjs', '')}`);
  for (const [fact, prove] of chosen) await check(file, fact, prove);
  console.log(`  ${seconds(start)}`);
}
await browser.close();
await app.close();
await foreign.close();
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exit(count.failed || !count.passed ? 1 : 0);

async function check(file, fact, prove) {
  const start = performance.now();
  const stage = new Stage({ browser, app, foreign, dist, out });
  try {
    await inTime(prove(stage));
    await stage.nothingUntoward();
    count.passed += 1;
    console.log(`  ✓ ${fact} (${seconds(start)})`);
  } catch (error) {
    count.failed += 1;
    console.log(`  ✗ ${fact} (${seconds(start)})\n${indented(error.stack ?? String(error))}`);
    const name = `${file.replace('.mjs', '')} ${fact}`.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 90);
    for (const path of await stage.picture(name)) console.log(`    picture: ${path}`);
  } finally {
    await stage.close();
  }
}

function inTime(work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LONGEST_FACT / 1000} s`)), LONGEST_FACT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function indented(text) {
  return text.split('\n').map((it) => `    ${it}`).join('\n');
}

function seconds(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
