// ml-kmeans, from the same centres, for the same number of rounds.

import { kmeans } from 'ml-kmeans';
import { inertiaOf, N_ROUNDS, loadPoints, rows } from './points.js';
import { job } from './job.js';

job(async () => {
  const { points, centres } = await loadPoints();
  const [data, start] = [rows(points), rows(centres)];
  let outcome;
  return () => {
    outcome = kmeans(data, start.length, { initialization: start.map((it) => [...it]), maxIterations: N_ROUNDS, tolerance: 0 });
    return { get inertia() { return inertiaOf(data, outcome.clusters, outcome.centroids); } };
  };
});
