// The pictures of the documentation, taken from the built page: docs/pictures/NAME-THEME-WIDTH.png.

import { mkdir, readdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { orderFile } from './orders.mjs';
import { Enclave } from './pages/enclave.mjs';
import { serveApp } from './servers.mjs';
import { bootState } from './stage.mjs';

/** Wide pictures are sharp, narrow ones show the whole length. */
const WIDTHS = { 1280: { width: 1280, height: 800, scale: 2 }, 320: { width: 320, height: 640, scale: 1 } };
const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const pictures = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

await mkdir(pictures, { recursive: true });
for (const name of await readdir(pictures)) {
  if (name.endsWith('.png')) await rm(pictures + name);
}
const app = await serveApp(dist);
const browser = await launch();
let n = 0;
for (const theme of ['light', 'dark']) {
  for (const [width, { scale, ...viewport }] of Object.entries(WIDTHS)) {
    const context = await browser.newContext({ viewport, colorScheme: theme, deviceScaleFactor: scale, reducedMotion: 'reduce', locale: 'en-GB' });
    await take(await context.newPage(), async (page, name) => {
      await page.evaluate(() => document.fonts.ready);
      await page.mouse.move(0, 0);
      await page.screenshot({ path: `${pictures}${name}-${theme}-${width}.png`, fullPage: width === '320' });
      n += 1;
    });
    await context.close();
  }
}
await browser.close();
await app.close();
console.log(`${n} pictures in docs/pictures/`);

/** Walks once through the page and takes a picture of each screen. */
async function take(page, shoot) {
  const enclave = new Enclave(page);
  await page.goto(app.url);
  if (await bootState(page) !== 'sealed') throw new Error('the page did not start');
  await enclave.heading('Find the groups in your customer list.').waitFor();
  await shoot(page, 'start');
  await enclave.chooseFile(orderFile());
  await enclave.onImport();
  await shoot(page, 'import');
  await page.goto(app.url);
  await bootState(page);
  await enclave.useSample(/Online shop orders/);
  await enclave.onSegments();
  await shoot(page, 'segments');
  await enclave.step('Method').click();
  await enclave.onMethod();
  await shoot(page, 'method');
  await enclave.step('Segments').click();
  await enclave.onSegments();
  await enclave.openFirstSegment();
  await shoot(page, 'segment');
  await enclave.step('Export').click();
  await enclave.onExport();
  await shoot(page, 'export');
  await page.getByRole('link', { name: 'On this device' }).click();
  await enclave.heading('Your data stays on this device').waitFor();
  await shoot(page, 'privacy');
}
