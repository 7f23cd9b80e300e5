// Two loopback servers that write down every hit: the app's own, under a deep sub-path, and a
// foreign one. What counts as "sent" is what arrives here, not what a browser reports.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';

const MEDIA_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the app lives on its server: deep, so that no absolute path can hide. */
export const SUB_PATH = '/deep/sub/app/';

class Log {
  #hits = [];
  add(request) {
    this.#hits.push(`${request.method} ${request.url}`);
  }
  /** The hits so far; a later call to `since` counts from here. */
  mark() {
    return this.#hits.length;
  }
  since(mark) {
    return this.#hits.slice(mark);
  }
  get all() {
    return [...this.#hits];
  }
}

async function listen(handle) {
  const log = new Log();
  const server = createServer((request, response) => {
    log.add(request);
    handle(request, response).catch((error) => {
      response.writeHead(500).end(String(error));
    });
  });
  // A WebSocket asks by an upgrade, which is a hit like any other.
  server.on('upgrade', (request, socket) => {
    log.add(request);
    socket.destroy();
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () => new Promise((resolve) => {
    server.closeAllConnections();
    server.close(resolve);
  });
  return { origin, log, close };
}

/**
 * Serves a folder under the sub-path.
 * `change(name, bytes)` may return other bytes: how a file is tampered with on its way. `late(name)` is
 * awaited between the beginning of an answer and its bytes.
 */
export async function serveApp(folder, { change = (_, bytes) => bytes, late = () => null, headers = {} } = {}) {
  const server = await listen(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const open = { 'access-control-allow-origin': '*', ...headers };
    if (!path.startsWith(SUB_PATH)) {
      response.writeHead(404, open).end();
      return;
    }
    const name = normalize(path.slice(SUB_PATH.length) || 'index.html');
    const bytes = name.startsWith('..') ? null : await readFile(join(folder, name)).catch(() => null);
    if (!bytes) {
      response.writeHead(404, open).end();
      return;
    }
    response.writeHead(200, { 'content-type': MEDIA_TYPES[extname(name)] ?? 'application/octet-stream', ...open });
    response.flushHeaders();
    await late(name);
    response.end(change(name, bytes));
  });
  return { ...server, url: server.origin + SUB_PATH };
}

/** Answers anything with an empty success, so that a leak would not even fail. */
export async function serveForeign() {
  return listen(async (_, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/plain' }).end('foreign');
  });
}
