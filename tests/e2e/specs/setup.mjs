// Setting a method up by hand: cut points, painted cells, weights, built rules; by keyboard and pointer, with the way back.

import assert from 'node:assert/strict';
import { peopleFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

/** The shop sample at the set-up of a method. */
async function atShop(stage, page, setUp) {
  const enclave = new Enclave(await stage.open());
  await enclave.useSample(/Online shop orders/);
  await enclave.onSegments();
  await enclave.page.evaluate((to) => { location.hash = location.hash.replace('/segments', `/method/${to}`); }, page);
  await enclave.page.getByRole('heading', { level: 2, name: setUp }).waitFor();
  await settled(enclave.page);
  return enclave;
}

/** The result is that of the controls. */
async function settled(page) {
  await page.waitForTimeout(400);
  await page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
}

const rfm = (stage) => atShop(stage, 'rfm', 'Set up recent, frequent, valuable');
const now = async (slider) => Number(await slider.getAttribute('aria-valuenow'));

export const facts = {
  'a cut point is moved by arrow keys, typed, dragged and taken back': async (stage) => {
    const { page } = await rfm(stage);
    const slider = page.getByRole('slider', { name: 'Recent, cut 2' });
    const before = await now(slider);
    await slider.press('ArrowRight');
    await slider.press('PageUp');
    assert.equal(await now(slider), before + 11);
    assert.equal(await page.getByLabel('Cut 2, days').inputValue(), String(before + 11));
    await page.getByText('Changed: cut points').waitFor();
    await settled(page);
    await page.getByLabel('Cut 3, days').fill('300');
    await page.getByLabel('Cut 3, days').press('Enter');
    const third = page.getByRole('slider', { name: 'Recent, cut 3' });
    await eventually(async () => assert.equal(await now(third), 300));
    await settled(page);
    await third.scrollIntoViewIfNeeded();
    const knob = await third.boundingBox();
    await page.mouse.move(knob.x + knob.width / 2, knob.y + knob.height - 5);
    await page.mouse.down();
    await page.mouse.move(knob.x - 60, knob.y + knob.height - 5, { steps: 6 });
    await page.mouse.up();
    assert.ok(await now(third) < 300, 'dragged to the left');
    await page.getByRole('banner').getByRole('button', { name: 'Undo: cut points' }).click();
    await eventually(async () => assert.equal(await now(third), 300));
  },

  'steps per scale are three to five, with as many cut points': async (stage) => {
    const { page } = await rfm(stage);
    for (const [steps, cuts] of [['3', 2], ['4', 3], ['5', 4]]) {
      await page.getByRole('group', { name: 'Steps per scale' }).getByRole('radio', { name: steps }).check();
      await eventually(async () => assert.equal(await page.getByRole('slider', { name: /^Frequent, cut/ }).count(), cuts));
    }
  },

  'cells are painted with names of one’s own by keyboard and by dragging, and become segments': async (stage) => {
    const enclave = await rfm(stage);
    const { page } = enclave;
    await page.getByLabel('Group names').selectOption({ label: 'Your own names' });
    await page.getByRole('button', { name: 'Add a name' }).click();
    const field = page.getByRole('textbox', { name: /^Name of / });
    await field.fill('Friends');
    await field.press('Enter');
    const cells = page.getByRole('grid', { name: 'Cells of the map' }).getByRole('gridcell');
    await page.getByRole('button', { name: 'I Friends', pressed: true }).waitFor();
    await cells.first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('a');
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    const said = async (at) => (await cells.nth(at).getAttribute('aria-label')).split(':')[0];
    assert.deepEqual([await said(0), await said(9)], ['Friends', 'Others']);
    assert.notEqual(await said(5), 'Friends');
    await page.getByRole('button', { name: 'I Friends' }).click();
    const [from, to] = [await cells.nth(15).boundingBox(), await cells.nth(18).boundingBox()];
    await page.mouse.move(from.x + 5, from.y + 5);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + 5, { steps: 12 });
    await page.mouse.up();
    for (const at of [15, 16, 17, 18]) assert.equal(await said(at), 'Friends');
    await page.getByRole('banner').getByRole('button', { name: 'Undo: painted cells' }).click();
    await eventually(async () => assert.notEqual(await said(17), 'Friends'));
    await page.getByRole('banner').getByRole('button', { name: /^Redo: / }).click();
    await enclave.seeSegments();
    const names = await enclave.segmentNames();
    assert.ok(names.includes('Friends') && names.includes('Others'), String(names));
  },

  'a column counts off, once or twice, and more is measured where it is asked for': async (stage) => {
    const { page } = await atShop(stage, 'groups', 'Set up natural groups');
    const orders = page.getByLabel('How often Orders counts');
    await orders.selectOption('2×');
    await page.getByText('Changed: columns in use').waitFor();
    await orders.selectOption('Off');
    await page.getByText(/^\d+ of \d+ in use/).waitFor();
    await page.getByText('Measure more about each customer').click();
    await page.getByLabel('Days between purchases, and how regular they are').check();
    await page.getByLabel('How often Irregularity of purchases counts').waitFor();
    await page.getByRole('banner').getByRole('button', { name: 'Undo: what is measured' }).click();
    await page.getByLabel('How often Irregularity of purchases counts').waitFor({ state: 'detached' });
  },

  'a sequence of purchases is built, a line is changed as text, and the line to blame is taken out': async (stage) => {
    const { page } = await atShop(stage, 'rules', 'Write your own rules');
    const line = page.getByRole('group', { name: 'New line' }).first();
    await line.getByLabel('New line: about').selectOption({ label: 'Bought one thing, then another' });
    for (const which of ['Bought first', 'Bought then']) {
      await line.getByLabel(`${which}: column`).selectOption({ index: 0 });
      await line.getByLabel(`${which}: value`).fill('nothing like it');
    }
    await line.getByLabel('Bought then: within days').fill('30');
    await line.getByRole('button', { name: 'Add the line' }).click();
    await page.getByText(/^Nobody is left\. Without this line/).waitFor();
    await page.getByRole('button', { name: 'Take this line out' }).click();
    await eventually(async () => assert.equal(await page.getByText(/^Nobody is left/).count(), 0));
    await page.getByRole('button', { name: /^Change the line: / }).first().click();
    const text = page.getByLabel('The line as text');
    await text.fill('frequency >>= 3');
    await text.press('Enter');
    await page.getByText(/cannot stand there/).waitFor();
    await text.fill('frequency >= 3');
    await text.press('Enter');
    await page.getByText('At least 3 orders').first().waitFor();
    await line.getByLabel('New line: about').selectOption({ label: 'In a segment of another method' });
    await line.getByLabel('New line: segments').fill('Champions');
    await line.getByRole('button', { name: 'Add the line' }).click();
    await page.getByRole('button', { name: /^Remove the line: .*Champions/ }).waitFor();
  },

  'the best group is found and made a segment': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(peopleFile());
    await enclave.onImport();
    await enclave.continueFromImport();
    await enclave.onMethod();
    await enclave.chooseMethod('Write my own rules', 'Write your own rules');
    const { page } = enclave;
    await page.getByText('Find the best group', { exact: true }).click();
    await page.getByRole('button', { name: 'Find it' }).click();
    await page.getByText(/^The best of [\d,]+ groups with at least/).waitFor();
    await page.getByRole('button', { name: 'Make it a segment' }).first().click();
    await page.getByRole('region', { name: 'Best group' }).waitFor();
    await enclave.seeSegments();
    assert.ok((await enclave.segmentNames()).includes('Best group'));
  },

  'tiers are cut under their curve by keyboard, never past one another': async (stage) => {
    const { page } = await atShop(stage, 'tiers', 'Set up value tiers');
    const second = page.getByRole('slider', { name: 'Tiers, cut 2' });
    await second.press('PageUp');
    assert.equal(await now(second), 15);
    await settled(page);
    await second.press('PageUp');
    assert.equal(await now(second), 19.9);
    assert.equal(await page.getByLabel('Top shares of customers, in %').inputValue(), '1, 19.9, 20');
  },
};
