// What every peer does around its own work, in a worker or, where it starts its own, in the page.

/** `prepare` gives a function that does the work once and says what it found. */
export function job(prepare) {
  let run;
  const measure = async (nRuns) => {
    const millis = [];
    let found;
    for (let count = 0; count < nRuns; count += 1) {
      const start = performance.now();
      found = await run();
      millis.push(performance.now() - start);
    }
    // What takes long to find out is not measured.
    return { millis, found: typeof found === 'function' ? await found() : found };
  };
  const answer = async ({ file, inputs, nRuns }) => {
    try {
      if (!run) run = await prepare(file, inputs);
      return nRuns ? await measure(nRuns) : {};
    } catch (error) {
      return { fault: String(error?.stack ?? error) };
    }
  };
  if (globalThis.document) globalThis.answer = answer;
  else globalThis.onmessage = async ({ data }) => globalThis.postMessage(await answer(data));
}
