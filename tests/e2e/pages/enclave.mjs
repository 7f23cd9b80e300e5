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
    await this.page.getByLabel('Choose a file').setInputFiles(file);
  }

  async openRecipe(file) {
    await this.page.getByLabel('Open a recipe').setInputFiles(file);
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
    await this.page.getByRole('button', { name: /^Undo/ }).click();
  }

  async redo() {
    await this.page.getByRole('button', { name: /^Redo/ }).click();
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
