// The benchmark's files, from fixed seeds: `node benches/generate.mjs SIZE FOLDER`.
//
// Orders: customers arrive over two years, buy at rates of their own and stop one day; a third of
// the rows continue the order before. Product texts are quoted, with commas and doubled quotes.
// Points: six overlapping groups in eight dimensions, so that k-means does not settle early.

import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const SIZES = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000, '5m': 5_000_000, '10m': 10_000_000 };
export const N_DIMS = 8;
export const K = 6;
export const CUSTOMER_COLUMNS = ['visits', 'basket', 'tenure', 'gap', 'margin', 'returns', 'opens', 'clicks'];

/** What any tool must find in the orders. `n_orders` counts every order number, returns included. */
export const EXPECTED = { '1m': { rows: 1_000_000, customers: 73_387, orders: 400_207, sum: 30_622_940.31 } };

const ORDERS_SEED = 101;
const POINTS_SEED = 303;
const N_DAYS = 1_095;
const FIRST_DAY = Date.UTC(2022, 0, 1);
const MILLIS_PER_DAY = 86_400_000;

const LOOKS = ['Plain', 'Striped', 'Antique', 'Tiny', 'Enamel', 'Bamboo', 'Handwoven', 'Frosted', 'Green', 'Set of 4', 'Classic', 'Box of 10'];
const THINGS = ['Milk Jug', 'Table Lamp', 'Wall Clock', 'Bread Box', 'Desk Fan', 'Fruit Bowl', 'Floor Mat', 'Travel Bag', 'Card Holder', 'Tea Light', 'Bench Cover', 'Garland'];
const DETAILS = ['ivory', 'dotted', 'with handle', '""limited"" series', '10"" x 6""', 'ready wrapped', 'leaf pattern', 'in pouch'];
const COUNTRIES = ['United Kingdom', 'Germany', 'France', 'Spain', 'Italy', '"Korea, Republic of"', 'Côte d’Ivoire', 'Netherlands', 'Belgium', 'Switzerland', 'Portugal', 'Norway', 'Sweden', 'Denmark', 'Österreich', 'Poland', 'United States', 'Canada', 'México', 'Japan', 'Australia', 'New Zealand', 'Israel', 'Singapore', 'India', 'Greece', 'Cyprus', 'Finland', 'Ireland', 'Czechia'];

/** Mulberry32: numbers in [0, 1). */
function uniform(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Normal numbers by the polar method. */
function normal(random) {
  let spare = null;
  return () => {
    if (spare !== null) {
      const kept = spare;
      spare = null;
      return kept;
    }
    for (;;) {
      const [u, v] = [2 * random() - 1, 2 * random() - 1];
      const square = u * u + v * v;
      if (square > 0 && square < 1) {
        const factor = Math.sqrt((-2 * Math.log(square)) / square);
        spare = v * factor;
        return u * factor;
      }
    }
  };
}

const below = (random, n) => Math.floor(random() * n);
const one = (random, words) => words[below(random, words.length)];

function makeCustomers(n, random, gauss) {
  const customers = [];
  let weight = 0;
  for (let idx = 0; idx < n; idx += 1) {
    weight += Math.exp(0.9 * gauss());
    const born = below(random, 700);
    const life = 20 + Math.floor(-Math.log(random() + 1e-12) * 350);
    const level = Math.exp(3 + 0.8 * gauss());
    const country = random() < 0.6 ? COUNTRIES[0] : one(random, COUNTRIES);
    customers.push({ id: `C${String(idx).padStart(7, '0')}`, weight, born, life, level, country });
  }
  return customers;
}

/** The customer whose share of the running weights a number falls into. */
function drawn(customers, at) {
  let [low, high] = [0, customers.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (customers[middle].weight < at) low = middle + 1;
    else high = middle;
  }
  return customers[low];
}

function* orderRows(n) {
  const random = uniform(ORDERS_SEED);
  const gauss = normal(random);
  const customers = makeCustomers(Math.max(50, Math.floor(n / 12)), random, gauss);
  const days = Array.from({ length: N_DAYS + 1 }, (_, day) => new Date(FIRST_DAY + day * MILLIS_PER_DAY).toISOString().slice(0, 10));
  let [customer, order, day] = [null, 0, 0];
  yield 'customer_id,order_id,order_date,amount,product,country\n';
  for (let row = 0; row < n; row += 1) {
    if (!customer || random() < 0.4) {
      customer = drawn(customers, random() * customers.at(-1).weight);
      order += 1;
      day = Math.min(N_DAYS, customer.born + below(random, Math.min(customer.life, N_DAYS - customer.born + 1)));
    }
    const amount = (customer.level * Math.exp(0.5 * gauss())).toFixed(2);
    const sign = random() < 0.015 ? '-' : '';
    const detail = one(random, DETAILS);
    const product = `${one(random, LOOKS)} ${one(random, THINGS)}, ${detail}, SKU ${10_000 + Math.floor(random() * random() * 4_000)}`;
    yield `${customer.id},INV-${String(order).padStart(7, '0')},${days[day]},${sign}${amount},"${product}",${customer.country}\n`;
  }
}

async function writeOrders(n, path) {
  const file = createWriteStream(`${path}.part`);
  let text = [];
  for (const row of orderRows(n)) {
    text.push(row);
    if (text.length < 50_000) continue;
    if (!file.write(text.join(''))) await once(file, 'drain');
    text = [];
  }
  file.end(text.join(''));
  await once(file, 'finish');
  renameSync(`${path}.part`, path);
}

/** Columns of mean 0 and standard deviation 1. */
function standardise(values, n) {
  for (let dim = 0; dim < N_DIMS; dim += 1) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < n; row += 1) sum += values[row * N_DIMS + dim];
    for (let row = 0; row < n; row += 1) squares += (values[row * N_DIMS + dim] - sum / n) ** 2;
    const sd = Math.sqrt(squares / n);
    for (let row = 0; row < n; row += 1) values[row * N_DIMS + dim] = (values[row * N_DIMS + dim] - sum / n) / sd;
  }
}

