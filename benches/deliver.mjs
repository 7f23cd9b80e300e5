// How quickly a million customers become a hashed list for Google Ads, against bars:
// `node benches/deliver.mjs [--rounds 3] [--customers 1000000] [--folder DIR]`.
//
// Time counts from the press of the button until the file is handed over; memory is what the page's
// process holds beyond what it held with the table and the segments. Ends with 1 where a bar is missed.

import assert from 'node:assert/strict';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findChromium } from '../tests/e2e/browser.mjs';
import { Enclave } from '../tests/e2e/pages/enclave.mjs';
import { ROOT, least, median, serve, whole } from './contest.mjs';
import { machine, processesOf } from './machine.mjs';

const MOST_MILLIS = 3_000;
const MOST_MEGABYTES = 200;
const MOST_UNTIL_STOPPED = 200;
/** Four hashes of 64 letters, with a country and a postcode. */
const LEAST_BYTES_A_ROW = 4 * 64;

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    customers: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: join(ROOT, 'target/bench') },
  },
});
const nCustomers = Number(options.customers);

/** One row per customer, everybody with address, number and name; the same bytes each time. */
async function contacts() {
  const path = join(options.folder, `contacts-${nCustomers}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(options.folder, { recursive: true });
  const first = ['Ana', 'Zoë', 'José', 'Lena', 'Tom', 'Мария', 'Ida', 'Noah'];
  const last = ['Müller', 'Smith', 'García', 'Li', 'O’Brien', 'Rossi', 'Novak'];
  const out = createWriteStream(`${path}.part`);
  out.write('customer_id,email,phone,first_name,last_name,country,postcode,orders,spend,last_order\n');
  for (let nth = 0; nth < nCustomers; nth += 10_000) {
    const rows = Array.from({ length: Math.min(10_000, nCustomers - nth) }, (_, at) => {
      const it = nth + at;
      const day = new Date(Date.UTC(2024, 0, 1 + ((it * 7_919) % 700))).toISOString().slice(0, 10);
      return `C${it},Person.${it}@example${it % 90}.com,+1415${5_550_000 + (it % 9_000)},${first[it % 8]},${last[it % 7]},US,${10_000 + (it % 89_999)},${1 + (it % 13)},${((it * 31) % 90_000) / 100},${day}\n`;
    });
    if (!out.write(rows.join(''))) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

/** Megabytes that the largest page of the browser holds now, and how many it held at most. */
function held(profile) {
  const read = (name, status) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  const pages = processesOf(profile).filter((it) => {
    try { return readFileSync(`/proc/${it}/cmdline`, 'utf8').includes('--type=renderer'); } catch { return false; }
  });
  return Math.max(...pages.map((it) => read('VmRSS', readFileSync(`/proc/${it}/status`, 'utf8'))));
}

async function round(file, origin) {
  const { chromium } = await import('playwright-core');
  const profile = mkdtempSync(join(tmpdir(), 'enclave-deliver-'));
  const context = await chromium.launchPersistentContext(profile, { executablePath: findChromium(), acceptDownloads: true, locale: 'en-GB', args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(180_000);
    await page.goto(`${origin}/app/`);
    await page.waitForFunction(() => document.documentElement.dataset.boot === 'sealed');
    const enclave = new Enclave(page);
    await enclave.chooseFile(file);
    await enclave.onImport();
    await page.getByRole('link', { name: /^Continue with/ }).waitFor();
    await enclave.continueFromImport();
    await enclave.onMethod();
    await enclave.seeSegments();
    await enclave.step('Export').click();
    await enclave.onExport();
    await enclave.chooseTool('Google Ads');
    const button = page.getByRole('button', { name: /^Save \d+ files?$/ });
    await button.and(page.locator(':not([aria-disabled])')).waitFor();
    await page.waitForTimeout(1_500);
    const before = held(profile);
    let most = before;
    const watch = setInterval(() => { most = Math.max(most, held(profile)); }, 40);
    const coming = page.waitForEvent('download');
    const start = performance.now();
    await button.click();
    const download = await coming;
    const millis = performance.now() - start;
    clearInterval(watch);
    const { size } = statSync(await download.path());
    assert.ok(size > nCustomers * LEAST_BYTES_A_ROW, `${size} bytes for ${nCustomers} customers`);
    const stopped = await untilStopped(page, button);
    return { millis, memory: most - before, size, stopped };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Milliseconds from the press of Cancel until the page says so, measured in the page. */
async function untilStopped(page, button) {
  await button.click();
  const cancel = page.getByRole('button', { name: 'Cancel' });
  await cancel.waitFor();
  return cancel.evaluate((it) => new Promise((resolve) => {
    const start = performance.now();
    const seen = new MutationObserver(() => {
      if (it.isConnected) return;
      seen.disconnect();
      resolve(performance.now() - start);
    });
    seen.observe(document, { subtree: true, childList: true });
    it.click();
  }));
}

console.log(`${machine()}, load ${loadavg()[0].toFixed(1)}`);
const file = await contacts();
const { origin, close } = await serve();
const rounds = [];
for (let nth = 0; nth < Number(options.rounds); nth += 1) {
  rounds.push(await round(file, origin));
  const { millis, memory, size, stopped } = rounds.at(-1);
  console.log(`${nCustomers} customers to Google Ads: ${whole(millis)} ms, ${whole(memory)} MB more, ${whole(size / 1e6)} MB written, stopped after ${whole(stopped)} ms`);
}
close();
const verdicts = [
  ['ms for a hashed list of all customers, the quickest round', least(rounds.map((it) => it.millis)), MOST_MILLIS],
  ['MB of the page’s process beyond the table, the middle round', median(rounds.map((it) => it.memory)), MOST_MEGABYTES],
  ['ms until it is stopped, the slowest round', Math.max(...rounds.map((it) => it.stopped)), MOST_UNTIL_STOPPED],
];
console.log(verdicts.map(([what, figure, bar]) => `${figure <= bar ? '✓' : '✗'} ${what}: ${whole(figure)} (≤ ${bar})`).join('\n'));
process.exit(verdicts.every(([, figure, bar]) => figure <= bar) ? 0 : 1);
