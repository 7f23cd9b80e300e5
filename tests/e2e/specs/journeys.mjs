// From a file to a list, the way a person goes.

import assert from 'node:assert/strict';
import { assertSameBytes, segmentNatively } from '../native.mjs';
import { customerFile, orderFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

const lines = (text) => text.replace(/^\uFEFF/, '').trimEnd().split(/\r?\n/);

export const facts = {
  'an order file becomes named segments, a renamed one, and a list': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const orders = orderFile();
    await enclave.chooseFile(orders);
    await enclave.onImport();
    await enclave.continueFromImport();
    await enclave.onMethod();
    await enclave.chooseMethod('Recent, frequent, valuable', 'Set up recent, frequent, valuable');
    await enclave.seeSegments();
    const names = await enclave.segmentNames();
    assert.ok(names.length >= 5 && names.includes('Champions'), names.join(', '));

    await enclave.rename('Champions', 'Our best friends');
    await eventually(async () => assert.ok((await enclave.segmentNames()).includes('Our best friends')));

    await enclave.step('Export').click();
    await enclave.onExport();
    const list = await enclave.save(/^Customer list/);
    assert.match(list.name, /\.csv$/);
    const [header, ...rows] = lines(list.text);
    assert.match(header, /^customer_id,segment_id,segment,recency_days,frequency,monetary,r,f,m$/);
    assert.equal(rows.length, 300);
    assert.ok(rows.some((row) => row.startsWith('000001,')), 'ids keep their leading zeros');
    assert.ok(rows.some((row) => row.includes(',Our best friends,')));
    assert.equal(rows.some((row) => row.includes(',Champions,')), false);

    const recipe = await enclave.save(/^Recipe/);
    assert.equal(recipe.text.includes('000001'), false, 'a recipe holds no customer');
    assertSameBytes(list.bytes, segmentNatively(stage, orders, recipe, 'orders-rfm'));
  },

  'a customer file becomes natural groups and a list': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const customers = customerFile();
    await enclave.chooseFile(customers);
    await enclave.onImport();
    await enclave.continueFromImport();
    await enclave.onMethod();
    await enclave.chooseMethod('Find natural groups', 'Set up natural groups');
    await enclave.seeSegments();
    await enclave.heading('Three groups in 600 customers').waitFor();

    await enclave.step('Export').click();
    await enclave.onExport();
    const list = await enclave.save(/^Customer list/);
    const [header, ...rows] = lines(list.text);
    assert.match(header, /^customer_id,segment_id,segment/);
    assert.equal(rows.length, 600);
    // The file is made of three groups, every third customer of the same: the segments find exactly these.
    const found = new Map();
    for (const row of rows) {
      const [id, segment] = row.split(',');
      const planted = Number(id.slice(1)) % 3;
      found.set(planted, (found.get(planted) ?? new Set()).add(segment));
    }
    assert.deepEqual([...found.values()].map((it) => it.size), [1, 1, 1]);

    const recipe = await enclave.save(/^Recipe/);
    assertSameBytes(list.bytes, segmentNatively(stage, customers, recipe, 'customers-groups'));
  },

  'a sample becomes segments with a headline within three seconds': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const start = performance.now();
    await enclave.useSample(/Online shop orders/);
    await enclave.onSegments();
    const took = performance.now() - start;
    assert.ok(took <= 3_000, `it took ${took.toFixed(0)} ms`);
    const findings = enclave.page.getByRole('region', { name: 'What stands out' }).getByRole('listitem');
    assert.ok((await findings.count()) >= 1);
    assert.match((await findings.allInnerTexts()).join(' '), /\d/);
  },

  'each of the three samples has a result': async (stage) => {
    for (const name of [/Online shop orders/, /Customer list/, /Business accounts/]) {
      const enclave = new Enclave(await stage.open());
      await enclave.useSample(name);
      await enclave.onSegments();
      assert.ok((await enclave.segmentNames()).length >= 2, String(name));
    }
  },

  'a saved recipe on the same file gives the same list, byte for byte': async (stage) => {
    const orders = orderFile();
    const first = new Enclave(await stage.open());
    await first.chooseFile(orders);
    await first.onImport();
    await first.continueFromImport();
    await first.onMethod();
    await first.chooseMethod('Recent, frequent, valuable', 'Set up recent, frequent, valuable');
    await first.page.getByRole('combobox', { name: 'How scores are given' }).selectOption({ index: 1 });
    await first.seeSegments();
    await first.step('Export').click();
    await first.onExport();
    const list = await first.save(/^Customer list/);
    const recipe = await first.save(/^Recipe/);

    const second = new Enclave(await stage.open());
    await second.openRecipe({ name: 'recipe.json', mimeType: 'application/json', buffer: recipe.bytes });
    await second.page.getByText('A recipe is ready: Recent, frequent, valuable').waitFor();
    await second.chooseFile(orders);
    await eventually(async () => assert.equal(await second.heading('Find the groups in your customer list.').count(), 0));
    await second.step('Segments').click();
    await second.onSegments();
    await second.step('Export').click();
    await second.onExport();
    assertSameBytes((await second.save(/^Customer list/)).bytes, list.bytes);
  },

  'a renaming can be undone and redone': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.useSample(/Online shop orders/);
    await enclave.onSegments();
    const before = await enclave.segmentNames();
    await enclave.rename(before[0], 'The regulars');
    const names = (expected) => eventually(async () => assert.deepEqual(await enclave.segmentNames(), expected));
    await names(['The regulars', ...before.slice(1)]);
    await enclave.undo();
    await names(before);
    await enclave.redo();
    await names(['The regulars', ...before.slice(1)]);
  },

  'the same segments stand as cards, as a table and as a map': async (stage) => {
    const enclave = new Enclave(await stage.open());
    await enclave.useSample(/Online shop orders/);
    await enclave.onSegments();
    const names = await enclave.segmentNames();
    const view = enclave.page.getByRole('navigation', { name: 'View' });
    await view.getByRole('link', { name: 'Table' }).click();
    const table = enclave.page.getByRole('group', { name: 'Segments as a table' });
    await table.waitFor();
    for (const name of names) await table.getByRole('rowheader', { name }).first().waitFor();
    await view.getByRole('link', { name: 'Map' }).click();
    await enclave.page.getByRole('heading', { name: 'Shares as areas' }).waitFor();
    await enclave.page.goBack();
    await table.waitFor();
  },

  'an address that leads nowhere says so and leads back': async (stage) => {
    const page = await stage.open({ route: '/p/none/segments' });
    const enclave = new Enclave(page);
    await eventually(async () => assert.ok(page.url().endsWith('#/') || (await page.getByRole('main').innerText()).length > 0));
    await page.getByRole('link', { name: 'Enclave', exact: true }).click();
    await enclave.heading('Find the groups in your customer list.').waitFor();
  },

  'no address and no title tells what the file is called or holds': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const orders = { ...orderFile(), name: 'winter-secret.csv' };
    await enclave.chooseFile(orders);
    await enclave.onImport();
    await enclave.continueFromImport();
    await enclave.onMethod();
    await enclave.seeSegments();
    await enclave.step('Export').click();
    await enclave.onExport();
    const seen = await enclave.page.evaluate(() => `${location.href} ${document.title} ${JSON.stringify({ ...localStorage })}`);
    assert.equal(/secret|customer_id|00000/.test(seen), false, seen);
  },
};
