// What a visitor sees before the program is there, and when it never comes.

import assert from 'node:assert/strict';
import { Enclave } from '../pages/enclave.mjs';
import { bootState, hitsSince } from '../stage.mjs';

export const facts = {
  'the start screen can be read before the program arrives': async (stage) => {
    const page = await stage.newPage();
    let release;
    const held = new Promise((resolve) => { release = resolve; });
    await page.route('**/*.pack', async (route) => { await held; await route.continue(); });
    await page.goto(stage.app.url, { waitUntil: 'commit' });
    await page.getByRole('heading', { level: 1, name: 'Find the groups in your customer list.' }).waitFor();
    assert.equal(await page.locator('main').getAttribute('aria-busy'), 'true');
    release();
    assert.equal(await bootState(page), 'sealed');
  },

  'the page answers before the engine is there, and asks for nothing behind the seal': async (stage) => {
    let arrive;
    const held = new Promise((resolve) => { arrive = resolve; });
    const app = await stage.serve({ late: (name) => (name.startsWith('engine-') ? held : null) });
    const page = await stage.open({ app });
    const mark = app.log.mark();
    const enclave = new Enclave(page);
    await enclave.useSample(/Online shop orders/);
    await page.getByText('Getting ready…').waitFor();
    await page.waitForTimeout(300);
    arrive();
    await enclave.onSegments();
    assert.deepEqual(await hitsSince([app], [mark]), []);
  },

  'on a connection without hashes the browser checks the engine': async (stage) => {
    const page = await stage.newPage();
    await page.addInitScript(() => { Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }); });
    await page.goto(stage.app.url);
    assert.equal(await bootState(page), 'sealed');
    const enclave = new Enclave(page);
    await enclave.useSample(/Online shop orders/);
    await enclave.onSegments();
  },

  'without scripts the page says what it needs': async (stage) => {
    const page = await stage.newPage({ javaScriptEnabled: false });
    await page.goto(stage.app.url);
    const notice = page.locator('noscript > section');
    assert.equal(await notice.isVisible(), true);
    assert.match(await notice.innerText(), /Enclave needs JavaScript and WebAssembly/);
  },

  'a browser without SIMD is told so': async (stage) => {
    stage.expectTrouble();
    const page = await stage.newPage();
    await page.addInitScript(() => { WebAssembly.validate = () => false; });
    await page.goto(stage.app.url);
    assert.equal(await bootState(page), 'stopped');
    await page.getByRole('heading', { name: 'This browser is too old for Enclave' }).waitFor();
  },

  'a crash shows a notice with a way out, once': async (stage) => {
    const page = await stage.open();
    await page.evaluate(() => globalThis.enclave.crashed());
    const notice = page.getByRole('alert').filter({ hasText: 'Enclave has stopped' });
    await notice.waitFor();
    assert.match(await notice.innerText(), /Your file never left this computer/);
    await notice.getByRole('link', { name: 'Reload the page' }).click();
    assert.equal(await bootState(page), 'sealed');
    assert.equal(await page.getByText('Enclave has stopped').isVisible(), false);
  },
};
