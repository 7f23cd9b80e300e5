// Starts the page, and is the only script that may use the network; unpack.js beside it only computes.
//
// Order matters: load the page's program with its integrity, unpack and compile it, ask for everything
// that is needed later, seal, prove the seal, close what a policy cannot close, and only then start the
// program. A file can be opened only by the program, so no customer byte is read before the seal, and no
// request is made behind it. What was asked for before may still be arriving then: the engine, and the
// part that undoes wrappings. Their integrity is checked here, and the engine's worker waits for them.
//
// The program finds one frozen object, `globalThis.enclave`; its shape stands at the end of this file.

const root = document.documentElement;
const openedAt = performance.timeOrigin;

/** The policy added once everything is here. Policies only add up: nothing can take it away again. */
const SEAL = [
  "default-src 'none'",
  "script-src 'wasm-unsafe-eval'",
  "style-src 'none'",
  'img-src blob: data:',
  "font-src 'none'",
  "connect-src 'none'",
  'worker-src blob:',
  "manifest-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ');

/** What a person reads when the program cannot speak for itself. Never with data in it. */
const NOTICES = {
  old: ['This browser is too old for Enclave', 'It needs WebAssembly with SIMD: Chrome or Edge 123, Firefox 128, Safari 17.5 or later. Nothing was read from your computer.'],
  load: ['A part of Enclave could not be loaded', 'The connection broke, or a file was changed on its way and the browser refused it. Nothing was started and nothing was read from your computer. Reload the page; if it happens again, tell whoever runs this site.'],
  late: ['A part of Enclave could not be loaded', 'The connection broke, or a file was changed on its way and was refused. Nothing was read from your computer. Reload the page; if it happens again, tell whoever runs this site.'],
  seal: ['This page could not be sealed, so it did not start', 'Enclave starts only when the browser has proved that the page can send nothing. This browser, or an extension in it, did not prove it. Nothing was read from your computer. Try without extensions, or in another browser.'],
  start: ['Enclave could not start', 'The program was loaded and the page is sealed, but it failed to start. Nothing was read from your computer. Reload the page to try again.'],
  crash: ['Enclave has stopped', 'Something in this page broke: that is our fault, not your file’s. Your file never left this computer and is unchanged. Reload the page to start again.'],
};

class Refusal extends Error {
  constructor(notice, cause) {
    super(notice, { cause });
    this.notice = notice;
  }
}

function show(notice) {
  if (root.dataset.boot === 'stopped') return;
  root.dataset.boot = 'stopped';
  const [title, detail] = NOTICES[notice];
  document.getElementById('crash-title').textContent = title;
  document.getElementById('crash-detail').textContent = detail;
  document.getElementById('crash').hidden = false;
  document.querySelector('#main[aria-busy]')?.removeAttribute('aria-busy');
}

// ---- 1. load

const absolute = (url) => new URL(url, document.baseURI).href;

function integrityOf(url) {
  const link = [...document.querySelectorAll('link[integrity]')].find((it) => it.href === url);
  if (!link) throw new Error(`no integrity for ${url}`);
  return link.integrity;
}

async function fetchChecked(url, signal) {
  const response = await fetch(url, { integrity: integrityOf(url), credentials: 'same-origin', signal });
  if (!response.ok) throw new Error(`${response.status} ${url}`);
  return response;
}

/** As an element, because every engine checks the integrity of a classic script. */
function runChecked(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.integrity = integrityOf(url);
    script.crossOrigin = 'anonymous';
    script.onload = resolve;
    script.onerror = () => reject(new Error(`refused ${url}`));
    script.src = url;
    document.head.append(script);
  });
}

async function bytesOf(url, signal) {
  const response = await fetchChecked(url, signal);
  return new Uint8Array(await response.arrayBuffer());
}

/** A release packs the program, a build for development does not. */
async function compile(bytes, isPacked) {
  return WebAssembly.compile(isPacked ? await unpack(bytes) : bytes);
}

/**
 * A file that may come later than the page: asked for now, since behind the seal nothing can be. Its
 * answer has begun when this is done; `bytes` is done with its last byte, and fails where they are not
 * those of `integrity`. Browsers check that as well, but give no sign of life before the last byte, so
 * it is left to them only where they offer no hashes: on connections that are not secure.
 */
async function ask({ href, integrity }, options = {}) {
  if (!globalThis.crypto?.subtle) return { bytes: Promise.resolve(await bytesOf(href, options.signal)) };
  const response = await fetch(href, { credentials: 'same-origin', ...options });
  if (!response.ok) throw new Error(`${response.status} ${href}`);
  const bytes = response.arrayBuffer().then(async (buffer) => {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-384', buffer));
    if (integrity !== `sha384-${btoa(String.fromCharCode(...hash))}`) throw new Error(`refused ${href}`);
    return new Uint8Array(buffer);
  });
  // Who needs them hears of it; the browser need not.
  bytes.catch(() => {});
  return { bytes };
}

