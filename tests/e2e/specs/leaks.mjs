// Code shipped in the page's own files tries to send something: nothing arrives at either server.

import assert from 'node:assert/strict';
import { hostileBuild } from '../hostile.mjs';
import { hitsSince } from '../stage.mjs';

/** Attempts of the page that leave it alive, tried one after another in one page. */
async function tryInPage(stage, app) {
  const page = await stage.open({ app });
  const names = await page.evaluate(() => Object.keys(globalThis.probes));
  return attempt(stage, app, names, (name, url) => page.evaluate(async ([name, url]) => {
    try { await Promise.race([globalThis.probes[name](url), new Promise((it) => setTimeout(it, 150))]); } catch { /* refused */ }
  }, [name, url]));
}

/** Attempts to take the whole page elsewhere: each in a page of its own. */
async function tryToLeave(stage, app) {
  const first = await stage.open({ app });
  const names = await first.evaluate(() => Object.keys(globalThis.departures));
  return attempt(stage, app, names, async (name, url) => {
    const page = await stage.open({ app });
    // The page may go away in the middle of this; the servers' logs say whether it did.
    await page.evaluate(([name, url]) => { globalThis.departures[name](url); }, [name, url]).catch(() => {});
    await page.waitForTimeout(250);
  });
}

/** Attempts of the engine's worker. */
async function tryInWorker(stage, app) {
  const page = await stage.open({ app });
  const names = await page.evaluate(() => new Promise((resolve) => {
    globalThis.hostileEngine = globalThis.enclave.spawnEngine();
    globalThis.hostileEngine.addEventListener('message', (event) => { if (event.data.probes) resolve(event.data.probes); });
    globalThis.hostileEngine.postMessage({ list: true });
  }));
  return attempt(stage, app, names, (name, url) => page.evaluate(([attempt, url]) => new Promise((resolve) => {
    const done = (event) => { if (event.data === 'tried') resolve(); };
    globalThis.hostileEngine.addEventListener('message', done, { once: false });
    globalThis.hostileEngine.postMessage({ attempt, url });
    setTimeout(resolve, 1_000);
  }), [name, url]));
}

/** Tries each name at both servers; gives the names, and those of which anything arrived anywhere. */
async function attempt(stage, app, names, go) {
  const servers = [app, stage.foreign];
  const marks = servers.map((it) => it.log.mark());
  const address = (origin, name) => `${origin}/leak/${encodeURIComponent(name)}/`;
  for (const name of names) {
    for (const server of servers) await go(name, address(server.origin, name));
  }
  const hits = await hitsSince(servers, marks);
  const arrived = names.filter((name) => hits.some((it) => it.includes(`/leak/${encodeURIComponent(name)}/`)));
  return { names, arrived };
}

async function mustStop(stage, tryAll, atLeast) {
  stage.expectTrouble();
  const app = await stage.serve(await hostileBuild(stage.dist, { sealed: true }));
  const { names, arrived } = await tryAll(stage, app);
  assert.ok(names.length >= atLeast, `only ${names.length} attempts`);
  assert.deepEqual(arrived, []);
}

async function mustArrive(stage, tryAll) {
  stage.expectTrouble();
  const app = await stage.serve(await hostileBuild(stage.dist, { sealed: false }));
  const { names, arrived } = await tryAll(stage, app);
  assert.deepEqual(arrived, names);
}

export const facts = {
  'eighteen attempts of the page arrive nowhere': (stage) => mustStop(stage, tryInPage, 18),
  'six attempts to leave the page arrive nowhere': (stage) => mustStop(stage, tryToLeave, 6),
  'ten attempts of the worker arrive nowhere': (stage) => mustStop(stage, tryInWorker, 10),
  'without the seal every attempt of the page arrives': (stage) => mustArrive(stage, tryInPage),
  'without the seal every attempt to leave the page arrives': (stage) => mustArrive(stage, tryToLeave),
  'without the seal every attempt of the worker arrives': (stage) => mustArrive(stage, tryInWorker),
};
