/** Each is a page with a bundle of its own. */
const WEB_ENTRIES = 'organizer|console|trainee|invitation|reference|screen';

/** Who may import whom, lowest first. A folder may import any name to its left, never to its right. */
const ORDER = [
  'contract',
  'platform',
  'identity',
  'live',
  'conferences',
  'sites',
  'schedule',
  'participants',
  'broadcast',
  'materials',
  'trainee',
  'attendance',
  'decisions',
  'help',
  'presence',
  'readiness',
  'announcements',
  'speaking',
  'screens',
  'incidents',
  'board',
  'history',
  'progress',
  'reports',
  'audit',
  'webhooks',
  'ops',
  'personal-data',
  'pages',
];
/** The wiring stands above all features. */
const TOP = 'app\\.module|schema|start|data-source|main|backup|restore|reset-password';
/** What a feature shows its neighbours. */
const FRONT_DOOR = '\\.(module|service|events|policy|entity|decorator|rooms|sql)\\.ts$';
/** Pure rules for a thread, which must not load the services that show them otherwise. */
const SHOWN_RULES = '^src/(attendance/ledger/tally|sites/(reach|sites))\\.rules\\.ts$';

/** What builds and tests the service. The libraries that it loads are joined into it by the build. */
const TOOLS = ['@?jest', '@swc', 'fast-check', 'playwright-core', 'rolldown', 'svelte', 'typescript', 'vite'];

module.exports = {
  forbidden: [
    ...ORDER.map((name, rank) => ({
      name: `${name}-looks-left-only`,
      severity: 'error',
      from: { path: `^src/${name}/` },
      to: { path: `^src/((${[...ORDER.slice(rank + 1), 'demo'].join('|')})/|(${TOP})\\.ts$)` },
    })),
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'contract-is-pure',
      severity: 'error',
      comment: 'It runs in the browser too.',
      from: { path: '^src/contract/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/contract/' },
    },
    {
      name: 'features-knock-at-the-front-door',
      severity: 'error',
      from: { path: '^src/([^/]+)/' },
      to: { path: '^src/(?!contract/|platform/)[^/]+/', pathNot: ['^src/$1/', FRONT_DOOR, SHOWN_RULES] },
    },
    {
      name: 'demo-is-a-client',
      severity: 'error',
      comment: 'It uses the public interfaces alone.',
      from: { path: '^src/demo/' },
      to: { path: '^src/', pathNot: ['^src/demo/', '^src/contract/'] },
    },
    {
      name: 'only-live-speaks-socket.io',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/(live|demo)/', '\\.gateway\\.ts$', '\\.spec\\.ts$'] },
      to: {
        path: '^node_modules/(socket\\.io|socket\\.io-client|@nestjs/(websockets|platform-socket\\.io))/',
      },
    },
    {
      name: 'gateways-leave-sockets-to-live',
      severity: 'error',
      comment: 'They name their commands; rooms and publishing are those of live.',
      from: { path: '\\.gateway\\.ts$', pathNot: '^src/live/' },
      to: { path: '^node_modules/(socket\\.io|@nestjs/platform-socket\\.io)/' },
    },
    {
      name: 'only-threads-run-workers',
      severity: 'error',
      comment: 'Whoever starts one names it by its URL: imported, it would answer at once, and to nobody.',
      from: {},
      to: { path: '\\.worker\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'use-cases-know-no-http',
      severity: 'error',
      comment: 'A controller gives them values, or the small shapes of platform/http/exchange.ts.',
      from: { path: '\\.(service|rules|repository|policy)\\.ts$', pathNot: '^src/ops/' },
      to: { path: '^node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'web-sees-only-the-contract',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '^src/contract/' },
    },
    {
      name: 'service-imports-no-page',
      severity: 'error',
      comment: 'It loads what the build of the pages leaves: dist/web/server/trainee.mjs.',
      from: { path: '^src/' },
      to: { path: '^web/' },
    },
    {
      name: 'messages-are-for-readers',
      severity: 'error',
      comment: 'Stored data and what crosses the wire have no language: texts are chosen last.',
      from: { path: '^src/', pathNot: ['^src/(reports|pages)/', '\\.spec\\.ts$'] },
      to: { path: '^dist/messages/' },
    },
    {
      name: 'web-entries-do-not-mix',
      severity: 'error',
      from: { path: `^web/src/(${WEB_ENTRIES})/` },
      to: { path: `^web/src/(${WEB_ENTRIES})/`, pathNot: '^web/src/$1/' },
    },
    {
      name: 'every-folder-has-a-rank',
      severity: 'error',
      from: { path: `^src/(?!(${[...ORDER, 'demo'].join('|')})/)[^/]+/` },
      to: {},
    },
    {
      name: 'no-blind-spots',
      severity: 'error',
      comment: 'An import that cannot be followed cannot be judged.',
      from: { pathNot: '\\.svelte$' },
      to: { couldNotResolve: true, pathNot: ['^virtual:', '\\?url$'] },
    },
    {
      name: 'no-tools-in-production',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: {
        path: `node_modules/(${TOOLS.join('|')})/`,
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.svelte', '.css', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'svelte', 'default', 'types'],
    },
  },
};