const partLink = (id) => document.getElementById(id);

async function load() {
  const program = document.querySelector('meta[name="program"]').dataset;
  const glueUrl = absolute(program.glue);
  const bytes = bytesOf(absolute(program.pack ?? program.wasm));
  // Behind the program, so that they delay nothing that is needed before.
  const [engine, part] = [bytes.then(askEngine), bytes.then(askPart)];
  const [glueText, module] = await Promise.all([
    fetchChecked(glueUrl).then((it) => it.text()),
    bytes.then((it) => compile(it, 'pack' in program)),
    runChecked(glueUrl),
    engine,
    part,
  ]);
  return { glueText, module, engine: (await engine).module, part: await part };
}

/** The rest of the program, which only workers run; a build for development is in one piece. */
async function askEngine() {
  const link = partLink('engine-module');
  if (!link) return { module: Promise.resolve(null) };
  const { bytes } = await ask(link);
  const module = bytes.then((it) => compile(it, true));
  module.catch(() => {});
  return { module };
}

/** How long the page waits for the part that undoes wrappings to begin to arrive, and files for its end. */
const PATIENCE = 20_000;
const PATIENCE_OF_FILES = 180_000;

/**
 * The part that undoes wrappings (workbooks, archives, older encodings), or null: the page works
 * without it, and says so when such a file is opened.
 */
async function askPart() {
  const [glueLink, moduleLink] = ['wrapping-glue', 'wrapping-module'].map(partLink);
  if (!glueLink || !moduleLink) return null;
  const stop = new AbortController();
  const { signal } = stop;
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    // What is needed first is first, where a connection is shared.
    const [glue, { bytes }] = await Promise.all([bytesOf(glueLink.href, signal), ask(moduleLink, { signal, priority: 'low' })]);
    setTimeout(() => stop.abort(), PATIENCE_OF_FILES);
    const module = bytes.then((it) => compile(it, true)).catch((error) => {
      console.error(error);
      return null;
    });
    return { glueText: new TextDecoder().decode(glue), module };
  } catch (error) {
    console.error(error);
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A module of one function with one 128-bit constant: valid only where SIMD is. */
const SIMD = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11);

// ---- 2. the worker's text

/**
 * In the engine: starts another worker of the same text and the same compiled program, which finds
 * its part by its name. It ends with the one that started it. Throws where no worker may start another.
 */
function offerMates(program, engine, nProcessors) {
  globalThis.enclaveMates = {
    nProcessors,
    spawn(name) {
      const worker = new Worker(location.href, { name });
      worker.postMessage({ program, engine, nProcessors: 1 });
      globalThis.enclavePart.settled().then(() => worker.postMessage({ part: globalThis.enclavePart.module }));
      return worker;
    },
    turn: () => new Promise((go) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = go;
      port2.postMessage(null);
    }),
  };
}

/** In the engine: what undoes wrappings comes later, or not at all. */
function expectPart() {
  let settle;
  const settled = new Promise((resolve) => { settle = resolve; });
  globalThis.enclavePart = { module: null, settled: () => settled };
  return (module) => {
    globalThis.enclavePart.module = module;
    if (module) offerWrapping(module);
    settle();
  };
}

/**
 * The glue and a few lines. The page's part of the program and the engine's share one memory: the
 * second takes from the first what both need, and its `serve` starts it. That happens inside the first
 * message, so the program's own listener stands before others are delivered: nothing posted at once
 * is lost. Messages of boot.js are objects with names, those of the program are lists.
 *
 * The part's glue stands in a function, because every wrapping has an instance to itself: one that
 * breaks down over a hostile file is thrown away alone.
 */
function workerUrl(glueText, part) {
  const undo = part ? `
;function wrappingOf(module) { ${part.glueText}
wrapping.initSync({ module }); return wrapping; }
function offerWrapping(module) {
  globalThis.enclaveWrapping = {
    unwrap: (name, sheet) => wrappingOf(module).Undoing.unwrap(name, sheet),
    transcode: (encoding) => wrappingOf(module).Undoing.transcode(encoding),
    detect: () => new (wrappingOf(module).Detecting)(),
    catalogue: (contacts) => wrappingOf(module).catalogue(contacts),
    deliver: (contacts, wish, keeps) => new (wrappingOf(module).Delivery)(contacts, wish, keeps),
  };
}` : '';
  const start = `
;${offerMates}
;${expectPart}
const settlePart = expectPart();
addEventListener('message', (event) => {
  const { program, engine, nProcessors, part } = event.data;
  if (part === undefined && !program) return;
  event.stopImmediatePropagation();
  if (!program) return settlePart(part);
  offerMates(program, engine, nProcessors);
  const shared = wasm_bindgen.initSync({ module: program });
  (engine ? new WebAssembly.Instance(engine, { '': shared }).exports : shared).serve();
});`;
  return URL.createObjectURL(new Blob([glueText, undo, start], { type: 'text/javascript' }));
}

