// A file changed on its way is refused, and the page says so in plain words.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sri } from '../hostile.mjs';
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

/** The program cut short, in a page whose integrity was made to fit. */
async function cutShort(stage) {
  const name = (await readdir(stage.dist)).find((it) => it.startsWith('app-') && it.endsWith('.pack'));
  const whole = await readFile(join(stage.dist, name));
  const cut = whole.subarray(0, whole.length - 1000);
  const page = await readFile(join(stage.dist, 'index.html'), 'utf8');
  const files = { [name]: cut, 'index.html': page.replaceAll(sri(whole), sri(cut)) };
  return { change: (name, bytes) => files[name] ?? bytes };
}

async function mustRefuse(stage, served) {
  stage.expectTrouble();
  const app = await stage.serve(served);
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
  'a changed program is refused': (stage) => mustRefuse(stage, changed((name) => name.endsWith('.pack'))),

  'a program cut short is refused even where the integrity fits': async (stage) => mustRefuse(stage, await cutShort(stage)),

  'a changed engine is refused, and the page says so': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve(changed((name) => name.startsWith('engine-')));
    const page = await stage.newPage();
    await page.goto(app.url);
    const notice = page.getByRole('alert');
    await notice.getByRole('heading', { name: 'A part of Enclave could not be loaded' }).waitFor();
    assert.match(await notice.innerText(), /was refused\. Nothing was read from your computer/);
    assert.equal(await bootState(page), 'stopped');
  },

  'a changed unpack.js is refused': (stage) => mustRefuse(stage, changed((name) => name.startsWith('unpack-'))),

  'a changed glue is refused': (stage) => mustRefuse(stage, changed((name) => name.startsWith('app-') && name.endsWith('.js'))),

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
    const app = await stage.serve(changed((name) => name.startsWith('styles-')));
    const page = await stage.newPage();
    await page.goto(app.url);
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ground'));
    assert.equal(ground, '');
  },

  'a missing program is named as such': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve();
    const page = await stage.newPage();
    await page.route('**/*.pack', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(app.url);
    assert.equal(await bootState(page), 'stopped');
    await page.getByRole('heading', { name: 'A part of Enclave could not be loaded' }).waitFor();
  },
};
