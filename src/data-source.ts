import 'reflect-metadata';
import { readConfig } from './platform/config/config.js';
import { CommandLineSource } from './platform/database/command-line.js';
import { schema } from './schema.js';

// As in main.ts: a file that is made here is for the service's own account.
process.umask(0o077);

/** For TypeORM's command line, by the same environment as the service: docs/migrations.md. */
export default new CommandLineSource(readConfig(process.env), schema);
