// Chromium, with everything switched off that would talk by itself, and no name but loopback.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** The browser to drive: `CHROMIUM`, or the first one found. */
export function findChromium() {
  const found = process.env.CHROMIUM ?? CANDIDATES.find(existsSync);
  if (!found) throw new Error(`no Chromium found; set CHROMIUM to its path (looked at ${CANDIDATES.join(', ')})`);
  return found;
}

export function launch(options = {}) {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
    ...options,
  });
}
