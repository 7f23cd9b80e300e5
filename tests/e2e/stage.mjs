// What a fact is given: a fresh profile with a page in it, the two servers, and a watch on everything untoward.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveApp } from './servers.mjs';

/** Notes every violation of the policy in the page; the one the page itself provokes as a proof is none. */
function noteViolations() {
  globalThis.violationsSeen = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    if (event.blockedURI.endsWith('/seal-proof')) return;
    globalThis.violationsSeen.push(`${event.effectiveDirective} ${event.blockedURI}`);
  });
}

export class Stage {
  #contexts = [];
  #servers = [];
  #expectsTrouble = false;
  #errors = [];

  constructor({ browser, app, foreign, dist, out }) {
    Object.assign(this, { browser, app, foreign, dist, out });
  }

  /** From here on the fact provokes errors or violations on purpose. */
  expectTrouble() {
    this.#expectsTrouble = true;
  }

  /** A page in a fresh profile, not yet anywhere. */
  async newPage(options = {}) {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, locale: 'en-GB', ...options });
    context.setDefaultTimeout(15_000);
    await context.addInitScript(noteViolations);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.#errors.push(error.message));
    return page;
  }

  /** The app, sealed and started. `route` is what stands behind the `#`. */
  async open({ route = '', app = this.app, ...options } = {}) {
    const page = await this.newPage(options);
    await page.goto(app.url + (route ? `#${route}` : ''));
    assert.equal(await bootState(page), 'sealed');
    return page;
  }

  /** A server of its own with changed files. */
  async serve(options) {
    const server = await serveApp(this.dist, options);
    this.#servers.push(server);
    return server;
  }

  /** A file of the project. */
  file(path) {
    return fileURLToPath(new URL(`../../${path}`, import.meta.url));
  }

  /** No script error and no violation of the policy, unless the fact asked for them. */
  async nothingUntoward() {
    if (this.#expectsTrouble) return;
    assert.deepEqual(this.#errors, [], 'errors in the page');
    for (const page of this.#contexts.flatMap((it) => it.pages())) {
      assert.deepEqual(await page.evaluate(() => globalThis.violationsSeen ?? []), [], 'violations of the policy');
    }
  }

  async picture(name) {
    const taken = [];
    for (const page of this.#contexts.flatMap((it) => it.pages())) {
      const path = join(this.out, `${name}-${taken.length + 1}.png`);
      if (await page.screenshot({ path, fullPage: true, timeout: 5_000 }).then(() => true, () => false)) taken.push(path);
    }
    return taken;
  }

  async close() {
    for (const context of this.#contexts) await context.close();
    for (const server of this.#servers) await server.close();
  }
}

/** How booting ended: `sealed`, or `stopped` with a notice. */
export async function bootState(page, timeout = 15_000) {
  const ended = (ends) => (ends.includes(document.documentElement.dataset.boot) ? document.documentElement.dataset.boot : false);
  const handle = await page.waitForFunction(ended, ['sealed', 'stopped'], { timeout });
  return handle.jsonValue();
}

/** Whatever the servers were asked since the marks; beside a fact's own end it waits for stragglers. */
export async function hitsSince(servers, marks, patience = 700) {
  await new Promise((resolve) => setTimeout(resolve, patience));
  return servers.flatMap((server, at) => server.log.since(marks[at]));
}
