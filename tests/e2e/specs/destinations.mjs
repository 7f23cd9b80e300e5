// Customers on their way to other tools: what is said before, what is written, and that it is what the command line writes.

import assert from 'node:assert/strict';
import { mustBeAccessible, mustFit } from '../checks.mjs';
import { contactFile, orderFile } from '../orders.mjs';
import { Enclave } from '../pages/enclave.mjs';

/** The export screen with a file's segments. */
async function atExport(stage, given, options = {}) {
  const enclave = new Enclave(await stage.open(options));
  await enclave.chooseFile(given);
  await enclave.onImport();
  await enclave.continueFromImport();
  await enclave.onMethod();
  await enclave.seeSegments();
  await enclave.step('Export').click();
  await enclave.onExport();
  return enclave;
}

export const facts = {
  'everybody is accounted for before anything is written': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    await enclave.chooseTool('HubSpot');
    const balance = enclave.page.getByText(/^[\d,]+ customers = [\d,]+ written/);
    await balance.waitFor();
    const [all, ...parts] = (await balance.textContent()).match(/[\d,]+/g).map((it) => Number(it.replaceAll(',', '')));
    assert.equal(all, 400);
    assert.equal(parts.reduce((sum, it) => sum + it, 0), all);
    await enclave.page.getByText('No consent: the column says no').waitFor();
    await enclave.page.getByText('No Email', { exact: true }).waitFor();
    const list = await enclave.saved(() => enclave.page.getByRole('button', { name: /^Save the list of what is changed/ }).click());
    assert.match(list.text, /^customer_id,column,value,what_happened\n/);
    assert.match(list.text, /C10025,Email,,Left out\. No Email/);
  },

  'nobody without consent is written, and others only for a reason in words': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    await enclave.chooseTool('HubSpot');
    const [agreed] = await enclave.deliver();
    assert.doesNotMatch(agreed.text, /person4@/i, 'said nothing');
    await enclave.page.getByRole('checkbox', { name: /^Only people who agreed/ }).uncheck();
    await enclave.alert().getByText('A reason is missing').waitFor();
    const button = enclave.page.getByRole('button', { name: /^Save \d+ file/ });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    await enclave.page.getByLabel('Why may the others be written to?').fill('A notice about their contract');
    await enclave.page.keyboard.press('Tab');
    const [all] = await enclave.deliver();
    assert.match(all.text, /person4@example\.com/i);
    assert.ok(all.text.split('\n').length > agreed.text.split('\n').length);
  },

  'several files come as one archive with a read-me': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    await enclave.chooseTool('HubSpot');
    await enclave.page.getByRole('checkbox', { name: /^One file per segment/ }).check();
    await enclave.readyToSave(/^Save \d+ files$/);
    const archive = await enclave.saved(() => enclave.page.getByRole('button', { name: /^Save \d+ files$/ }).click());
    assert.equal(archive.name, 'shop-orders-hubspot.zip');
    assert.equal(archive.bytes.toString('latin1', 0, 2), 'PK');
    assert.match(archive.bytes.toString('latin1'), /README\.txt/);
    await enclave.page.getByRole('status').getByText(/^Saved \d+ files in one ZIP, \d+ people\..* had no e-mail\./).waitFor();
  },

  'a column that is missing is said, with the way to say which it is': async (stage) => {
    const enclave = await atExport(stage, orderFile());
    await enclave.page.getByRole('radio', { name: /^HubSpot HubSpot needs an e-mail address/ }).check();
    await enclave.alert().getByText('A column is missing').waitFor();
    await enclave.alert().getByRole('link', { name: 'Say which column it is' }).click();
    await enclave.onImport();
  },

  'what is written is shown as it will be written': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    await enclave.chooseTool('HubSpot');
    const shown = enclave.page.getByRole('group', { name: /^First rows of / }).getByRole('row');
    await shown.nth(1).waitFor();
    const first = await shown.nth(1).getByRole('cell').allTextContents();
    const [written] = await enclave.deliver();
    const line = written.text.split(/\r?\n/)[1];
    for (const cell of first) assert.ok(line.includes(cell), `${cell} stands in ${line}`);
  },

  'a tool can be chosen and files saved by keyboard alone': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    const { page } = enclave;
    await page.getByRole('radio', { name: /^Customer list/ }).focus();
    const tool = page.getByRole('radio', { name: /^HubSpot/ });
    for (let pressed = 0; pressed < 40 && !(await tool.isChecked()); pressed += 1) await page.keyboard.press('ArrowDown');
    assert.ok(await tool.isChecked());
    await enclave.readyToSave(/^Save 1 file$/);
    const button = page.getByRole('button', { name: /^Save 1 file$/ });
    for (let pressed = 0; pressed < 60; pressed += 1) {
      if (await button.evaluate((it) => it === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    const saved = await enclave.saved(() => page.keyboard.press('Enter'));
    assert.match(saved.text, /^Email,/);
  },

  'no state of the screen has a serious finding, in both themes': async (stage) => {
    for (const colorScheme of ['light', 'dark']) await everyState(stage, { colorScheme }, mustBeAccessible);
  },

  'every state of the screen fits 320 pixels': (stage) => everyState(stage, { viewport: { width: 320, height: 640 } }, mustFit),

  'customers leave no trace in the address or the log': async (stage) => {
    const enclave = await atExport(stage, contactFile());
    const said = [];
    enclave.page.on('console', (it) => said.push(it.text()));
    await enclave.chooseTool('HubSpot');
    await enclave.deliver();
    assert.deepEqual(said, []);
    assert.doesNotMatch(`${enclave.page.url()} ${await enclave.page.title()}`, /person\d|customer_id|hubspot/i);
  },

  'without the module, the other files can be saved still': async (stage) => {
    stage.expectTrouble();
    const app = await stage.serve({ change: (name, bytes) => (/^wrapping-.*\.pack$/.test(name) ? bytes.subarray(0, 100) : bytes) });
    const enclave = await atExport(stage, orderFile(), { app });
    await enclave.page.getByText('The part that writes files for other tools did not load').waitFor();
    await enclave.save(/^Customer list/);
  },
};

/** Shows the states of the screen for a tool to `look`. */
async function everyState(stage, options, look) {
  const enclave = await atExport(stage, contactFile(), options);
  const { page } = enclave;
  await enclave.chooseTool('Plain CSV');
  await look(page, 'plain text');
  await enclave.chooseTool('HubSpot');
  await look(page, 'a tool');
  await page.getByRole('checkbox', { name: /^Only people who agreed/ }).uncheck();
  await enclave.alert().waitFor();
  await look(page, 'a refusal');
  await page.getByRole('checkbox', { name: /^Only people who agreed/ }).check();
  await enclave.deliver();
  await look(page, 'saved');
  await page.getByRole('button', { name: 'None' }).click();
  await page.getByText('Pick at least one segment', { exact: true }).first().waitFor();
  await look(page, 'nothing picked');
}
