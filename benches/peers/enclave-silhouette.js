// The engine's exact silhouette of ten thousand points in the groups that k-means comes to.

import { job } from './job.js';
import { N_EXACT, N_ROUNDS, loadTable } from './points.js';

job(async () => {
  const { table, centres } = await loadTable();
  table.rounds(centres, N_ROUNDS);
  return () => ({ silhouette: table.silhouette(N_EXACT) });
});
