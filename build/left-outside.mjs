/**
 * The packages that cannot be joined: the joined files look for them beside themselves, so they are the only
 * production dependencies. All others are inside, and `npm ci --omit=dev` leaves them out.
 */
export const LEFT_OUTSIDE = {
  '@node-rs/argon2': 'a compiled program',
  '@photostructure/sqlite': 'a compiled program, the SQLite of Node 20',
  'better-sqlite3-napi': 'a compiled program, the SQLite of Node 22 and later',
  '@expo-google-fonts/be-vietnam-pro': 'files',
  '@expo-google-fonts/tinos': 'files',
};

/** Libraries ask for them when they are told to use them. They are not installed. */
const NOT_USED = [
  /^@nestjs\/(microservices|platform-express)/,
  '@fastify/view',
  'pg-native',
  'bufferutil',
  'utf-8-validate',
];

export const external = [...Object.keys(LEFT_OUTSIDE), ...NOT_USED];
