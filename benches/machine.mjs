// What a browser costs the machine: CPU time and memory of all its processes (Linux only).

import { readFileSync, readdirSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

const text = (path) => {
  try { return readFileSync(path, 'utf8'); } catch { return ''; }
};
const numbered = (folder) => {
  try { return readdirSync(folder).filter((it) => /^\d+$/.test(it)); } catch { return []; }
};

/** The processes of the browser with that profile folder. */
export function processesOf(profile) {
  return numbered('/proc').filter((it) => text(`/proc/${it}/cmdline`).includes(profile));
}

/** CPU milliseconds that processes used so far, or `null` where the system does not tell. */
export function cpuMillis(processes) {
  const tasks = processes.flatMap((it) => numbered(`/proc/${it}/task`).map((task) => `/proc/${it}/task/${task}`));
  if (tasks.length === 0) return null;
  return tasks.reduce((sum, task) => sum + Number(text(`${task}/schedstat`).split(' ')[0] || 0), 0) / 1e6;
}

/** The most memory that any page of the browser used so far, in MB, or `null`. */
export function peakMegabytes(processes) {
  const pages = processes.filter((it) => text(`/proc/${it}/cmdline`).includes('--type=renderer'));
  const peaks = pages.map((it) => Number(/VmHWM:\s+(\d+)/.exec(text(`/proc/${it}/status`))?.[1] ?? 0) / 1024);
  return peaks.length === 0 ? null : Math.max(...peaks);
}

/** One line about the machine. */
export function machine() {
  const [cpu] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${gigabytes} GB, ${type()} ${release()}`;
}
