// Every figure: a finding, its marks by keyboard, the table with the same numbers, and the files that are saved of it.

import assert from 'node:assert/strict';
import { assertSameBytes, segmentNatively } from '../native.mjs';
import { orderFile, peopleFile } from '../orders.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

/** A file, opened and grouped by a method; on the screen of its segments. */
async function segmented(stage, file, method, setUp, options = {}) {
  const enclave = new Enclave(await stage.open(options));
  await enclave.chooseFile(file);
  await enclave.onImport();
  await enclave.continueFromImport();
  await enclave.onMethod();
  await enclave.chooseMethod(method, setUp);
  await enclave.page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  await enclave.seeSegments();
  return enclave;
}

const byRfm = (stage, options) => segmented(stage, orderFile(), 'Recent, frequent, valuable', 'Set up recent, frequent, valuable', options);
const byGroups = (stage, options) => segmented(stage, peopleFile(), 'Find natural groups', 'Set up natural groups', options);

async function view(enclave, name) {
  await enclave.page.getByRole('navigation', { name: 'View' }).getByRole('link', { name }).click();
}

/** Cells of a figure's table, headings first. */
const table = (figure) => figure.locator('.figure__twin table').evaluate((it) => [...it.rows].map((row) => [...row.cells].map((cell) => cell.textContent)));

/** Records of a small CSV file. */
function records(text) {
  return text.trimEnd().split('\n').map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].slice(0, -1).map(([, cell]) => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')));
}

/** Chromium drops what a page saves beyond ten files a second; a person is never that quick. */
const PAUSE = 400;

