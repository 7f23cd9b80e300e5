// The engine's own k-means, from the same centres, for the same number of rounds.

import init, { inertia_after } from '../../target/bench/kmeans/enclave_kmeans.js';
import { job } from './job.js';
import { N_DIMS, N_ROUNDS, loadPoints } from './points.js';

job(async () => {
  const { points, centres } = await loadPoints();
  await init({ module_or_path: 'kernel.wasm' });
  return () => ({ inertia: inertia_after(points, centres, N_DIMS, N_ROUNDS) });
});
