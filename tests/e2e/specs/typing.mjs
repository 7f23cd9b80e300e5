// The page of questions that tells a segment: its answers are the engine's, by keyboard too, and nothing leaves it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { launch } from '../browser.mjs';

/** The files of the questions for the business accounts that come with the page. */
function made(stage) {
  const folder = join(stage.out, 'typing');
  mkdirSync(folder, { recursive: true });
  const door = stage.file('target/release/enclave');
  execFileSync(door, ['segment', '--sample', 'accounts', '--method', 'kmeans', '--k', '4', '--out', folder]);
  execFileSync(door, ['typing', '--analysis', folder, '--title', 'Which kind of account?']);
  return folder;
}

async function opened(folder) {
  const browser = await launch();
  const page = await (await browser.newContext()).newPage();
  const heard = { requests: [], stopped: [], violations: [] };
  page.on('request', (it) => heard.requests.push(it.url()));
  page.on('requestfailed', (it) => heard.stopped.push(`${it.url()} ${it.failure()?.errorText}`));
  page.on('console', (it) => it.type() === 'error' && heard.violations.push(it.text()));
  page.on('pageerror', (it) => heard.violations.push(String(it)));
  await page.goto(pathToFileURL(join(folder, 'typing.html')).href);
  return { browser, page, heard };
}

export const facts = {
  'two thousand answers on the page of questions come to the segments of the engine': async (stage) => {
    const folder = made(stage);
    const lines = readFileSync(join(folder, 'typing-check.csv'), 'utf8').trim().split('\n').slice(1);
    const checks = lines.map((line) => line.split(','));
    assert.equal(checks.length, 2_000);
    const { browser, page, heard } = await opened(folder);
    const nQuestions = await page.locator('fieldset').count();
    const found = await page.evaluate((rows) => {
      const form = document.querySelector('form');
      return rows.map((answers) => {
        answers.forEach((answer, at) => {
          const value = answer ? String(Number(answer) - 1) : '';
          form.querySelector(`input[name="q${at}"][value="${value}"]`).checked = true;
        });
        form.dispatchEvent(new Event('change', { bubbles: true }));
        const said = document.getElementById('segment').textContent.replace(' (nothing answered yet)', '');
        return String(SEGMENTS.indexOf(said) + 1);
      });
    }, checks.map((it) => it.slice(0, nQuestions)));
    assert.deepEqual(found, checks.map((it) => it[nQuestions]));
    assert.ok(new Set(found).size > 1);
    assert.equal(heard.requests.length, 1);
    assert.deepEqual(heard.violations, []);
    await browser.close();
  },

  'the page of questions runs nothing but its own script, and asks for nothing': async (stage) => {
    const folder = made(stage);
    const text = readFileSync(join(folder, 'typing.html'), 'utf8');
    const script = text.match(/<script>([\s\S]*)<\/script>/)[1];
    const hash = createHash('sha256').update(script).digest('base64');
    assert.ok(text.includes(`script-src 'sha256-${hash}'`));
    const { browser, page, heard } = await opened(folder);
    const isStopped = await page.evaluate(async () => {
      const image = new Image();
      const stopped = new Promise((done) => { image.onerror = () => done(true); image.onload = () => done(false); });
      image.src = 'http://127.0.0.1:9/answer.png';
      const inline = document.createElement('script');
      inline.textContent = 'window.ran = true';
      document.head.append(inline);
      const sent = await fetch('http://127.0.0.1:9/').then(() => true, () => false);
      return (await stopped) && !sent && window.ran === undefined;
    });
    assert.ok(isStopped);
    // The picture was asked for by the page and stopped by its policy; nothing else was.
    assert.deepEqual(heard.stopped.map((it) => it.split(' ')[1]), ['csp']);
    assert.equal(heard.requests.length - heard.stopped.length, 1, heard.requests.join());
    await browser.close();
  },

  'the page of questions is answered by keyboard and fits a narrow window': async (stage) => {
    const { browser, page } = await opened(made(stage));
    await page.setViewportSize({ width: 320, height: 640 });
    const before = await page.locator('#segment').textContent();
    assert.match(before, /nothing answered yet/);
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    assert.doesNotMatch(await page.locator('#segment').textContent(), /nothing answered yet/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= 320));
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.locator('#segment', { hasText: 'nothing answered yet' }).waitFor();
    await browser.close();
  },
};
