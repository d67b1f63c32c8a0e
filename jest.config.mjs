import { basename } from 'node:path';
import vm from 'node:vm';
import { ensureMessages } from './build/messages.mjs';
import { joinedLibraries } from './test/support/libraries.mjs';
import { leftOut } from './test/whole-run.mjs';

/**
 * Native ES modules: Nest 12 is ESM-only, and Node 20 cannot require it. `npm test` and `npm run test:one`
 * set the flag; without it every story fails with a word about `require`. Others than Jest read this file
 * too: Knip does.
 */
if (!('SourceTextModule' in vm) && /^jest(\.js)?$/.test(basename(process.argv[1] ?? ''))) {
  const files = process.argv.slice(2).filter((word) => !word.startsWith('-'));
  process.stderr.write(`Run this instead: npm run test:one -- ${files.join(' ') || 'FILE'}\n`);
  process.exit(1);
}

// Whichever way a test is started, it reads the catalogues of now.
await ensureMessages();

const common = {
  rootDir: '.',
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#contract/(.*)\\.js$': '<rootDir>/src/contract/$1',
    '^#messages/(.*)$': '<rootDir>/dist/messages/$1',
    ...(await joinedLibraries()),
  },
  setupFiles: ['reflect-metadata'],
  transform: {
    '^.+\\.ts$': [
      '<rootDir>/test/support/transform.mjs',
      {
        swcrc: false,
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
          experimental: { keepImportAttributes: true },
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
const once = [
  '/test/async-api.e2e-spec',
  '/test/secrets.e2e-spec',
  '/test/import-bombs.e2e-spec',
  '/test/papers-in-libreoffice.e2e-spec',
  '/test/proxies.e2e-spec',
  '/test/image.e2e-spec',
];

export default {
  testTimeout: 180_000,
  // Modules of finished files stay in a worker's memory: it grows to 3 GB, and
  // collecting it costs more than a new start.
  workerIdleMemoryLimit: '1200MB',
  globalSetup: '<rootDir>/test/support/worker-bundles.mjs',
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
      setupFiles: ['reflect-metadata', '<rootDir>/test/support/on-sqlite.ts'],
    },
    {
      ...common,
      displayName: 'postgres',
      testMatch: stories,
      testPathIgnorePatterns: [...notBrowser, ...once, ...leftOut('postgres')],
      setupFiles: ['reflect-metadata', '<rootDir>/test/support/on-postgres.ts'],
      globalSetup: '<rootDir>/test/support/start-postgres.mjs',
      globalTeardown: '<rootDir>/test/support/stop-postgres.mjs',
    },
    {
      ...common,
      displayName: 'faults',
      testMatch: ['<rootDir>/test/faults/*.e2e-spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...leftOut('faults')],
    },
    {
      ...common,
      displayName: 'canaries',
      testMatch: ['<rootDir>/test/canaries/*.canary-spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...leftOut('canaries')],
    },
    {
      ...common,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/*.e2e-spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', ...leftOut('browser')],
      setupFilesAfterEnv: ['<rootDir>/test/support/second-try.ts'],
    },
  ],
};
