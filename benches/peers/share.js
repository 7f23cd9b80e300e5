// A worker with its share of the points: it does what it is told and gives its sums.

import { N_DIMS, loadPoints } from './points.js';

let share;

globalThis.onmessage = async ({ data: { begin, order } }) => {
  if (begin) {
    const { default: init, Share } = await import('../../target/bench/kmeans/enclave_kmeans.js');
    await init({ module_or_path: 'kernel.wasm' });
    const { points } = await loadPoints();
    share = new Share(points, N_DIMS, begin.worker, begin.nWorkers);
    globalThis.postMessage(null);
    return;
  }
  const [name, ...given] = order;
  globalThis.postMessage(share[name](...given));
};
