// The service with one defect: SQLite does not wait for the disk at a commit. Started by
// power-cut.e2e-spec.ts, whose story must notice. Nothing in the service's own code can be switched to this.
// It starts from the compiled parts, for in main.js they are joined and out of reach.
import 'reflect-metadata';
import { readConfig } from '../../dist/server/platform/config/config.js';
import { Databases } from '../../dist/server/platform/database/databases.js';
import { start } from '../../dist/server/start.js';

const open = Databases.prototype.open;
Databases.prototype.open = async function openRelaxed() {
  const databases = await open.call(this);
  await databases.writer.query('PRAGMA synchronous = NORMAL');
  return databases;
};
const { url } = await start(readConfig(process.env));
process.stdout.write(`listening on ${url}\n`);
