// A hostile build: the page as it is, with code added to its own files that tries to leak.
//
// The additions are part of boot.js and of the glue, with the integrity in index.html rewritten to
// match: this is what an attacker could do who can ship code, not merely inject markup. With
// `sealed: false` the same files come without any policy and without guards: the control, which
// proves that every attempt would have reached a server.

import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const PAGE_PROBES = String.raw`
globalThis.probes = {
  fetch: (url) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'x' }),
  'fetch with keepalive': (url) => fetch(url, { mode: 'no-cors', keepalive: true }),
  XMLHttpRequest: (url) => { const it = new XMLHttpRequest(); it.open('GET', url); it.send(); },
  sendBeacon: (url) => navigator.sendBeacon(url, 'x'),
  WebSocket: (url) => new WebSocket(url.replace('http', 'ws')),
  EventSource: (url) => new EventSource(url),
  image: (url) => { new Image().src = url; },
  stylesheet: (url) => document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: url })),
  font: (url) => new FontFace('leak', 'url(' + url + ')').load(),
  prefetch: (url) => document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: url })),
  preload: (url) => document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: 'anonymous', href: url })),
  script: (url) => document.head.append(Object.assign(document.createElement('script'), { src: url })),
  import: (url) => import(url),
  worker: (url) => new Worker(url),
  'service worker': (url) => navigator.serviceWorker.register(url),
  iframe: (url) => document.body.append(Object.assign(document.createElement('iframe'), { src: url })),
  video: (url) => { Object.assign(document.createElement('video'), { src: url }).load(); },
  ping: (url) => { const it = Object.assign(document.createElement('a'), { href: '#', ping: url }); document.body.append(it); it.click(); },
};
globalThis.departures = {
  form: (url) => {
    const it = Object.assign(document.createElement('form'), { action: url, method: 'post' });
    document.body.append(it);
    it.submit();
  },
  'location.href': (url) => { location.href = url; },
  link: (url) => { const it = Object.assign(document.createElement('a'), { href: url }); document.body.append(it); it.click(); },
  'link into a new tab': (url) => { const it = Object.assign(document.createElement('a'), { href: url, target: '_blank' }); document.body.append(it); it.click(); },
  'window.open': (url) => globalThis.open(url),
  'meta refresh': (url) => {
    const it = document.createElement('meta');
    it.httpEquiv = 'refresh';
    it.content = '0; url=' + url;
    document.head.append(it);
  },
};
`;

const WORKER_PROBES = String.raw`
;if (typeof document === 'undefined') {
  const probes = {
    fetch: (url) => fetch(url, { mode: 'no-cors', method: 'POST', body: 'x' }),
    XMLHttpRequest: (url) => { const it = new XMLHttpRequest(); it.open('GET', url); it.send(); },
    WebSocket: (url) => new WebSocket(url.replace('http', 'ws')),
    EventSource: (url) => new EventSource(url),
    importScripts: (url) => importScripts(url),
    import: (url) => import(url),
    worker: (url) => new Worker(url),
    'cache.add': async (url) => (await caches.open('leak')).add(url),
    font: (url) => { const it = new FontFace('leak', 'url(' + url + ')'); self.fonts.add(it); return it.load(); },
    'fetch in a worker of the worker': (url) => {
      const text = 'fetch(' + JSON.stringify(url) + ', { mode: "no-cors" })';
      new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
    },
  };
  addEventListener('message', async (event) => {
    if (!event.data?.attempt && !event.data?.list) return;
    event.stopImmediatePropagation();
    if (event.data.list) { postMessage({ probes: Object.keys(probes) }); return; }
    try { await probes[event.data.attempt](event.data.url); } catch { /* refused, or not there at all */ }
    postMessage('tried');
  });
}
`;

/** The options for a server of the hostile build. */
export async function hostileBuild(dist, { sealed }) {
  const names = await readdir(dist);
  const boot = names.find((it) => it.startsWith('boot-'));
  const glue = names.find((it) => it.startsWith('app-') && it.endsWith('.js'));
  const text = async (name) => readFile(join(dist, name), 'utf8');
  const files = {
    [boot]: PAGE_PROBES + (sealed ? await text(boot) : withoutSeal(await text(boot))),
    [glue]: (await text(glue)) + WORKER_PROBES,
  };
  let page = await text('index.html');
  for (const [name, changed] of Object.entries(files)) {
    page = page.replaceAll(sri(await text(name)), sri(changed));
  }
  if (!sealed) {
    page = page.replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, "$1default-src * 'unsafe-inline' 'unsafe-eval' blob: data:");
  }
  files['index.html'] = page;
  return { change: (name, bytes) => files[name] ?? bytes };
}

function withoutSeal(boot) {
  const steps = /  addPolicy\(\);\n  await proveSeal\(\);\n|  removeDoors\(\);\n  guardNavigation\(\);\n/g;
  if (boot.match(steps)?.length !== 2) throw new Error('boot.js has changed: the control can no longer take its seal away');
  return boot.replaceAll(steps, '');
}

export function sri(content) {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}
