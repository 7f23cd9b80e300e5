// The page as a person meets it: by roles, labels and words, never by class or structure.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';

/** The option a control shows. */
export const chosen = (select) => select.evaluate((it) => it.selectedOptions[0]?.textContent);

/** The check holds, or comes to hold within five seconds. */
export async function eventually(check) {
  const end = performance.now() + 5_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

export class Enclave {
  constructor(page) {
    this.page = page;
  }

  // ---- start

  /** Chooses a file with the page's own control. `file` is a path, or `{ name, mimeType, buffer }`. */
  async chooseFile(file) {
    await this.page.getByRole('main').getByLabel('Choose a file').setInputFiles(file);
  }

  async openRecipe(file) {
    await this.page.getByRole('main').getByLabel('Open a recipe').setInputFiles(file);
  }

  async useSample(name) {
    await this.page.getByRole('button', { name }).click();
  }

  // ---- what every screen has

  heading(name) {
    return this.page.getByRole('heading', { level: 1, name });
  }

  step(name) {
    return this.page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name });
  }

  alert() {
    return this.page.getByRole('main').getByRole('alert');
  }

  async undo() {
    await this.page.getByRole('banner').getByRole('button', { name: /^Undo: / }).click();
  }

  async redo() {
    await this.page.getByRole('banner').getByRole('button', { name: /^Redo: / }).click();
  }

  // ---- import

  async onImport() {
    await this.heading('Say what each column means').waitFor();
  }

  role(column) {
    return this.page.getByRole('combobox', { name: `Role of ${column}`, exact: true });
  }

  /** The column has, or soon has, this role. */
  async isRole(column, name) {
    await eventually(async () => assert.equal(await chosen(this.role(column)), name));
  }

  async continueFromImport() {
    await this.page.getByRole('link', { name: /^Continue with [\d,]+ customers$/ }).click();
  }

  // ---- method

  async onMethod() {
    await this.heading('Choose how to group them').waitFor();
  }

  /** Chooses a method and waits for its result. */
  async chooseMethod(name, setUp) {
    await this.page.getByRole('main').getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { level: 2, name: setUp }).waitFor();
  }

  async seeSegments() {
    await this.page.getByRole('button', { name: 'See the segments' }).click();
    await this.onSegments();
  }

  // ---- segments

  async onSegments() {
    await this.heading(/^\S+ groups? in [\d,]+ customers?$/).waitFor();
    await this.page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
  }

  cards() {
    return this.page.getByRole('main').getByRole('article');
  }

  async segmentNames() {
    return this.cards().getByRole('heading', { level: 3 }).allInnerTexts();
  }

  async rename(name, to) {
    await this.page.getByRole('button', { name: `Rename ${name}` }).click();
    const field = this.page.getByRole('textbox', { name: `Name of ${name}` });
    await field.fill(to);
    await field.press('Enter');
  }

  async openFirstSegment() {
    const name = (await this.segmentNames())[0];
    await this.cards().first().getByRole('link', { name, exact: true }).click();
    await this.heading(name).waitFor();
    return name;
  }

  // ---- export

  async onExport() {
    await this.heading('Take the lists to your tools').waitFor();
  }

  /** Chooses what to save and saves it. */
  async save(kind) {
    await this.page.getByRole('radio', { name: kind }).check();
    const file = await this.saved(() => this.page.getByRole('button', { name: /^Save 1 file$/ }).click());
    await this.page.getByRole('status').getByText(/^Saved 1 file/).waitFor();
    return file;
  }

  /** Chooses a tool that files are written for. */
  async chooseTool(name) {
    await this.page.getByRole('radio', { name: new RegExp(`^${name}`) }).check();
    await this.page.getByRole('heading', { name: 'Before it is written' }).waitFor();
  }

  /** Picks the first so many segments and no others; gives their names. */
  async pickSegments(n) {
    const picks = this.page.getByRole('group', { name: 'Which segments' });
    await this.page.getByRole('button', { name: 'None' }).click();
    const names = [];
    for (let nth = 0; nth < n; nth += 1) {
      const row = picks.getByRole('checkbox').nth(nth);
      await row.check();
      names.push(await row.evaluate((it) => it.closest('label').querySelector('.segment-chip').textContent.trim()));
    }
    return names;
  }

  /** Whether several files become one archive. */
  async oneZip(isOne) {
    await this.page.getByRole('checkbox', { name: /^Several files in one ZIP/ }).setChecked(isOne);
  }

  /** What would be written is known. */
  async readyToSave(name) {
    await this.page.locator('[aria-busy=true]').waitFor({ state: 'detached' });
    const button = this.page.getByRole('button', { name });
    await eventually(async () => assert.equal(await button.getAttribute('aria-disabled'), null));
    return button;
  }

  /** Saves files for the chosen tool; gives all of them. */
  async deliver() {
    const button = await this.readyToSave(/^Save \d+ files?$/);
    const n = Number((await button.textContent()).match(/\d+/)[0]);
    const coming = [];
    const take = (it) => coming.push(it);
    this.page.on('download', take);
    await button.click();
    await eventually(() => assert.equal(coming.length, n));
    this.page.off('download', take);
    return Promise.all(coming.map(async (it) => {
      const bytes = await readFile(await it.path());
      return { name: it.suggestedFilename(), bytes, text: bytes.toString('utf8') };
    }));
  }

  // ---- files that come out

  /** Does what saves a file, and gives its name and bytes. */
  async saved(act) {
    const coming = this.page.waitForEvent('download');
    await act();
    const download = await coming;
    const bytes = await readFile(await download.path());
    assert.ok(bytes.length > 0, `${download.suggestedFilename()} is empty`);
    return { name: download.suggestedFilename(), bytes, text: bytes.toString('utf8') };
  }
}
