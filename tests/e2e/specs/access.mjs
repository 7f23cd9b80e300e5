// The page by keyboard alone, and what an accessibility checker finds, in both themes and on a narrow screen.

import assert from 'node:assert/strict';
import { mustBeAccessible, mustFit } from '../checks.mjs';
import { customerFile, file, orderFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

/** Walks through every screen, and shows each to `look`. */
async function everyScreen(stage, options, look) {
  const enclave = new Enclave(await stage.open(options));
  const { page } = enclave;
  await look(page, 'start');
  await enclave.chooseFile(file('empty.csv', ''));
  await enclave.alert().waitFor();
  await look(page, 'start with an error');
  await enclave.chooseFile(orderFile());
  await enclave.onImport();
  await look(page, 'import');
  await enclave.continueFromImport();
  await enclave.onMethod();
  await enclave.page.getByRole('heading', { level: 2, name: /^Set up/ }).waitFor();
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await look(page, 'method');
  await enclave.chooseMethod('Find natural groups', 'Set up natural groups');
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await look(page, 'natural groups');
  await enclave.chooseMethod('Recent, frequent, valuable', 'Set up recent, frequent, valuable');
  await enclave.seeSegments();
  await look(page, 'segments as cards');
  for (const view of ['Table', 'Map', 'Compare']) {
    await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: view }).click();
    await look(page, `segments as ${view}`);
  }
  await page.getByRole('navigation', { name: 'View' }).getByRole('link', { name: 'Cards' }).click();
  await enclave.openFirstSegment();
  await look(page, 'segment');
  await enclave.step('Export').click();
  await enclave.onExport();
  await look(page, 'export');
  await page.getByRole('link', { name: 'On this device' }).click();
  await enclave.heading('Your data stays on this device').waitFor();
  await look(page, 'privacy');
}

/** Moves on with Tab until the control with this name has the keyboard. */
async function tabTo(page, role, name, atMost = 80) {
  const wanted = page.getByRole(role, { name });
  for (let pressed = 0; pressed < atMost; pressed += 1) {
    await page.keyboard.press('Tab');
    if (await wanted.first().evaluate((it) => it === document.activeElement).catch(() => false)) return;
  }
  assert.fail(`${name} was not reached in ${atMost} steps`);
}

export const facts = {
  'no screen has a serious finding in the light theme': (stage) => everyScreen(stage, { colorScheme: 'light' }, mustBeAccessible),
  'no screen has a serious finding in the dark theme': (stage) => everyScreen(stage, { colorScheme: 'dark' }, mustBeAccessible),
  'every screen fits 320 pixels': (stage) => everyScreen(stage, { viewport: { width: 320, height: 640 } }, mustFit),
  'every screen fits 768 pixels': (stage) => everyScreen(stage, { viewport: { width: 768, height: 1024 } }, mustFit),

  'a sample can be opened, renamed and exported by keyboard alone': async (stage) => {
    const page = await stage.open();
    const enclave = new Enclave(page);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to content');
    await tabTo(page, 'button', /Online shop orders/);
    await page.keyboard.press('Enter');
    await enclave.onSegments();
    const [name] = await enclave.segmentNames();
    await tabTo(page, 'button', `Rename ${name}`);
    await page.keyboard.press('Enter');
    const selected = () => getSelection().toString() || document.activeElement.value?.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd);
    await eventually(async () => assert.equal(await page.evaluate(selected), name));
    await page.keyboard.type('By hand');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal((await enclave.segmentNames())[0], 'By hand'));
    await enclave.page.evaluate(() => document.querySelector('#main').focus());
    await tabTo(page, 'link', 'Export');
    await page.keyboard.press('Enter');
    await enclave.onExport();
    await tabTo(page, 'button', 'Save 1 file');
    const list = await enclave.saved(() => page.keyboard.press('Enter'));
    assert.match(list.text, /By hand/);
  },

  'the keyboard goes to the heading of a new screen': async (stage) => {
    const page = await stage.open();
    const enclave = new Enclave(page);
    await enclave.chooseFile(customerFile());
    await enclave.onImport();
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await eventually(async () => assert.equal(await focused(), 'Say what each column means'));
    await enclave.continueFromImport();
    await eventually(async () => assert.equal(await focused(), 'Choose how to group them'));
  },

  'the theme can be chosen and is kept': async (stage) => {
    const page = await stage.open({ colorScheme: 'light' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    for (let pressed = 0; pressed < 3 && (await page.locator('html').getAttribute('data-theme')) !== 'dark'; pressed += 1) {
      await page.getByRole('button', { name: /^Theme/ }).click();
    }
    assert.notEqual(await ground(), light);
    const dark = await ground();
    await page.reload();
    await page.getByRole('button', { name: /^Theme: .*dark/i }).waitFor();
    assert.equal(await ground(), dark);
  },
};
