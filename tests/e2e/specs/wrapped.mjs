// Workbooks, archives and older encodings: read by a module of its own, as on the command line.

import assert from 'node:assert/strict';
import { assertSameBytes, segmentNatively } from '../native.mjs';
import { file, orderFile } from '../orders.mjs';
import { Enclave, chosen, eventually } from '../pages/enclave.mjs';
import { hitsSince } from '../stage.mjs';
import { gzipped, rowsOf, workbook, zip } from '../wrapped.mjs';

/** The list that comes out in the browser is the one that the command line writes. */
async function provesTheSame(stage, given, name) {
  const enclave = new Enclave(await stage.open());
  const marks = [stage.app.log.mark(), stage.foreign.log.mark()];
  await enclave.chooseFile(given);
  await enclave.onImport();
  await enclave.continueFromImport();
  await enclave.onMethod();
  await enclave.seeSegments();
  await enclave.step('Export').click();
  await enclave.onExport();
  const recipe = await enclave.save(/^Recipe/);
  const list = await enclave.save(/^Customer list/);
  assertSameBytes(list.bytes, segmentNatively(stage, given, recipe, name));
  assert.deepEqual(await hitsSince([stage.app, stage.foreign], marks), []);
}

const orders = () => workbook('orders.xlsx', { Notes: [['Only a note']], Orders: rowsOf(orderFile()) });

/** A page whose module was changed or is missing. */
async function withoutPart(stage, served) {
  stage.expectTrouble();
  return new Enclave(await stage.open({ app: await stage.serve(served) }));
}

async function worksWithoutPart(enclave) {
  await enclave.chooseFile(orders());
  await enclave.alert().getByText('The part that reads this kind of file did not load').waitFor();
  await enclave.chooseFile(orderFile());
  await enclave.onImport();
}

export const facts = {
  'a workbook is segmented as on the command line, without a request': (stage) => provesTheSame(stage, orders(), 'workbook'),

  'a compressed file is segmented as on the command line': (stage) => provesTheSame(stage, gzipped(orderFile()), 'gzip'),

  'another sheet can be chosen, and chosen back by undo': async (stage) => {
    const other = [['customer', 'age', 'visits'], ...Array.from({ length: 30 }, (_, nth) => [`K${nth}`, 20 + nth, nth * 3])];
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile(workbook('two.xlsx', { Orders: rowsOf(orderFile()), People: other }));
    await enclave.onImport();
    const sheet = enclave.page.getByRole('combobox', { name: 'Sheet' });
    assert.match(await chosen(sheet), /^Orders, /);
    await sheet.selectOption({ label: 'People, 31 rows' });
    await enclave.role('age').waitFor();
    await enclave.undo();
    await enclave.role('order_date').waitFor();
  },

  'letters in Windows-1251 are read, and another encoding can be chosen': async (stage) => {
    const text = 'клиент;имя;сумма\n' + ['Анна', 'Иван', 'Ольга', 'Пётр'].map((it, nth) => `K${nth};${it};${nth}5,50\n`).join('');
    const bytes = Buffer.from([...text].map((it) => {
      const code = it.codePointAt(0);
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : it === 'ё' ? 0xb8 : code;
    }));
    const enclave = new Enclave(await stage.open());
    await enclave.chooseFile({ ...file('clients.csv', ''), buffer: bytes });
    await enclave.onImport();
    const encoding = enclave.page.getByRole('combobox', { name: 'Text encoding' });
    assert.equal(await chosen(encoding), 'Cyrillic (Windows-1251)');
    await enclave.role('имя').waitFor();
    await encoding.selectOption({ label: 'Western European (Windows-1252)' });
    await enclave.page.getByText('See Ã¼ instead of ü? Change Text encoding.').or(enclave.role('èìÿ')).first().waitFor();
  },

  'a workbook that makes no sense is an error, and the next file is read': async (stage) => {
    const enclave = new Enclave(await stage.open());
    const broken = orders();
    await enclave.chooseFile({ ...broken, buffer: broken.buffer.subarray(0, 900) });
    await enclave.alert().getByText('This file is damaged').waitFor();
    await enclave.chooseFile({ ...broken, name: 'pictures.xlsx', buffer: zip({ 'a.txt': 'x' }) });
    await enclave.alert().getByText('This file is not a workbook').waitFor();
    await enclave.chooseFile(orders());
    await enclave.onImport();
  },

  'a changed module is refused, and the page works without it': async (stage) => {
    const change = (name, bytes) => {
      if (!/^wrapping-.*\.pack$/.test(name)) return bytes;
      const other = Buffer.from(bytes);
      other[other.length - 2] ^= 1;
      return other;
    };
    await worksWithoutPart(await withoutPart(stage, { change }));
  },

  'a changed glue of the module is refused, and the page works without it': async (stage) => {
    const change = (name, bytes) => (/^wrapping-.*\.js$/.test(name) ? Buffer.concat([bytes, Buffer.from('\n;')]) : bytes);
    await worksWithoutPart(await withoutPart(stage, { change }));
  },

  'the module is asked for behind the program and before the seal': async (stage) => {
    const page = await stage.open();
    await eventually(async () => {
      const files = JSON.parse(await page.evaluate(() => globalThis.enclave.connections()));
      const sealedAt = await page.evaluate(() => globalThis.enclave.sealedAt);
      const at = (start) => files.find((it) => it.name.startsWith(start) && it.name.endsWith('.pack'))?.at;
      assert.ok(at('wrapping-') >= at('app-') && at('wrapping-') <= sealedAt, JSON.stringify(files));
    });
    await eventually(async () => assert.equal(page.workers().length, 1));
  },

  'a file waits for the module, and a sample does not': async (stage) => {
    let arrive;
    const held = new Promise((resolve) => { arrive = resolve; });
    const app = await stage.serve({ late: (name) => (/^wrapping-.*\.pack$/.test(name) ? held : null) });
    const enclave = new Enclave(await stage.open({ app }));
    await enclave.useSample(/Online shop orders/);
    await enclave.onSegments();
    const other = new Enclave(await stage.open({ app }));
    await other.chooseFile(orders());
    await other.page.waitForTimeout(500);
    assert.equal(await other.heading('Say what each column means').count() + await other.alert().count(), 0);
    arrive();
    await other.onImport();
  },
};
