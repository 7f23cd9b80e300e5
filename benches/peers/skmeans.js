// skmeans, from the same centres, for the same number of rounds.

import skmeans from 'skmeans';
import { job } from './job.js';
import { N_ROUNDS, inertiaOf, loadPoints, rows } from './points.js';

job(async () => {
  const { points, centres } = await loadPoints();
  const [data, start] = [rows(points), rows(centres)];
  let outcome;
  return () => {
    outcome = skmeans(data, start.length, start.map((it) => [...it]), N_ROUNDS);
    // Worked out when the answer is sent, outside the time measured.
    return { get inertia() { return inertiaOf(data, outcome.idxs, outcome.centroids); } };
  };
});