// ---- 3. the seal

let refused = 0;

function addPolicy() {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = SEAL;
  document.head.append(meta);
}

/** Proof, not hope: one request is tried, and the policy itself must be what refuses it. */
async function proveSeal() {
  const reported = new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 2000);
    const hear = (event) => {
      if (event.effectiveDirective !== 'connect-src') return;
      clearTimeout(timer);
      document.removeEventListener('securitypolicyviolation', hear);
      resolve(true);
    };
    document.addEventListener('securitypolicyviolation', hear);
  });
  const stopped = await fetch(absolute('./seal-proof'), { cache: 'no-store' }).then(() => false, () => true);
  if (!stopped || !(await reported)) throw new Refusal('seal');
}

// ---- 4. what no policy covers, as far as a script can close it

const here = () => location.href.split('#')[0];
const staysHere = (url) => url.split('#')[0] === here() || url.startsWith(`blob:${location.origin}/`);

function removeDoors() {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'open']) {
    if (!(name in globalThis)) continue;
    Object.defineProperty(globalThis, name, { value: undefined, writable: false, configurable: false });
  }
}

function guardNavigation() {
  globalThis.navigation?.addEventListener('navigate', (event) => {
    if (event.cancelable && !staysHere(event.destination.url)) event.preventDefault();
  });
  const guard = (event) => {
    const link = event.composedPath().find((it) => it instanceof Element && it.matches('a[href], area[href]'));
    if (!link) return;
    const url = new URL(link.href?.baseVal ?? link.href, location.href).href;
    if (!staysHere(url)) event.preventDefault();
  };
  addEventListener('click', guard, true);
  addEventListener('auxclick', guard, true);
}

// ---- 5. what the program finds

/** Every file this page asked for, as JSON: name, kind, bytes received, milliseconds since the epoch. */
function connections() {
  const entries = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
  const files = entries
    .filter((it) => !it.name.startsWith('blob:') && !it.name.startsWith('data:') && !it.name.endsWith('/seal-proof'))
    .map((it) => ({
      name: decodeURIComponent(new URL(it.name).pathname.split('/').pop()) || 'index.html',
      kind: it.entryType === 'navigation' ? 'page' : it.initiatorType,
      own: new URL(it.name).origin === location.origin,
      received: it.encodedBodySize ?? 0,
      at: openedAt + it.startTime,
    }));
  return JSON.stringify(files);
}

function offer(url, { module, engine, part }, sealedAt) {
  const loading = document.querySelector('meta[http-equiv="Content-Security-Policy"]').content;
  const nProcessors = navigator.hardwareConcurrency ?? 1;
  const api = {
    /** Starts an engine worker; it listens once the engine is there. */
    spawnEngine() {
      const worker = new Worker(url, { name: 'engine' });
      engine.then((it) => worker.postMessage({ program: module, engine: it, nProcessors }), (error) => {
        console.error(error);
        show('late');
      });
      Promise.all([part?.module ?? null, engine]).then(([it]) => worker.postMessage({ part: it }), () => {});
      return worker;
    },
    /** Shows the crash notice. */
    crashed: () => show('crash'),
    connections,
    /** Attempts the policy has stopped in this page since the seal, without the proof at the start. */
    refused: () => refused,
    /** When the seal was proved, in milliseconds since the epoch. */
    sealedAt,
    /** The policy while the page loaded, and the one added by the seal; both hold. */
    policy: Object.freeze({ loading, sealed: SEAL }),
  };
  Object.defineProperty(globalThis, 'enclave', { value: Object.freeze(api) });
}

async function startProgram(module) {
  addEventListener('error', (event) => {
    if (event.error instanceof WebAssembly.RuntimeError) show('crash');
  });
  try {
    // Not at once: Chromium refuses that to a program of more than 8 MB, as a build for development is.
    await wasm_bindgen({ module_or_path: module });
  } catch (cause) {
    throw new Refusal('start', cause);
  }
}

// ---- the order

async function boot() {
  if (typeof WebAssembly !== 'object' || !WebAssembly.validate(SIMD)) throw new Refusal('old');
  const loaded = await load();
  const url = workerUrl(loaded.glueText, loaded.part);
  addPolicy();
  await proveSeal();
  document.addEventListener('securitypolicyviolation', () => { refused += 1; });
  removeDoors();
  guardNavigation();
  offer(url, loaded, Date.now());
  await startProgram(loaded.module);
}

root.dataset.boot = 'loading';
const slow = setTimeout(() => { root.dataset.boot = 'slow'; }, 20_000);
try {
  await boot();
  if (root.dataset.boot !== 'stopped') root.dataset.boot = 'sealed';
} catch (error) {
  console.error(error);
  show(error instanceof Refusal ? error.notice : 'load');
} finally {
  clearTimeout(slow);
}
