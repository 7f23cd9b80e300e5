// The engine's own k-means with the points parted among workers, which hear of new centres in every
// round: as the page shares it. Laying out the points is part of every round.

import { job } from './job.js';
import { N_DIMS, N_ROUNDS, loadPoints } from './points.js';

const ask = (worker, message) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => reject(new Error(event.message));
  worker.postMessage(message);
});

job(async (file, { nWorkers }) => {
  const { centres } = await loadPoints();
  const k = centres.length / N_DIMS;
  const workers = Array.from({ length: nWorkers }, () => new Worker('share.js', { type: 'module' }));
  const order = (...given) => Promise.all(workers.map((it) => ask(it, { order: given })));
  await Promise.all(workers.map((it, worker) => ask(it, { begin: { worker, nWorkers } })));
  return async () => {
    await order('begin', k);
    let now = await ask(workers[0], { order: ['moved', centres] });
    for (let round = 0; round < N_ROUNDS; round += 1) {
      const reports = await order('assign', now);
      const lengths = Uint32Array.from(reports, (it) => it.length);
      const all = Float64Array.from(reports.flatMap((it) => [...it]));
      now = await ask(workers[0], { order: ['next', all, lengths, k] });
    }
    return async () => {
      const labels = (await order('labels')).flatMap((it) => [...it]);
      return { inertia: await ask(workers[0], { order: ['inertia', Uint8Array.from(labels), k] }) };
    };
  };
});