/** Saves a figure in each form, and proves what each of them is. */
async function provesSaved(enclave, figure, isLight) {
  const { page } = enclave;
  const finding = await figure.locator('.figure__finding').innerText();
  await figure.getByText('Save', { exact: true }).click();
  const save = (kind) => enclave.saved(() => figure.getByRole('button', { name: `Save as ${kind}: ${finding}` }).click());
  const [svg, png, csv] = [await save('SVG'), await save('PNG'), await save('CSV')];
  await page.waitForTimeout(PAUSE);
  for (const { name } of [svg, png, csv]) assert.match(name, /^enclave-[a-z-]+\.(svg|png|csv)$/, 'a name without a word of the file');

  const drawn = await page.evaluate((text) => {
    const root = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement;
    const all = [...root.querySelectorAll('*')];
    return {
      tag: root.tagName,
      size: [Number(root.getAttribute('width')), Number(root.getAttribute('height'))],
      title: root.querySelector('title')?.textContent,
      words: all.filter((it) => it.tagName === 'text').map((it) => it.textContent).join(' '),
      n: all.length,
      colours: all.flatMap((it) => ['fill', 'stroke'].map((name) => it.getAttribute(name))).filter((it) => it && it !== 'none'),
      outside: text.match(/url\(|class=|style=|var\(|@import|https?:\/\/(?!www\.w3\.org\/2000\/svg)|href="(?!data:image\/png)/),
    };
  }, svg.text);
  assert.equal(drawn.tag, 'svg', finding);
  assert.equal(drawn.title, finding);
  assert.ok(drawn.words.includes(finding), `${finding} in ${drawn.words}`);
  assert.equal(drawn.outside, null, `${finding}: ${drawn.outside}`);
  assert.ok(drawn.colours.length > 3 && drawn.colours.every((it) => /^#[0-9a-f]{6}$/.test(it)), `${finding}: ${[...new Set(drawn.colours)]}`);
  assert.equal(drawn.colours[0] === '#fbfaf7', isLight, `${finding}: ground ${drawn.colours[0]}`);

  assert.deepEqual([...png.bytes.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
  assert.deepEqual([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)], drawn.size.map((it) => it * 2), `${finding}: twice as many pixels`);

  assert.ok(csv.text.startsWith('\ufeff'), finding);
  const shown = (await table(figure)).map((row) => row.map((cell) => cell.trim()));
  const written = records(csv.text.slice(1)).map((row) => row.map((cell) => cell.replace(/^'(?=[+=@-])/, '').trim()));
  assert.deepEqual(written, shown, finding);
  assert.ok(shown.length > 1, `${finding}: an empty table`);
  return { svg, png };
}

/** All figures of the screen. */
async function provesAllSaved(enclave, isLight = true) {
  const figures = await enclave.page.locator('main figure').all();
  assert.ok(figures.length > 0, 'no figure');
  for (const figure of figures) await provesSaved(enclave, figure, isLight);
}

/** The new segment is on a card with as many customers as were promised. */
async function isSegmentOf(enclave, name, n) {
  await view(enclave, 'Cards');
  const card = enclave.cards().filter({ has: enclave.page.getByRole('heading', { level: 3, name }) });
  await eventually(async () => assert.match((await card.locator('.segment-card__sizes').innerText()).replaceAll(/\s+/g, ' '), new RegExp(`^${n} customers`)));
}

/** The recipe that the page saves gives the page's list on the command line, byte for byte. */
async function replaysNatively(stage, enclave, name) {
  await enclave.step('Export').click();
  await enclave.onExport();
  const list = await enclave.save(/^Customer list/);
  const recipe = await enclave.save(/^Recipe/);
  assertSameBytes(list.bytes, segmentNatively(stage, peopleFile(), recipe, name));
}

export const facts = {
  'every figure of recency, frequency and value is saved as drawing, picture and numbers': async (stage) => {
    const enclave = await byRfm(stage);
    await view(enclave, 'Map');
    await provesAllSaved(enclave);
    await view(enclave, 'Cards');
    await enclave.openFirstSegment();
    await provesAllSaved(enclave);
  },

  'every figure of natural groups is saved as drawing, picture and numbers, in the dark theme too': async (stage) => {
    const enclave = await byGroups(stage, { colorScheme: 'dark' });
    await view(enclave, 'Map');
    await provesAllSaved(enclave, false);
  },

  'a figure is one stop of Tab, its marks answer to arrows, T shows the table and Escape lets go': async (stage) => {
    const enclave = await byRfm(stage);
    await view(enclave, 'Map');
    const { page } = enclave;
    const figure = page.locator('main figure').first();
    const plot = figure.locator('.figure__plot');
    assert.equal(await plot.locator('[tabindex="0"], a, button').count(), 0, 'stops inside the plot');
    await plot.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const words = figure.locator('.figure__tip--shown');
    await words.waitFor();
    const said = await words.innerText();
    await page.keyboard.press('Escape');
    await words.waitFor({ state: 'detached' });
    await plot.locator('[data-mark="1"] rect').locator('visible=true').first().hover();
    await eventually(async () => assert.equal(await words.innerText(), said, 'pointed at and reached by keyboard say the same'));
    await plot.focus();
    await page.keyboard.press('t');
    await figure.getByRole('table').last().waitFor();
    assert.equal(await figure.locator('.figure__twin').evaluate((it) => it.open), true);
    await page.keyboard.press('t');
    await eventually(async () => assert.equal(await figure.locator('.figure__twin').evaluate((it) => it.open), false));
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await eventually(async () => assert.match(page.url(), /\/segments\/\d+/));
  },

  'segments side by side are chosen by a person and saved as drawing, picture and numbers': async (stage) => {
    const enclave = await byGroups(stage);
    const { page } = enclave;
    await view(enclave, 'Compare');
    await provesAllSaved(enclave);
    const boxes = page.getByRole('group', { name: 'Segments to compare' }).getByRole('checkbox');
    const n = await boxes.count();
    assert.ok(n >= 2, `${n} segments`);
    for (let at = 0; at < n - 1; at += 1) await boxes.nth(at).uncheck();
    await page.getByText('Choose at least two segments.').waitFor();
    assert.equal(await page.locator('main figure.figure').filter({ hasText: 'Thick tick' }).count(), 0);
    await boxes.first().check();
    await page.locator('main figure').filter({ hasText: 'Thick tick' }).waitFor();
  },

  'customers drawn around on the map become a segment, and the recipe gives the same list on the command line': async (stage) => {
    const enclave = await byGroups(stage);
    const { page } = enclave;
    await view(enclave, 'Map');
    const map = page.locator('.customer-map');
    await map.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await map.boundingBox();
    const corners = [[0.02, 0.02], [0.02, 0.98], [0.5, 0.98], [0.5, 0.02]];
    await page.mouse.move(x + width * corners[0][0], y + height * corners[0][1]);
    await page.mouse.down();
    for (const [across, down] of corners.slice(1)) await page.mouse.move(x + width * across, y + height * down, { steps: 8 });
    await page.mouse.up();
    const save = page.getByRole('button', { name: /^Save [\d,]+ customers? as a new segment$/ });
    const n = (await save.innerText()).match(/[\d,]+/)[0];
    // Letters that are keys of the plot elsewhere are letters here.
    const name = page.getByRole('textbox', { name: 'Name of the new segment' });
    await name.fill('');
    await name.pressSequentially('Left to the top');
    await save.click();
    await page.getByText('Drew Left to the top', { exact: true }).waitFor();
    await enclave.onSegments();
    await isSegmentOf(enclave, 'Left to the top', n);
    await replaysNatively(stage, enclave, 'outline');
  },

  'a part of the map is chosen by keyboard alone': async (stage) => {
    const enclave = await byGroups(stage);
    const { page } = enclave;
    await view(enclave, 'Map');
    await page.locator('summary', { hasText: 'Choose by numbers' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'to %', exact: true }).focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('50');
    for (const name of ['From the bottom, from %', 'to % of the height', 'Choose this part']) {
      await page.keyboard.press('Tab');
      assert.ok(await page.evaluate(() => document.activeElement !== document.body), name);
    }
    await page.keyboard.press('Enter');
    const save = page.getByRole('button', { name: /^Save [\d,]+ customers? as a new segment$/ });
    const n = (await save.innerText()).match(/[\d,]+/)[0];
    await save.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Drew Drawn on the map', { exact: true }).waitFor();
    await enclave.onSegments();
    await isSegmentOf(enclave, 'Drawn on the map', n);
  },

  'the map is described in words, and says who is around the pointer': async (stage) => {
    const enclave = await byGroups(stage);
    const { page } = enclave;
    await view(enclave, 'Map');
    await page.getByText('Describe this map').click();
    await page.getByText('The map shows all 900 customers.').waitFor();
    const map = page.locator('.customer-map');
    await map.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await map.boundingBox();
    const words = page.locator('.customer-map-frame > .figure__tip--shown');
    let isFound = false;
    for (let at = 0.02; at < 1 && !isFound; at += 0.02) {
      for (let down = 0.05; down < 1 && !isFound; down += 0.1) {
        await page.mouse.move(x + width * at, y + height * down);
        isFound = await words.count() > 0;
      }
    }
    assert.match(await words.innerText(), /^[\d,]+ customers?, .+ here$|^Nearest: .+\. Around here: /);
  },
};
