// Runs one peer in a worker of its own; each run is timed inside the worker.

const file = document.getElementById('file');
let worker;

const ask = (message) => new Promise((resolve, reject) => {
  worker.onmessage = ({ data }) => (data.fault ? reject(new Error(data.fault)) : resolve(data));
  worker.onerror = (event) => reject(new Error(event.message || 'the worker did not start'));
  worker.postMessage(message);
});

/** Everything that comes before the work itself: loading, compiling, reading points. */
globalThis.prepare = (script, inputs) => {
  worker = new Worker(`${script}.js`, { type: 'module' });
  return ask({ file: file.files[0], inputs });
};

/** The milliseconds of each run, and what the last one found. */
globalThis.measure = (nRuns) => ask({ nRuns });
