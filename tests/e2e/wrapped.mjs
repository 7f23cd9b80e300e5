// Workbooks, archives and text in other encodings, made here.

import { crc32, gzipSync } from 'node:zlib';

/** A zip archive of files, not compressed. */
export function zip(files) {
  const [parts, directory] = [[], []];
  let at = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const sizes = Buffer.alloc(12);
    [crc32(bytes), bytes.length, bytes.length].forEach((it, nth) => sizes.writeUInt32LE(it, nth * 4));
    const lengths = Buffer.alloc(4);
    lengths.writeUInt16LE(Buffer.byteLength(name), 0);
    const common = Buffer.concat([Buffer.from([20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0x58]), sizes, lengths]);
    const start = Buffer.alloc(4);
    start.writeUInt32LE(at);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, Buffer.alloc(10), start, Buffer.from(name));
    const part = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, Buffer.from(name), bytes]);
    parts.push(part);
    at += part.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  const n = Object.keys(files).length;
  end.writeUInt16LE(n, 8);
  end.writeUInt16LE(n, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

const escaped = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const cell = (value) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`);
const sheet = (rows) => `<worksheet><sheetData>${rows.map((row) => `<row>${row.map(cell).join('')}</row>`).join('')}</sheetData></worksheet>`;

/** A workbook of Excel; `sheets` are names with rows, and numbers are numbers. */
export function workbook(name, sheets) {
  const names = Object.keys(sheets);
  const link = (nth, kind, target) => `<Relationship Id="r${nth}" Type="x/${kind}" Target="${target}"/>`;
  const links = (all) => `<Relationships>${all.join('')}</Relationships>`;
  const files = {
    '_rels/.rels': links([link(1, 'officeDocument', 'xl/workbook.xml')]),
    'xl/workbook.xml': `<workbook><sheets>${names.map((it, nth) => `<sheet name="${escaped(it)}" r:id="r${nth}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': links(names.map((_, nth) => link(nth, 'worksheet', `sheet${nth}.xml`))),
  };
  names.forEach((it, nth) => { files[`xl/sheet${nth}.xml`] = sheet(sheets[it]); });
  return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: zip(files) };
}

/** A text file compressed. */
export function gzipped(file) {
  return { name: `${file.name}.gz`, mimeType: 'application/gzip', buffer: gzipSync(file.buffer) };
}

/** The rows of a plain text file, numbers as numbers. */
export function rowsOf(file) {
  const lines = file.buffer.toString('utf8').trim().split('\n');
  return lines.map((line, nth) => line.split(',').map((it, at) => (nth > 0 && at === 3 ? Number(it) : it)));
}
