// Examples, the tour, the words, and what each number is.

import assert from 'node:assert/strict';
import { mustBeAccessible, mustFit } from '../checks.mjs';
import { Enclave, eventually } from '../pages/enclave.mjs';

const EXAMPLES = ['Coffee chain', 'Retailer', 'Infant car seats', 'One kind of customer'];
/** A result is there within so many milliseconds of the click. */
const SOON = 3_000;

async function opened(stage, name, options = {}) {
  const enclave = new Enclave(await stage.open(options));
  const begun = performance.now();
  await enclave.page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await enclave.page.getByRole('heading', { level: 2, name: `Example: ${name}` }).waitFor();
  await enclave.onSegments();
  return { enclave, page: enclave.page, millis: performance.now() - begun };
}

const opens = (name) => async (stage) => {
  const { enclave, page, millis } = await opened(stage, name);
  assert.ok(millis <= SOON, `${millis} ms`);
  assert.equal(await page.getByRole('region', { name: `Example: ${name}` }).getByRole('listitem').count(), 3);
  await mustBeAccessible(page, name);
  // A file of the person's own is no example any more.
  await page.getByRole('banner').getByRole('link', { name: 'Enclave' }).click();
  await enclave.useSample(/Customer list/);
  await enclave.onSegments();
  assert.equal(await page.getByRole('heading', { name: /^Example/ }).count(), 0);
};

export const facts = {
  ...Object.fromEntries(EXAMPLES.map((name) => [`the example ${name} is open with one click within three seconds`, opens(name)])),

  'the coffee chain has three habits, and customers of one kind are one segment': async (stage) => {
    const { enclave } = await opened(stage, 'Coffee chain');
    assert.equal((await enclave.segmentNames()).length, 3);
    const alike = await opened(stage, 'One kind of customer');
    assert.deepEqual(await alike.enclave.segmentNames(), ['Everyone']);
  },

  'what is bought together is found, and who lacks it is counted': async (stage) => {
    const { page } = await opened(stage, 'Retailer');
    await page.getByRole('button', { name: 'Find what is bought together' }).click();
    const row = page.getByRole('row', { name: /^Espresso machine Coffee grinder \d+% \(\d+ of \d+\)/ });
    await row.waitFor();
    const [, both, all, , , lacking] = (await row.innerText()).match(/\((\d+) of (\d+)\)\s+(\d+%)\s+([\d.]+)\s+(\d+)/);
    assert.equal(Number(all) - Number(both), Number(lacking));
    assert.equal(await page.getByRole('row', { name: /^(Espresso|Coffee|Tent|Sleeping)/ }).count(), 4);
  },

  'a number is explained over the page, by keyboard, and nothing moves': async (stage) => {
    const { enclave, page } = await opened(stage, 'Coffee chain');
    await enclave.openFirstSegment();
    const button = page.getByRole('button', { name: 'Explain: Share of customers' });
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await height();
    await button.focus();
    await page.keyboard.press('Enter');
    const card = page.getByRole('dialog', { name: 'Share of customers' });
    await card.getByText('How it is worked out').waitFor();
    const [here, all] = await card.getByRole('definition').allInnerTexts();
    const stated = (await page.getByText(/^customers, [\d.]+% of all/).innerText()).match(/[\d.]+/)[0];
    const share = (100 * Number(here.replace(',', ''))) / Number(all.replace(',', ''));
    assert.ok(Math.abs(share - Number(stated)) < 0.06, `${share} and ${stated}`);
    assert.equal(await height(), before);
    await mustBeAccessible(page, 'a number explained');
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    assert.ok(await button.evaluate((it) => it === document.activeElement));
    await page.keyboard.press('Enter');
    await card.getByRole('link', { name: 'In the list of words' }).click();
    await enclave.heading('What the words mean').waitFor();
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Share of customers'));
    await page.goBack();
    await button.waitFor();
  },

  'the list of words has no serious finding and fits narrow windows': async (stage) => {
    for (const options of [{ colorScheme: 'dark' }, { viewport: { width: 320, height: 640 } }]) {
      const page = await stage.open({ route: '/help', ...options });
      await new Enclave(page).heading('What the words mean').waitFor();
      assert.ok((await page.getByRole('term').count()) > 30);
      await mustBeAccessible(page, 'words');
      await mustFit(page, 'words');
    }
  },

  'the tour goes through every step offline and by keyboard, and ends with questions': async (stage) => {
    const page = await stage.open();
    const enclave = new Enclave(page);
    await page.context().setOffline(true);
    const tour = page.getByRole('region', { name: /^Tour/ });
    await page.getByRole('button', { name: 'Take the tour' }).focus();
    await page.keyboard.press('Enter');
    const next = async (name = 'Next') => {
      await eventually(async () => assert.match(await page.evaluate(() => document.activeElement.textContent), /^Tour/));
      await mustBeAccessible(page, await page.evaluate(() => document.activeElement.textContent));
      await tour.getByRole('button', { name }).focus();
      await page.keyboard.press('Enter');
    };
    await next();
    await enclave.onImport();
    await next();
    await enclave.onMethod();
    await next();
    await enclave.onSegments();
    await next();
    await page.getByRole('link', { name: 'All segments' }).waitFor();
    await next();
    await enclave.onExport();
    await next('To the questions');
    const question = page.getByRole('group', { name: /^A segment is 9%/ });
    await question.getByRole('radio').first().check();
    await question.getByText('Not quite.').waitFor();
    await question.getByRole('radio').nth(1).check();
    await question.getByText('Right.').waitFor();
    await page.keyboard.press('Escape');
    await tour.waitFor({ state: 'detached' });
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), ['enclave.preferences']);
    assert.match(await page.evaluate(() => localStorage.getItem('enclave.preferences')), /"has_taken_tour":true/);
  },

  'the tour can be left at any step and fits narrow windows': async (stage) => {
    const page = await stage.open({ viewport: { width: 320, height: 640 } });
    await page.getByRole('button', { name: 'Take the tour' }).click();
    const tour = page.getByRole('region', { name: /^Tour/ });
    await tour.getByRole('button', { name: 'Next' }).click();
    await new Enclave(page).onImport();
    await mustFit(page, 'tour');
    await tour.getByRole('button', { name: 'Back' }).click();
    await tour.getByText('step 1 of 6').waitFor();
    await tour.getByRole('button', { name: 'Leave the tour' }).click();
    await tour.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate(() => localStorage.getItem('enclave.preferences')), null);
  },
};
