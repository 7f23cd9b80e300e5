// What the page itself takes for natural groups and rules: time, memory of all its workers, and how
// soon it stops.

import assert from 'node:assert/strict';
import { launch } from '../tests/e2e/browser.mjs';
import { Enclave } from '../tests/e2e/pages/enclave.mjs';
import { listenToWorkers } from './enclave.mjs';
import { CUSTOMER_COLUMNS } from './generate.mjs';

const LONGEST = 120_000;

export const launchBrowser = () => launch({ headless: true });

/** In the page, before anything else: so many processors, and what memory the workers have. */
function watch(nProcessors) {
  const post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function told(message, ...rest) {
    if (message.nProcessors) message.nProcessors = nProcessors;
    return post.call(this, message, ...rest);
  };
  // In a worker: tells its memory with everything it says, and when it ends those it started.
  const tell = () => {
    const memories = [];
    const id = Math.random();
    const channel = new BroadcastChannel('memory');
    const say = (more) => channel.postMessage({ id, name: globalThis.name, bytes: memories.reduce((sum, it) => sum + it.buffer.byteLength, 0), ...more });
    const Plain = WebAssembly.Instance;
    WebAssembly.Instance = function instance(...given) {
      const made = new Plain(...given);
      if (made.exports.memory) memories.push(made.exports.memory);
      return made;
    };
    const speak = globalThis.postMessage;
    globalThis.postMessage = (...given) => {
      say({});
      return speak.apply(globalThis, given);
    };
    const end = Worker.prototype.terminate;
    Worker.prototype.terminate = function ended() {
      say({ hasEnded: true });
      return end.call(this);
    };
  };
  const PlainBlob = Blob;
  globalThis.Blob = class extends PlainBlob {
    constructor(parts, options) {
      super(options?.type === 'text/javascript' ? [`(${tell})();`, ...parts] : parts, options);
    }
  };
  const memory = { engine: 0, most: 0, mates: new Map(), lastMate: 0 };
  globalThis.memory = memory;
  new BroadcastChannel('memory').onmessage = ({ data: { id, name, bytes, hasEnded } }) => {
    if (name === 'mate') {
      memory.mates.set(id, bytes);
      memory.lastMate = performance.now();
    } else {
      memory.engine = bytes;
    }
    memory.most = Math.max(memory.most, memory.engine + [...memory.mates.values()].reduce((sum, it) => sum + it, 0));
    if (hasEnded) memory.mates.clear();
  };
}

/** In the page: from a command's request to its answer, with what was told meanwhile. */
function stretch([command, since]) {
  const crossings = globalThis.crossings.filter((it) => it.at > since);
  const asked = crossings.find((it) => it.command === command);
  const answer = asked && crossings.find((it) => it.job === asked.job && ['done', 'failed'].includes(it.kind));
  if (!answer) return undefined;
  const nTold = crossings.filter((it) => it.job === asked.job && it.kind === 'progress').length;
  return { kind: answer.kind, millis: answer.at - asked.at, nTold };
}

async function answered(page, command, since = 0) {
  const handle = await page.waitForFunction(stretch, [command, since], { timeout: LONGEST, polling: 20 });
  const found = await handle.jsonValue();
  assert.equal(found.kind, 'done', `the worker refused to ${command}: ${await page.getByRole('main').innerText()}`);
  return found;
}

const recipeOf = (method) => ({
  name: 'recipe.json',
  mimeType: 'application/json',
  buffer: Buffer.from(JSON.stringify({
    version: 3,
    mapping: {
      unit: 'customers',
      columns: [{ name: 'customer_id', role: 'customer' }, ...CUSTOMER_COLUMNS.map((name) => ({ name, role: 'feature' }))],
    },
    method,
  })),
});

const groups = (k) => recipeOf({ groups: { scale: 'zscore', k, algorithm: 'kmeans' } });

