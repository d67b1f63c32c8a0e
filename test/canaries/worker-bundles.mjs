// Joins the files of threads as for the other tests, after putting a canary's defect into the sources.
import { bundleWorkers } from '../support/worker-bundles.mjs';
import { patched } from './patched.mjs';

export default () => bundleWorkers(patched);
