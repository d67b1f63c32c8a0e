/** Native ES modules: Nest 12 is ESM-only, and Node 20 cannot require it. Run through `npm test`, which sets the flag. */
const common = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^#contract/(.*)\\.js$': '<rootDir>/src/contract/$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
};
const stories = ['<rootDir>/test/**/*.e2e-spec.ts', '<rootDir>/test/**/*.fuzz-spec.ts'];
const notBrowser = ['/node_modules/', '/test/browser/', '/test/faults/'];
/** What does not depend on the database, and starts the service many times. */
const once = ['/test/secrets.e2e-spec', '/test/import-bombs.e2e-spec'];

export default {
  testTimeout: 180_000,
  projects: [
    {
      ...common,
      displayName: 'rules',
      testMatch: [
        '<rootDir>/src/**/*.spec.ts',
        '<rootDir>/web/src/**/*.spec.ts',
        '<rootDir>/test/house/*.spec.ts',
      ],
    },
    {
      ...common,
      displayName: 'sqlite',
      testMatch: stories,
      testPathIgnorePatterns: notBrowser,
      setupFiles: ['<rootDir>/test/support/on-sqlite.ts'],
    },
    {
      ...common,
      displayName: 'postgres',
      testMatch: stories,
      testPathIgnorePatterns: [...notBrowser, ...once],
      setupFiles: ['<rootDir>/test/support/on-postgres.ts'],
      globalSetup: '<rootDir>/test/support/start-postgres.mjs',
      globalTeardown: '<rootDir>/test/support/stop-postgres.mjs',
    },
    { ...common, displayName: 'faults', testMatch: ['<rootDir>/test/faults/*.e2e-spec.ts'] },
    { ...common, displayName: 'canaries', testMatch: ['<rootDir>/test/canaries/*.canary-spec.ts'] },
    { ...common, displayName: 'browser', testMatch: ['<rootDir>/test/browser/*.e2e-spec.ts'] },
  ],
};
