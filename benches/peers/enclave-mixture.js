// The engine's mixture with full covariances, from the same centres, for the same number of rounds.

import { job } from './job.js';
import { N_MIXED, loadTable } from './points.js';

job(async () => {
  const { table, centres } = await loadTable();
  return () => ({ logLikelihood: table.mixture(centres, N_MIXED) });
});
