import { ChangeCounter1700000000000 } from './platform/database/change-counter.migration.js';
import type { Schema } from './platform/database/databases.js';

/** Every table of the service, in the order of the features, and the steps that made them. */
export const schema = {
  entities: [],
  migrations: [ChangeCounter1700000000000],
} satisfies Schema;
