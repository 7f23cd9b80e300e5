// Files for the journeys: made from fixed numbers, so that every run reads the same bytes.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Numbers between 0 and 1 that are the same on every run (a linear congruence modulo 2^32). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

/** One row per order: 300 customers with leading zeros, some of them regular, some gone. */
export function orderFile() {
  const next = numbers(7);
  const lines = ['order_id,customer_id,order_date,total,country'];
  let order = 0;
  for (let customer = 1; customer <= 300; customer += 1) {
    const n = 1 + Math.floor(next() ** 2 * 9);
    const lastDay = Math.floor(next() * 700);
    for (let nth = 0; nth < n; nth += 1) {
      order += 1;
      const day = new Date(Date.UTC(2024, 0, 1 + Math.max(0, lastDay - Math.floor(next() * 90) * nth)));
      const total = (8 + next() * 120 * (1 + (customer % 5))).toFixed(2);
      const id = String(customer).padStart(6, '0');
      lines.push(`A${10_000 + order},${id},${day.toISOString().slice(0, 10)},${total},${['DE', 'FR', 'AT'][customer % 3]}`);
    }
  }
  return file('orders.csv', `${lines.join('\n')}\n`);
}

/** One row per customer: three planted groups in age, visits and spend. */
export function customerFile() {
  const next = numbers(11);
  const near = (middle, width) => middle + (next() + next() + next() - 1.5) * width;
  const lines = ['customer_id;age;visits;spend'];
  for (let customer = 1; customer <= 600; customer += 1) {
    const [age, visits, spend] = [[25, 20, 60], [45, 5, 400], [67, 12, 150]][customer % 3];
    const row = [near(age, 4), near(visits, 2), near(spend, 25)].map((it) => it.toFixed(1).replace('.', ','));
    lines.push(`K${1_000 + customer};${row.join(';')}`);
  }
  return file('customers.csv', `${lines.join('\r\n')}\r\n`);
}

/** One row per customer: numbers, categories with gaps, and whether they replied, which two of them decide. */
export function peopleFile() {
  return manyPeopleFile(900);
}

/** So many of them. */
export function manyPeopleFile(nPeople) {
  const next = numbers(23);
  const lines = ['customer_id,visits,spend,margin,service_cost,city,plan,replied'];
  for (let customer = 1; customer <= nPeople; customer += 1) {
    const group = customer % 3;
    const visits = Math.round([4, 15, 30][group] + next() * 6);
    const spend = ([80, 400, 900][group] + next() * 120).toFixed(2);
    const margin = (Number(spend) * (0.2 + next() * 0.3)).toFixed(2);
    const cost = (5 + next() * 150).toFixed(2);
    const city = next() < 0.05 ? '' : ['Bonn', 'Lyon', 'Graz'][next() < 0.8 ? group : Math.floor(next() * 3)];
    const plan = ['basic', 'plus', 'pro'][Math.floor(next() * 3)];
    const replied = next() < (plan === 'pro' && visits > 12 ? 0.7 : 0.15) ? 'yes' : 'no';
    lines.push(`P${10_000 + customer},${visits},${spend},${margin},${cost},${city},${plan},${replied}`);
  }
  return file('people.csv', `${lines.join('\n')}\n`);
}

/** Writes a large order file, so that reading takes long enough to be stopped; gives its path. */
export function largeOrderFile(folder, nOrders) {
  const rows = ['customer_id,order_date,total'];
  for (let order = 0; order < nOrders; order += 1) {
    const day = 1 + (order % 28);
    rows.push(`${order % 40_000},2025-${String(1 + (order % 12)).padStart(2, '0')}-${String(day).padStart(2, '0')},${(order % 977) + 0.5}`);
  }
  const path = join(folder, 'large.csv');
  writeFileSync(path, rows.join('\n'));
  return path;
}

export function file(name, content) {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

/** One row per order, with who ordered: some without address, consent or country, some the same person twice. */
export function contactFile(nCustomers = 400) {
  const next = numbers(31);
  const quoted = (it) => (/[",\n]/.test(it) ? `"${it.replaceAll('"', '""')}"` : it);
  const lines = ['order_id,customer_id,order_date,total,email,phone,first_name,last_name,country,postcode,email_consent'];
  const first = ['Ana', 'Zoë', 'José', ' Lê ', '=cmd()', 'Мария', "D'Arcy"];
  const last = ['Müller', 'O’Brien', 'Smith, Jr.', 'de la "Cruz"', 'Li', '+Plus', 'Ω'];
  let order = 0;
  for (let nth = 0; nth < nCustomers; nth += 1) {
    const same = nth % 29 === 7 ? nth - 1 : nth;
    const email = nth % 11 === 3 ? '' : nth % 17 === 5 ? 'not an address' : ` Person${same}@Example.COM `;
    const [country, code, phone] = [['DE', '50667', `0221 555 ${1000 + nth}`], ['United States', '94105', `(415) 555-${1000 + (nth % 9000)}`], ['AT', '4020', '']][nth % 3];
    const consent = ['yes', 'yes', 'yes', 'no', ''][nth % 5];
    const lastDay = Math.floor(next() * 700);
    for (let n = Math.floor(next() ** 2 * 6); n >= 0; n -= 1) {
      order += 1;
      const day = new Date(Date.UTC(2024, 0, 1 + Math.max(0, lastDay - Math.floor(next() * 90) * n)));
      const cells = [`A${order}`, `C${10_000 + nth}`, day.toISOString().slice(0, 10), (8 + next() * 400).toFixed(2), email, phone, first[nth % 7], last[nth % 7], country, code, consent];
      lines.push(cells.map(quoted).join(','));
    }
  }
  return file('shop orders.csv', `${lines.join('\n')}\n`);
}
