// Files that can be read, files that cannot, and what a person is told.

import assert from 'node:assert/strict';
import { customerFile, file, largeOrderFile, orderFile } from '../orders.mjs';
import { Enclave, chosen } from '../pages/enclave.mjs';

const start = async (stage) => new Enclave(await stage.open());

/** The file is refused with a title and a way out; the next file opens as if nothing had happened. */
async function mustRefuse(stage, bad, title, detail) {
  const enclave = await start(stage);
  await enclave.chooseFile(bad);
  await enclave.alert().getByText(title).waitFor();
  assert.match(await enclave.alert().innerText(), detail);
  await enclave.chooseFile(orderFile());
  await enclave.onImport();
  assert.equal(await enclave.alert().count(), 0);
}

/** In the page, before anything else: in workers, files have no stream. */
function withoutStreams() {
  const prelude = 'Blob.prototype.stream = () => { throw new TypeError(); };\n';
  globalThis.Blob = class extends globalThis.Blob {
    constructor(parts, options) {
      super(options?.type === 'text/javascript' ? [prelude, ...parts] : parts, options);
    }
  };
}

export const facts = {
  'an order file opens with its columns understood': async (stage) => {
    const enclave = await start(stage);
    await enclave.chooseFile(orderFile());
    await enclave.onImport();
    await enclave.isRole('customer_id', 'Customer ID');
    await enclave.isRole('order_id', 'Order ID');
    await enclave.isRole('order_date', 'Order date');
    await enclave.isRole('total', 'Amount');
    assert.equal(await enclave.page.getByRole('radio', { name: /One row per order/ }).isChecked(), true);
    await enclave.page.getByRole('link', { name: 'Continue with 300 customers' }).waitFor();
  },

  'a customer file with semicolons and decimal commas opens': async (stage) => {
    const enclave = await start(stage);
    await enclave.chooseFile(customerFile());
    await enclave.onImport();
    assert.equal(await enclave.page.getByRole('radio', { name: /One row per customer/ }).isChecked(), true);
    const found = (label) => chosen(enclave.page.getByRole('combobox', { name: label }));
    assert.match(await found('Separator'), /^Semicolon/);
    assert.match(await found('Decimal mark'), /^1\.234,50/);
    await enclave.page.getByRole('link', { name: 'Continue with 600 customers' }).waitFor();
  },

  'an empty file is named as such': (stage) =>
    mustRefuse(stage, file('empty.csv', ''), 'This file is empty', /Export the list again/),

  'a file with column names only is named as such': (stage) =>
    mustRefuse(stage, file('names.csv', 'customer_id,order_date,total\n'), 'This file has column names and no rows', /Line 1 names 3 columns/),

  'a picture with the ending of a table is named as such': (stage) => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    return mustRefuse(stage, file('list.csv', Buffer.concat([png, Buffer.alloc(4_000)])), 'This file is not a table in text form', /it is a picture/);
  },

  'a PDF is refused by its ending': (stage) =>
    mustRefuse(stage, { name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n') }, 'A .pdf file is not a table', /Export a CSV/),

  'pasted rows open like a file': async (stage) => {
    const enclave = await start(stage);
    const text = orderFile().buffer.toString();
    await enclave.page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    await enclave.onImport();
    await enclave.page.getByRole('link', { name: 'Continue with 300 customers' }).waitFor();
  },

  'a dropped file opens wherever it is dropped': async (stage) => {
    const enclave = await start(stage);
    const text = orderFile().buffer.toString();
    await enclave.page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], 'orders.csv', { type: 'text/csv' }));
      for (const name of ['dragenter', 'dragover', 'drop']) {
        document.body.dispatchEvent(new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, text);
    await enclave.onImport();
  },

  'markup in names and cells stays text': async (stage) => {
    const enclave = await start(stage);
    const mark = '<img src=x onerror=window.__hit=1>';
    const rows = Array.from({ length: 60 }, (_, at) => `${mark}${at},2025-0${1 + (at % 9)}-11,${at + 1},"<script>window.__hit=1</script>"`);
    await enclave.chooseFile(file(`${mark}.csv`, `customer_id,order_date,total,${mark}\n${rows.join('\n')}\n`));
    await enclave.onImport();
    await enclave.role(mark).waitFor();
    assert.equal(await enclave.page.evaluate(() => globalThis.__hit), undefined);
    assert.equal(await enclave.page.locator('main img').count(), 0);
  },

  'a role can be changed, undone and redone': async (stage) => {
    const enclave = await start(stage);
    await enclave.chooseFile(orderFile());
    await enclave.onImport();
    await enclave.role('country').selectOption('Ignore');
    await enclave.isRole('country', 'Ignore');
    await enclave.undo();
    await enclave.isRole('country', 'Country');
    await enclave.redo();
    await enclave.isRole('country', 'Ignore');
    await enclave.page.keyboard.press('Control+z');
    await enclave.isRole('country', 'Country');
  },

  'a role that is taken is refused in place, with a way to replace it': async (stage) => {
    const enclave = await start(stage);
    await enclave.chooseFile(orderFile());
    await enclave.onImport();
    await enclave.role('order_id').selectOption('Customer ID');
    await enclave.alert().getByText('Only one column can be Customer ID.').waitFor();
    await enclave.page.getByRole('button', { name: 'Replace customer_id' }).click();
    await enclave.isRole('order_id', 'Customer ID');
    await enclave.isRole('customer_id', 'Ignore');
  },

  'a file reads the same where a browser cannot fill a buffer from a stream': async (stage) => {
    const large = largeOrderFile(stage.out, 600_000);
    const read = async (page) => {
      const enclave = new Enclave(page);
      await enclave.chooseFile(large);
      await enclave.onImport();
      await enclave.page.getByRole('link', { name: 'Continue with 40,000 customers' }).waitFor();
      return page.locator('main').innerText();
    };
    const filled = await read(await stage.open());
    const page = await stage.newPage();
    await page.addInitScript(withoutStreams);
    await page.goto(stage.app.url);
    assert.equal(await read(page), filled);
  },

  'reading can be stopped at once, and the page goes on': async (stage) => {
    const enclave = await start(stage);
    await enclave.chooseFile(largeOrderFile(stage.out, 2_000_000));
    const cancel = enclave.page.getByRole('button', { name: 'Cancel' });
    await cancel.waitFor();
    const took = await enclave.page.evaluate(() => {
      const button = [...document.querySelectorAll('button')].find((it) => it.textContent.trim() === 'Cancel');
      const start = performance.now();
      button.click();
      return new Promise((resolve) => {
        const look = () => (document.querySelector('progress') ? requestAnimationFrame(look) : resolve(performance.now() - start));
        look();
      });
    });
    assert.ok(took <= 200, `it took ${took.toFixed(0)} ms to stop`);
    await enclave.page.getByText('Stopped', { exact: true }).waitFor();
    await enclave.chooseFile(orderFile());
    await enclave.onImport();
  },
};