function writePoints(n, path) {
  const random = uniform(POINTS_SEED);
  const gauss = normal(random);
  const means = Float64Array.from({ length: K * N_DIMS }, () => 0.75 * gauss());
  const spreads = Float64Array.from({ length: K * N_DIMS }, () => 0.6 + 0.9 * random());
  const values = new Float64Array(n * N_DIMS);
  for (let row = 0; row < n; row += 1) {
    const group = Math.min(K - 1, Math.floor(K * random() ** 1.3));
    for (let dim = 0; dim < N_DIMS; dim += 1) {
      values[row * N_DIMS + dim] = means[group * N_DIMS + dim] + spreads[group * N_DIMS + dim] * gauss();
    }
  }
  standardise(values, n);
  const points = Float32Array.from(values);
  const centres = new Float32Array(K * N_DIMS);
  for (let group = 0; group < K; group += 1) {
    const row = below(random, n);
    centres.set(points.subarray(row * N_DIMS, (row + 1) * N_DIMS), group * N_DIMS);
  }
  writeFileSync(`${path}.centres.f32`, Buffer.from(centres.buffer));
  writeFileSync(`${path}.f32`, Buffer.from(points.buffer));
}

/** Makes the orders of a size unless they are there. Gives their path. */
export async function generateOrders(size, folder) {
  const n = SIZES[size];
  if (!n) throw new Error(`no size ${size}; there are ${Object.keys(SIZES).join(', ')}`);
  mkdirSync(folder, { recursive: true });
  const orders = join(folder, `orders-${size}.csv`);
  if (!existsSync(orders)) await writeOrders(n, orders);
  return orders;
}

/** Makes the points of a size unless they are there. Gives their paths. */
export async function generatePoints(size, folder) {
  mkdirSync(folder, { recursive: true });
  const [n, points] = [SIZES[size], join(folder, `points-${size}`)];
  if (!existsSync(`${points}.f32`)) writePoints(n, points);
  return { points: `${points}.f32`, centres: `${points}.centres.f32`, n };
}

/** The points of a size as a file with one row for each customer, made unless it is there. Gives its path. */
export async function generateCustomers(size, folder) {
  const { points } = await generatePoints(size, folder);
  const path = join(folder, `customers-${size}.csv`);
  if (existsSync(path)) return path;
  const bytes = readFileSync(points);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const file = createWriteStream(`${path}.part`);
  let text = [`customer_id,${CUSTOMER_COLUMNS.join(',')}`];
  for (let row = 0; row < SIZES[size]; row += 1) {
    text.push(`K${String(row).padStart(7, '0')},${Array.from(values.subarray(row * N_DIMS, (row + 1) * N_DIMS), (it) => it.toFixed(4)).join(',')}`);
    if (text.length < 50_000) continue;
    if (!file.write(`${text.join('\n')}\n`)) await once(file, 'drain');
    text = [];
  }
  file.end(text.length ? `${text.join('\n')}\n` : '');
  await once(file, 'finish');
  renameSync(`${path}.part`, path);
  return path;
}

/** Makes the files of a size unless they are there. Gives their paths. */
export async function generate(size, folder) {
  return { orders: await generateOrders(size, folder), ...await generatePoints(size, folder) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [size = '1m', folder = 'target/bench'] = process.argv.slice(2);
  console.log(await generate(size, folder));
}
