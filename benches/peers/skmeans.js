// skmeans, from the same centres, for the same number of rounds.

import skmeans from 'skmeans';
import { job } from './job.js';
import { N_ROUNDS, loadPoints, rows } from './points.js';

function inertia(points, { idxs, centroids }) {
  return points.reduce((sum, point, row) => {
    const centre = centroids[idxs[row]];
    return sum + point.reduce((square, value, dim) => square + (value - centre[dim]) ** 2, 0);
  }, 0);
}

job(async () => {
  const { points, centres } = await loadPoints();
  const [data, start] = [rows(points), rows(centres)];
  let outcome;
  return () => {
    outcome = skmeans(data, start.length, start.map((it) => [...it]), N_ROUNDS);
    // Worked out when the answer is sent, outside the time measured.
    return { get inertia() { return inertia(data, outcome); } };
  };
});
