// Compiles as the other tests' transformer does, after putting a canary's defect into the sources.
import { transformerOf, withWorkerBundles } from '../support/transform.mjs';
import { patched } from './patched.mjs';

export default transformerOf((source, fileName) => withWorkerBundles(patched(source, fileName)));
