// The service with one defect: TypeORM begins, commits and rolls back. Started by failing-disk.e2e-spec.ts,
// whose story must notice. Nothing in the service's own code can be switched to this. It starts from the
// compiled parts, for in main.js they are joined and out of reach.
import 'reflect-metadata';
import { readConfig } from '../../dist/server/platform/config/config.js';
import { Databases } from '../../dist/server/platform/database/databases.js';
import { start } from '../../dist/server/start.js';

const open = Databases.prototype.open;
Databases.prototype.open = async function openWithTypeOrm() {
  const databases = await open.call(this);
  databases.transactions = {
    async begin() {
      const runner = databases.writer.createQueryRunner();
      await runner.startTransaction();
      const swallowed = () => undefined;
      return {
        manager: runner.manager,
        assertOpen: swallowed,
        commit: () => runner.commitTransaction(),
        rollback: () => runner.rollbackTransaction().catch(swallowed),
      };
    },
  };
  return databases;
};
const running = await start(readConfig(process.env));
process.on('SIGTERM', () => void running.stop().then(() => process.exit(0)));
process.stdout.write(`listening on ${running.url}\n`);
