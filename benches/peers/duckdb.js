// DuckDB-WASM, the query straight over the file or over a table made of it, with the columns' types
// given or found.

import * as duckdb from '@duckdb/duckdb-wasm';
import { job } from './job.js';

const TYPES = "columns = {'customer_id': 'VARCHAR', 'order_id': 'VARCHAR', 'order_date': 'DATE', 'amount': 'DOUBLE', 'product': 'VARCHAR', 'country': 'VARCHAR'}";

const CSV = (options) => `read_csv('orders.csv', header = true, ${options})`;

const query = (from) => `
  WITH customers AS (
    SELECT customer_id, max(order_date) AS last, count(DISTINCT order_id) AS frequency,
           sum(amount) AS monetary, count(*) AS n_rows
    FROM ${from} GROUP BY customer_id
  ), scored AS (
    SELECT *, ntile(5) OVER (ORDER BY last) AS r, ntile(5) OVER (ORDER BY frequency) AS f,
           ntile(5) OVER (ORDER BY monetary) AS m
    FROM customers
  )
  SELECT sum(n_rows)::DOUBLE AS n_rows, count(*)::DOUBLE AS n_customers, sum(frequency)::DOUBLE AS n_orders,
         sum(monetary)::DOUBLE AS total, sum(r * 100 + f * 10 + m)::DOUBLE AS scores
  FROM scored`;

job(async (file, { types, isKept }) => {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker('duckdb-worker.js'));
  await database.instantiate(new URL('duckdb.wasm', globalThis.location).href);
  const csv = CSV(types === 'given' ? TYPES : 'auto_detect = true');
  return async () => {
    // A name of its own for each run, so that no run finds another's leftovers.
    await database.registerFileHandle('orders.csv', file, duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
    const connection = await database.connect();
    if (isKept) await connection.query(`CREATE OR REPLACE TABLE orders AS SELECT * FROM ${csv}`);
    const [row] = (await connection.query(query(isKept ? 'orders' : csv))).toArray();
    await connection.close();
    await database.dropFile('orders.csv');
    return { rows: row.n_rows, customers: row.n_customers, orders: row.n_orders, sum: row.total };
  };
});