/** The page with a file and a recipe that runs at once. */
async function begin(browser, origin, { file, recipe, nProcessors }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(LONGEST);
  await page.addInitScript(listenToWorkers);
  await page.addInitScript(watch, nProcessors);
  await page.goto(`${origin}/app/`);
  await page.waitForFunction(() => document.documentElement.dataset.boot === 'sealed');
  const enclave = new Enclave(page);
  await enclave.openRecipe(recipe);
  await page.getByText(/is ready/).first().waitFor();
  // Nobody chooses a file faster than that.
  await page.waitForTimeout(1_000);
  await enclave.chooseFile(file);
  await answered(page, 'open');
  return { context, page, enclave, memory: await page.evaluate(() => globalThis.memory.engine) };
}

/** One search for groups: milliseconds, how often it said how far it is, and bytes beyond the open table. */
export async function search(browser, origin, file, { k, nProcessors }) {
  const { context, page, memory } = await begin(browser, origin, { file, recipe: groups(k), nProcessors });
  try {
    const { millis, nTold } = await answered(page, 'run');
    return { millis, nTold, bytes: (await page.evaluate(() => globalThis.memory.most)) - memory };
  } finally {
    await context.close();
  }
}

/** Milliseconds from a click on Cancel, in the middle of a search, until the page has stopped, and until nobody works on. */
export async function cancel(browser, origin, file, nProcessors) {
  const { context, page } = await begin(browser, origin, { file, recipe: groups(null), nProcessors });
  try {
    const millis = await page.evaluate(async (n) => {
      const { memory } = globalThis;
      const pause = (some) => new Promise((go) => { setTimeout(go, some); });
      const asked = () => globalThis.crossings.some((it) => it.command === 'run');
      while (!asked() || (n > 1 && memory.mates.size === 0)) await pause(5);
      await pause(300);
      const find = () => [...document.querySelectorAll('main button')].find((it) => it.textContent === 'Cancel');
      while (!find()) await pause(5);
      const start = performance.now();
      find().click();
      while (find()) await new Promise((go) => { requestAnimationFrame(go); });
      memory.cancelled = start;
      return performance.now() - start;
    }, nProcessors);
    await page.waitForTimeout(1_000);
    const after = await page.evaluate(() => globalThis.memory.lastMate - globalThis.memory.cancelled);
    assert.equal(await page.evaluate(stretch, ['run', 0]), undefined, 'it was over before it was cancelled');
    return { millis, mates: Math.max(0, after) };
  } finally {
    await context.close();
  }
}

const shared = (recency, share) => `segment "A":
  visits > ${recency}
  basket >= 0.2
  none:
    margin < -1
segment "B":
  any:
    tenure in the top ${share}%
    clicks >= 1.2
`;
/** What is on the screen, edit after edit. */
const EDITS = [
  shared(0.6, 10),
  shared(0.6, 20),
  shared(0.6, 20).replace('  none:', '  opens is not missing\n  none:'),
  shared(0.6, 20).replace('any:', 'all:'),
  shared(0.6, 20).split('segment ').filter(Boolean).reverse().map((it) => `segment ${it}`).join(''),
  `${shared(0.6, 20)}    gap > 99999\n`,
  shared(0.6, 20).replace('tenure in the top 20%', 'tenure above the median'),
];

/** Milliseconds of each edit of rules, from the request to the counts. */
export async function edits(browser, origin, file) {
  const recipe = recipeOf({ rules: { segments: [{ name: 'A', all: [{ is: { column: { field: 'visits', test: 'known' } } }] }] } });
  const { context, page, enclave } = await begin(browser, origin, { file, recipe, nProcessors: 2 });
  try {
    await answered(page, 'run');
    await enclave.onSegments();
    await enclave.step('Method').click();
    await enclave.chooseMethod('Write my own rules', 'Write your own rules');
    await page.getByText('As text', { exact: true }).click();
    const all = [];
    for (const rules of [shared(0.5, 10), ...EDITS]) {
      const since = await page.evaluate(() => performance.now());
      await page.getByLabel('The rules as text').fill(rules);
      await page.getByRole('button', { name: 'Use this text' }).click();
      all.push((await answered(page, 'count', since)).millis);
      // The result that follows is not what is measured.
      await answered(page, 'run', since);
    }
    // The first has everything to find out.
    return all.slice(1);
  } finally {
    await context.close();
  }
}
