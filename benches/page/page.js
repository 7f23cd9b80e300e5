// Runs one peer in a worker of its own, or in the page where it starts a worker by itself; each run is
// timed there.

const file = document.getElementById('file');
let worker;

const checked = (data) => {
  if (data.fault) throw new Error(data.fault);
  return data;
};

const ask = async (message) => {
  if (!worker) return checked(await globalThis.answer(message));
  return checked(await new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || 'the worker did not start'));
    worker.postMessage(message);
  }));
};

/** Everything that comes before the work itself: loading, compiling, reading points. */
globalThis.prepare = async (script, inputs) => {
  if (inputs.isInPage) await import(`./${script}.js`);
  else worker = new Worker(`${script}.js`, { type: 'module' });
  return ask({ file: file.files[0], inputs });
};

/** The milliseconds of each run, and what the last one found. */
globalThis.measure = (nRuns) => ask({ nRuns });
