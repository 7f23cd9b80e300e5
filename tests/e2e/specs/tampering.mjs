// A file changed on its way is refused, and the page says so in plain words.

import assert from 'node:assert/strict';
import { bootState } from '../stage.mjs';

/** One byte of the first file whose name fits is another. */
function changed(fits) {
  return {
    change(name, bytes) {
      if (!fits(name)) return bytes;
      const other = Buffer.from(bytes);
      other[other.length - 2] ^= 1;
      return other;
    },
  };
}

async function mustRefuse(stage, fits) {
  stage.expectTrouble();
  const app = await stage.serve(changed(fits));
  const page = await stage.newPage();
  await page.goto(app.url);
  assert.equal(await bootState(page), 'stopped');
  const notice = page.getByRole('alert');
  await notice.getByRole('heading', { name: 'A part of Enclave could not be loaded' }).waitFor();
  assert.match(await notice.innerText(), /Nothing was started and nothing was read from your computer/);
  assert.equal(await page.evaluate(() => typeof globalThis.enclave), 'undefined');
  assert.equal(await page.locator('input[type=file]').count(), 0);
}

export const facts = {
  'a changed program is refused': (stage) => mustRefuse(stage, (name) => name.endsWith('.wasm')),

  'a changed glue is refused': (stage) => mustRefuse(stage, (name) => name.startsWith('app-') && name.endsWith('.js')),

  'a changed boot.js is refused, and time alone shows the notice': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve(changed((name) => name.startsWith('boot-')));
    const page = await stage.newPage();
    await page.goto(app.url);
    const notice = page.getByText('Enclave has not started yet');
    assert.equal(await notice.isVisible(), false);
    await notice.waitFor({ state: 'visible', timeout: 12_000 });
    assert.equal(await page.evaluate(() => document.documentElement.dataset.boot), undefined);
    assert.equal(app.log.all.some((it) => it.includes('seal-proof')), false);
  },

  'a changed style is not applied': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve(changed((name) => name.startsWith('tokens-')));
    const page = await stage.newPage();
    await page.goto(app.url);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ground'));
    assert.equal(ground, '');
  },

  'a missing program is named as such': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve();
    const page = await stage.newPage();
    await page.route('**/*.wasm', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(app.url);
    assert.equal(await bootState(page), 'stopped');
    await page.getByRole('heading', { name: 'A part of Enclave could not be loaded' }).waitFor();
  },
};
