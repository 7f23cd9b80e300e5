// What is told to others: the report on the page and on paper, the assumption board, two choices for one budget.

import assert from 'node:assert/strict';
import { mustBeAccessible, mustFit } from '../checks.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

/** Paper less margins of 16 mm, in CSS pixels. */
const PAPERS = { A4: { width: 672, height: 1001 }, Letter: { width: 695, height: 935 } };

async function segmented(stage, options = {}) {
  const enclave = new Enclave(await stage.open(options));
  await enclave.useSample(/Online shop orders/);
  await enclave.onSegments();
  return enclave;
}

async function toReport(enclave) {
  await enclave.page.getByRole('link', { name: 'Report', exact: true }).click();
  await enclave.page.getByRole('article', { name: 'Cover' }).waitFor();
}

const board = (page) => page.getByRole('region', { name: 'What you assume' });

/** Puts a claim about a share of revenue to the file. */
async function assume(page, text, who, value) {
  const form = board(page);
  const field = form.getByLabel('What you believe');
  if (!(await field.isVisible())) await form.getByText('Put an assumption to the file').click();
  await field.fill(text);
  await form.getByLabel('What is measured').selectOption({ label: 'Share of revenue' });
  await form.getByLabel('Whom it is about').fill(who);
  await form.getByLabel('The number').fill(value);
  await form.getByRole('button', { name: 'Put it to the file' }).click();
}

