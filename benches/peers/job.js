// What every peer's worker does around its own work.

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
    return { millis, found };
  };
  globalThis.onmessage = async ({ data: { file, inputs, nRuns } }) => {
    try {
      if (!run) run = await prepare(file, inputs);
      globalThis.postMessage(nRuns ? await measure(nRuns) : {});
    } catch (error) {
      globalThis.postMessage({ fault: String(error?.stack ?? error) });
    }
  };
}
