// The points and the centres that everybody begins with.

export const N_DIMS = 8;
export const N_ROUNDS = 20;
/** Rounds of a mixture. */
export const N_MIXED = 5;
/** Points of an exact silhouette. */
export const N_EXACT = 10_000;

const load = async (name) => new Float32Array(await (await fetch(name)).arrayBuffer());

export async function loadPoints() {
  return { points: await load('points.f32'), centres: await load('centres.f32') };
}

/** The same in the engine's own module. */
export async function loadTable() {
  const { default: init, Table } = await import('../../target/bench/kmeans/enclave_kmeans.js');
  const { memory } = await init({ module_or_path: 'kernel.wasm' });
  const { points, centres } = await loadPoints();
  return { table: new Table(points, N_DIMS), centres, megabytes: () => memory.buffer.byteLength / 1e6 };
}

export function rows(values) {
  return Array.from({ length: values.length / N_DIMS }, (_, row) => Array.from(values.subarray(row * N_DIMS, (row + 1) * N_DIMS)));
}

/** The sum of squared distances to the own centre. */
export function inertiaOf(points, labels, centres) {
  return points.reduce((sum, point, row) => {
    const centre = centres[labels[row]];
    return sum + point.reduce((square, value, dim) => square + (value - centre[dim]) ** 2, 0);
  }, 0);
}
