// The page is closed before its program starts, proves it, and starts nothing otherwise.

import assert from 'node:assert/strict';
import { bootState, hitsSince } from '../stage.mjs';

async function mustNotStart(stage, sabotage) {
  stage.expectTrouble();
  const page = await stage.newPage();
  await page.addInitScript(sabotage);
  await page.goto(stage.app.url);
  assert.equal(await bootState(page), 'stopped');
  await page.getByRole('heading', { name: 'This page could not be sealed, so it did not start' }).waitFor();
  assert.equal(await page.evaluate(() => typeof globalThis.enclave), 'undefined');
  assert.equal(page.workers().length, 0);
}

export const facts = {
  'the page seals itself and proves it without a request': async (stage) => {
    const mark = stage.app.log.mark();
    const page = await stage.open();
    const hits = stage.app.log.since(mark);
    assert.equal(hits.some((it) => it.includes('seal-proof')), false, hits.join('\n'));
    const policies = await page.locator('meta[http-equiv="Content-Security-Policy"]').evaluateAll((all) => all.map((it) => it.content));
    assert.equal(policies.length, 2);
    assert.deepEqual(policies, await page.evaluate(() => Object.values(globalThis.enclave.policy)));
    assert.match(policies[1], /connect-src 'none'.*form-action 'none'/);
  },

  'everything the page loads comes from its own folder, before the seal': async (stage) => {
    const marks = [stage.app.log.mark(), stage.foreign.log.mark()];
    const page = await stage.open();
    const files = JSON.parse(await page.evaluate(() => globalThis.enclave.connections()));
    const sealedAt = await page.evaluate(() => globalThis.enclave.sealedAt);
    assert.ok(files.length > 5 && files.every((it) => it.own && it.at <= sealedAt), JSON.stringify(files));
    const hits = await hitsSince([stage.app, stage.foreign], marks);
    assert.ok(hits.every((it) => it.startsWith('GET /deep/sub/app/')), hits.join('\n'));
  },

  'nothing starts when the policy is not added': (stage) => mustNotStart(stage, () => {
    const append = Element.prototype.append;
    Element.prototype.append = function (...nodes) {
      return append.apply(this, nodes.filter((it) => it.httpEquiv !== 'Content-Security-Policy'));
    };
  }),

  'nothing starts when a request is refused but not by the policy': (stage) => mustNotStart(stage, () => {
    const append = Element.prototype.append;
    Element.prototype.append = function (...nodes) {
      return append.apply(this, nodes.filter((it) => it.httpEquiv !== 'Content-Security-Policy'));
    };
    const ask = globalThis.fetch;
    globalThis.fetch = (url, options) => (String(url).endsWith('seal-proof') ? Promise.reject(new TypeError('offline')) : ask(url, options));
  }),

  'the worker is started after the seal, from the page itself': async (stage) => {
    const page = await stage.newPage();
    await page.addInitScript(() => {
      globalThis.workersSeen = [];
      const Original = globalThis.Worker;
      globalThis.Worker = class extends Original {
        constructor(url, options) {
          globalThis.workersSeen.push({ url: String(url), n_policies: document.querySelectorAll('meta[http-equiv="Content-Security-Policy"]').length });
          super(url, options);
        }
      };
    });
    await page.goto(stage.app.url);
    assert.equal(await bootState(page), 'sealed');
    await page.evaluate(() => globalThis.enclave.spawnEngine().terminate());
    const seen = await page.evaluate(() => globalThis.workersSeen);
    assert.ok(seen.length >= 1);
    assert.ok(seen.every((it) => it.url.startsWith('blob:') && it.n_policies === 2), JSON.stringify(seen));
  },

  'removing the policy from the page takes nothing away': async (stage) => {
    stage.expectTrouble();
    const page = await stage.open();
    const marks = [stage.app.log.mark(), stage.foreign.log.mark()];
    const refused = await page.evaluate(async (urls) => {
      for (const meta of document.querySelectorAll('meta[http-equiv]')) meta.remove();
      const tries = urls.map((url) => fetch(url, { mode: 'no-cors' }).then(() => false, () => true));
      return Promise.all(tries);
    }, [stage.app.url, stage.foreign.origin]);
    assert.deepEqual(refused, [true, true]);
    assert.deepEqual(await hitsSince([stage.app, stage.foreign], marks), []);
  },

  'the object the program finds cannot be changed': async (stage) => {
    const page = await stage.open();
    const kinds = await page.evaluate(() => {
      'use strict';
      const attempts = [() => { globalThis.enclave = null; }, () => { globalThis.enclave.spawnEngine = null; }, () => { globalThis.enclave.policy.sealed = ''; }, () => { globalThis.RTCPeerConnection = Object; }];
      return attempts.map((it) => { try { it(); return 'changed'; } catch (error) { return error.name; } });
    });
    assert.deepEqual(kinds, ['TypeError', 'TypeError', 'TypeError', 'TypeError']);
  },
};
