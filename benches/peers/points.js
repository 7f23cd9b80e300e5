// The points and the centres that every k-means begins with.

export const N_DIMS = 8;
export const N_ROUNDS = 20;

const load = async (name) => new Float32Array(await (await fetch(name)).arrayBuffer());

export async function loadPoints() {
  return { points: await load('points.f32'), centres: await load('centres.f32') };
}

export function rows(values) {
  return Array.from({ length: values.length / N_DIMS }, (_, row) => Array.from(values.subarray(row * N_DIMS, (row + 1) * N_DIMS)));
}
