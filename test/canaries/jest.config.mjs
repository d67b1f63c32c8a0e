/** The other tests' configuration with the transformer that puts defects in. Used by `canary.ts` alone. */
import { resolve } from 'node:path';
import config from '../../jest.config.mjs';

const rootDir = resolve(import.meta.dirname, '../..');
const patching = (transform) =>
  Object.fromEntries(
    Object.entries(transform).map(([pattern, [, options]]) => [
      pattern,
      ['<rootDir>/test/canaries/transform.mjs', options],
    ]),
  );

export default {
  ...config,
  rootDir,
  globalSetup: '<rootDir>/test/canaries/worker-bundles.mjs',
  projects: config.projects.map((project) => ({
    ...project,
    rootDir,
    transform: patching(project.transform),
  })),
};
