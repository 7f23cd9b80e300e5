// The engine's search for the number of groups, one to twelve, with all that is shown of each.

import { job } from './job.js';
import { loadTable } from './points.js';

job(async () => {
  const { table } = await loadTable();
  return () => ({ k: table.scan() });
});
