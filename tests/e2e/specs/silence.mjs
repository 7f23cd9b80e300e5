// From the first action to the end of a whole journey neither server hears anything.

import assert from 'node:assert/strict';
import { orderFile } from '../orders.mjs';
import { Enclave } from '../pages/enclave.mjs';
import { hitsSince } from '../stage.mjs';

/** Does the journey and gives every hit at either server since its first action. */
async function hitsDuring(stage, journey) {
  const page = await stage.open();
  const servers = [stage.app, stage.foreign];
  const marks = servers.map((it) => it.log.mark());
  await journey(new Enclave(page));
  const hits = await hitsSince(servers, marks, 1_500);
  assert.equal(await page.evaluate(() => globalThis.enclave.refused()), 0);
  return hits;
}

async function exportBoth(enclave) {
  await enclave.step('Export').click();
  await enclave.onExport();
  await enclave.save(/^Customer list/);
  await enclave.save(/^Segment numbers/);
  await enclave.save(/^Recipe/);
}

export const facts = {
  'a sample, its segments, two methods and three exports make no request': async (stage) => {
    const hits = await hitsDuring(stage, async (enclave) => {
      await enclave.useSample(/Online shop orders/);
      await enclave.onSegments();
      await enclave.step('Method').click();
      await enclave.onMethod();
      await enclave.chooseMethod('Find natural groups', 'Set up natural groups');
      await enclave.seeSegments();
      await exportBoth(enclave);
      await enclave.page.getByRole('link', { name: 'On this device' }).click();
      await enclave.heading('Your data stays on this device').waitFor();
    });
    assert.deepEqual(hits, []);
  },

  'a file, a stopped reading, another file and its exports make no request': async (stage) => {
    const hits = await hitsDuring(stage, async (enclave) => {
      await enclave.chooseFile({ name: 'list.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') });
      await enclave.alert().waitFor();
      await enclave.chooseFile(orderFile());
      await enclave.onImport();
      await enclave.continueFromImport();
      await enclave.onMethod();
      await enclave.seeSegments();
      await exportBoth(enclave);
    });
    assert.deepEqual(hits, []);
  },

  'with both servers gone everything still works': async (stage) => {
    const app = await stage.serve();
    const page = await stage.open({ app });
    await app.close();
    const enclave = new Enclave(page);
    await enclave.useSample(/Customer list/);
    await enclave.onSegments();
    await exportBoth(enclave);
  },

  'the privacy page shows the seal, the files and the policy that holds': async (stage) => {
    const page = await stage.open();
    await page.getByRole('link', { name: 'On this device' }).click();
    await page.getByRole('heading', { name: /^Sealed at \d\d:\d\d:\d\d$/ }).waitFor();
    await page.getByText("connect-src 'none';").waitFor();
    const log = page.getByRole('group', { name: 'Connection log' });
    assert.ok((await log.getByRole('row').count()) >= 8);
    assert.equal(await log.getByText('Another site').count(), 0);
    await page.getByText('requests since the seal').waitFor();
  },
};
