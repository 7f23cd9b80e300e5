// PapaParse: chunk by chunk into maps in a worker, as a careful program does it, or from the page in
// the worker it starts, to typed objects, as most pages do. (In a worker it would start none.)

import Papa from 'papaparse';
import { job } from './job.js';

/** Scores from 1 to 5 by rank. */
function score(customers, key, name) {
  const sorted = customers.toSorted((a, b) => (a[key] < b[key] ? -1 : Number(a[key] > b[key])));
  sorted.forEach((customer, rank) => { customer[name] = Math.floor((rank * 5) / sorted.length) + 1; });
}

/** Customers and what was found so far, a row at a time. */
class Rfm {
  customers = new Map();

  orders = new Set();

  found = { rows: 0, sum: 0 };

  take(id, order, day, amount) {
    let customer = this.customers.get(id);
    if (!customer) {
      customer = { last: '', frequency: 0, monetary: 0 };
      this.customers.set(id, customer);
    }
    if (day > customer.last) customer.last = day;
    customer.monetary += amount;
    if (!this.orders.has(order)) {
      this.orders.add(order);
      customer.frequency += 1;
    }
    this.found.rows += 1;
    this.found.sum += amount;
  }

  finish() {
    const all = [...this.customers.values()];
    score(all, 'last', 'r');
    score(all, 'frequency', 'f');
    score(all, 'monetary', 'm');
    return { ...this.found, customers: all.length, orders: this.orders.size };
  }
}

function byChunks(file) {
  const rfm = new Rfm();
  let isHeader = true;
  return new Promise((resolve, reject) => {
    Papa.parse(file, {
      skipEmptyLines: true,
      chunk: ({ data }) => {
        for (let row = isHeader ? 1 : 0; row < data.length; row += 1) {
          const [id, order, day, amount] = data[row];
          rfm.take(id, order, day, Number(amount));
        }
        isHeader = false;
      },
      complete: () => resolve(rfm.finish()),
      error: reject,
    });
  });
}

function byRows(file) {
  return new Promise((resolve, reject) => {
    Papa.parse(file, {
      worker: true,
      header: true,
      dynamicTyping: true,
      skipEmptyLines: true,
      complete: ({ data }) => {
        const rfm = new Rfm();
        for (const row of data) rfm.take(row.customer_id, row.order_id, row.order_date, row.amount);
        resolve(rfm.finish());
      },
      error: reject,
    });
  });
}

job((file, { hasHeader }) => () => (hasHeader ? byRows(file) : byChunks(file)));
