// PapaParse in a worker, chunk by chunk, into maps: what a careful program around it does.

import Papa from 'papaparse';
import { job } from './job.js';

/** Scores from 1 to 5 by rank. */
function score(customers, key, name) {
  const sorted = customers.toSorted((a, b) => (a[key] < b[key] ? -1 : Number(a[key] > b[key])));
  sorted.forEach((customer, rank) => { customer[name] = Math.floor((rank * 5) / sorted.length) + 1; });
}

function rfm(file) {
  const customers = new Map();
  const orders = new Set();
  const found = { rows: 0, sum: 0 };
  let isHeader = true;
  const take = ([id, order, day, text]) => {
    const amount = Number(text);
    let customer = customers.get(id);
    if (!customer) {
      customer = { last: '', frequency: 0, monetary: 0 };
      customers.set(id, customer);
    }
    if (day > customer.last) customer.last = day;
    customer.monetary += amount;
    if (!orders.has(order)) {
      orders.add(order);
      customer.frequency += 1;
    }
    found.rows += 1;
    found.sum += amount;
  };
  return new Promise((resolve, reject) => {
    Papa.parse(file, {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (let row = isHeader ? 1 : 0; row < data.length; row += 1) take(data[row]);
        isHeader = false;
      },
      complete: () => {
        const all = [...customers.values()];
        score(all, 'last', 'r');
        score(all, 'frequency', 'f');
        score(all, 'monetary', 'm');
        resolve({ ...found, customers: all.length, orders: orders.size });
      },
      error: reject,
    });
  });
}

job((file) => () => rfm(file));
