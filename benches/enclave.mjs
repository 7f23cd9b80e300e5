// Drives the real page: opens the file and notes how long its own worker takes.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';

const RECIPE = fileURLToPath(new URL('recipe.json', import.meta.url));

/** In the page, before anything else: notes when messages cross to the worker and back, and what blocks. */
export function listenToWorkers() {
  const crossings = [];
  globalThis.crossings = crossings;
  globalThis.blocks = [];
  const note = (list) => globalThis.blocks.push(...list.getEntries().map((it) => it.duration));
  new PerformanceObserver(note).observe({ type: 'longtask', buffered: true });
  const decoder = new TextDecoder();
  // Numbers in messages are little-endian, seven bits a byte.
  const number = (bytes, at) => {
    let [value, shift] = [0, 0];
    for (; bytes[at] & 0x80; at += 1, shift += 7) value |= (bytes[at] & 0x7f) << shift;
    return [value | (bytes[at] << shift), at + 1];
  };
  const request = (bytes) => {
    const [job, at] = number(bytes, 0);
    return { job, command: ['open', 'text', 'sample', 'run', 'count'][bytes[at]] ?? 'other' };
  };
  const answer = (bytes) => {
    const kind = ['ready', 'progress', 'glanced', 'done', 'failed'][bytes[0]];
    return { kind, job: bytes.length > 1 ? number(bytes, 1)[0] : undefined };
  };
  const Plain = globalThis.Worker;
  globalThis.Worker = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) => {
        if (!Array.isArray(data)) return;
        const file = data[1] && decoder.decode(data[1].slice(0, 1_000_000));
        crossings.push({ at: performance.now(), ...answer(data[0]), file });
      });
    }

    postMessage(message, ...rest) {
      if (Array.isArray(message)) crossings.push({ at: performance.now(), kind: 'asked', ...request(message[0]) });
      return super.postMessage(message, ...rest);
    }
  };
}

/** In the page: milliseconds from a command's request to its answer, once both have crossed. */
function stretch([command, since]) {
  const crossings = globalThis.crossings.filter((it) => it.at > since);
  const asked = crossings.find((it) => it.command === command);
  const answer = asked && crossings.find((it) => it.job === asked.job && ['done', 'failed'].includes(it.kind));
  return answer && { kind: answer.kind, millis: answer.at - asked.at };
}

/** Does something on the start screen; gives how long the worker took for the commands that follow. */
async function timed(page, commands, act) {
  const since = await page.evaluate(() => {
    globalThis.location.hash = '#/';
    return performance.now();
  });
  await act();
  let sum = 0;
  for (const command of commands) {
    const handle = await page.waitForFunction(stretch, [command, since], { timeout: 300_000, polling: 20 });
    const { kind, millis } = await handle.jsonValue();
    assert.equal(kind, 'done', `the worker refused to ${command}`);
    sum += millis;
  }
  return sum;
}

/** Opens a file; the page finds out what it is and segments it by itself. Gives the milliseconds. */
export function openAndSegment(page, file) {
  return timed(page, ['open', 'run'], () => page.locator('#choose-file').setInputFiles(file));
}

/** The longest time for which the page has answered nobody so far, in milliseconds; 0 below fifty. */
export async function longestBlock(page) {
  // What is drawn last, and its report, come a little later.
  await page.waitForTimeout(1_000);
  return page.evaluate(() => Math.max(0, ...globalThis.blocks));
}

/** Totals over all segments by a recipe that keeps returns as orders, as the peers do. */
export async function totals(page) {
  await timed(page, ['run'], () => page.locator('#choose-recipe').setInputFiles(RECIPE));
  await page.waitForFunction(() => globalThis.location.hash.endsWith('/segments'));
  await page.evaluate(() => { globalThis.location.hash = globalThis.location.hash.replace(/segments$/, 'export'); });
  await page.getByText('Segment numbers').click();
  await page.getByRole('button', { name: /^Save/ }).click();
  const handle = await page.waitForFunction(() => globalThis.crossings.findLast((it) => it.file)?.file, undefined, { polling: 50 });
  const analysis = JSON.parse(await handle.jsonValue());
  const sum = (name) => analysis.segments.reduce((total, it) => total + it[name], 0);
  return { rows: analysis.n_rows_used, customers: analysis.n_customers, orders: sum('orders'), sum: sum('revenue') };
}