export const facts = {
  'an assumption is put to the file, told with its numbers, changed, and gone with one undo': async (stage) => {
    const { page } = await segmented(stage);
    await assume(page, 'Regulars bring half', 'frequency >= 4', '50');
    const item = board(page).getByRole('listitem').filter({ hasText: 'Regulars bring half' });
    await item.getByText('Supported', { exact: true }).waitFor();
    assert.match(await item.innerText(), /\d+\.\d%; of all such customers \d+\.\d% to \d+\.\d%/);
    assert.match(await item.innerText(), /Of [\d,]+ customers, [\d,]+ are meant/);
    await mustBeAccessible(page, 'assumption board');
    await item.getByRole('button', { name: /^Change/ }).click();
    await board(page).getByLabel('The number').fill('99');
    await board(page).getByRole('button', { name: 'Put it to the file' }).click();
    await item.getByText('Not supported', { exact: true }).waitFor();
    assert.equal(await board(page).getByRole('listitem').count(), 1, 'changed, not added');
    await assume(page, 'Nobody knows', 'shoe_size > 40', '10');
    await board(page).getByText('Cannot be told').waitFor();
    await new Enclave(page).undo();
    await eventually(async () => assert.equal(await board(page).getByRole('listitem').count(), 1));
  },

  'a condition that cannot be read is refused where it stands, and a condition is made without typing': async (stage) => {
    const { page } = await segmented(stage);
    await assume(page, '', 'frequency >= 4 and', '50');
    await board(page).getByRole('alert').filter({ hasText: 'Line 1' }).waitFor();
    assert.equal(await board(page).getByRole('listitem').count(), 0);
    const who = board(page).getByLabel('Whom it is about');
    await who.fill('');
    await who.blur();
    const form = board(page).getByRole('group', { name: 'Add a condition' });
    await form.getByRole('combobox').first().selectOption({ label: 'Orders' });
    await form.locator('input').first().fill('4');
    await form.getByRole('button', { name: 'Add the line' }).click();
    await eventually(async () => assert.equal(await who.inputValue(), 'frequency >= 4'));
  },

  'the assumption board fits a narrow window': async (stage) => {
    const { page } = await segmented(stage, { viewport: { width: 320, height: 640 } });
    await assume(page, 'Regulars bring half', 'frequency >= 4', '50');
    await board(page).getByText('Supported', { exact: true }).waitFor();
    await mustFit(page, 'assumption board');
  },

  'the report is in the person’s own words, with what was assumed, and its sections can be left out': async (stage) => {
    const enclave = await segmented(stage);
    const { page } = enclave;
    await assume(page, 'Regulars bring half', 'frequency >= 4', '50');
    await board(page).getByText('Supported', { exact: true }).waitFor();
    const [name] = await enclave.segmentNames();
    await enclave.rename(name, 'Our darlings');
    await enclave.openFirstSegment();
    await page.getByText('Change the words').click();
    await page.getByLabel('Sentence').fill('They come for the tea.');
    await page.getByLabel('Traits, one a line').fill('Read in the shop');
    await page.getByRole('link', { name: 'Plan', exact: true }).click();
    await page.getByLabel('Goal').fill('Keep sixty of them');
    await page.getByLabel('Goal').blur();
    await enclave.step('Segments').click();
    await enclave.onSegments();
    await page.getByText('Read in the shop').first().waitFor();
    await toReport(enclave);
    const leaf = page.getByRole('article', { name: 'Our darlings' });
    for (const words of ['They come for the tea.', 'Read in the shop', 'Keep sixty of them']) await leaf.getByText(words).waitFor();
    await page.getByRole('article', { name: 'What we assumed' }).getByText('Regulars bring half').waitFor();
    await mustBeAccessible(page, 'report');
    await page.getByText('Choose what is in it').click();
    await page.getByRole('checkbox', { name: 'Plans, on those pages' }).uncheck();
    await leaf.getByText('Keep sixty of them').waitFor({ state: 'detached' });
    await page.getByRole('checkbox', { name: 'Assumptions' }).uncheck();
    await page.getByRole('article', { name: 'What we assumed' }).waitFor({ state: 'detached' });
    await leaf.getByText('Read in the shop').waitFor();
  },

  'on paper no chart is wider than the sheet, none is cut in two, and every leaf begins a sheet': async (stage) => {
    const enclave = await segmented(stage);
    const { page } = enclave;
    await toReport(enclave);
    await page.emulateMedia({ media: 'print' });
    const nLeaves = await page.getByRole('article').count();
    for (const [format, paper] of Object.entries(PAPERS)) {
      await page.setViewportSize(paper);
      const faults = await page.evaluate(({ width, height }) => {
        const found = [];
        for (const figure of document.querySelectorAll('.leaf figure')) {
          const own = figure.getBoundingClientRect();
          const name = figure.querySelector('figcaption')?.textContent ?? '';
          if (own.height > height) found.push(`${name}: ${own.height} px high`);
          for (const part of figure.querySelectorAll('svg, text, rect, table, span, td, th')) {
            const it = part.getBoundingClientRect();
            const isDrawn = it.width > 0 && it.height > 0 && getComputedStyle(part).visibility !== 'hidden' && !part.closest('.visually-hidden');
            if (isDrawn && (it.left < own.left - 1 || it.right > Math.min(own.right, width) + 1)) found.push(`${name}: ${part.tagName} from ${it.left} to ${it.right} of ${own.left} to ${own.right}`);
          }
        }
        return found.slice(0, 8);
      }, paper);
      assert.deepEqual(faults, [], format);
      const bytes = await page.pdf({ format, preferCSSPageSize: false });
      const nSheets = bytes.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
      assert.ok(nSheets >= nLeaves && nSheets <= nLeaves * 3, `${format}: ${nSheets} sheets for ${nLeaves} leaves`);
    }
  },

  'the report that is saved has the words of the page and no script': async (stage) => {
    const enclave = await segmented(stage);
    const { page } = enclave;
    await toReport(enclave);
    const shown = await page.locator('.leaf__lead').allInnerTexts();
    const saved = await enclave.saved(() => page.getByRole('button', { name: 'HTML report' }).click());
    const html = saved.text;
    assert.ok(!/<script/i.test(html) && html.includes("default-src 'none'"));
    assert.ok(shown.length > 3);
    for (const words of shown) assert.ok(html.includes(words.replaceAll('&', '&amp;').replaceAll('"', '&quot;')), words);
  },

  'two choices for one budget: the figures outlast the screen, and wrong ones are named': async (stage) => {
    const page = await stage.open({ route: '/opportunity' });
    await page.getByText('Conference B brings more than Conference A in over 99% of the draws').waitFor();
    await mustFit(page, 'two choices');
    await mustBeAccessible(page, 'two choices');
    await page.getByLabel('First choice').fill('Fair');
    const likely = page.getByRole('textbox', { name: 'About to buy, %, likely, choice 2' });
    await likely.fill('55');
    await likely.blur();
    await page.getByText(/About to buy: Conference B would bring what Fair does at 20\.0%; it is 55\.0%/).waitFor();
    await page.getByRole('banner').getByRole('link', { name: 'Enclave' }).click();
    await new Enclave(page).heading('Find the groups in your customer list.').waitFor();
    await page.evaluate(() => { location.hash = '#/opportunity'; });
    await page.getByText(/it is 55\.0%/).waitFor();
    assert.equal(await page.getByLabel('First choice').inputValue(), 'Fair');
    await likely.fill('500');
    await likely.blur();
    await page.getByRole('alert').filter({ hasText: 'three per cents from 0 to 100' }).waitFor();
  },

  'two choices fit a narrow window, and the example of car seats leads there': async (stage) => {
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await page.getByRole('button', { name: /^Infant car seats/ }).click();
    await page.getByRole('link', { name: /Which of two conferences/ }).click();
    await new Enclave(page).heading('Which is worth the money?').waitFor();
    await mustFit(page, 'two choices');
    await page.setViewportSize({ width: 1280, height: 800 });
    await mustFit(page, 'two choices, wide');
  },
};
