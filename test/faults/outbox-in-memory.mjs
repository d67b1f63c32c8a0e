// The service with one defect: what webhooks are told of is kept in memory and stored 50 ms after the act.
// Started by webhooks.e2e-spec.ts, whose test must notice. Nothing in the service's own code can be switched
// to this. It starts from the compiled parts, for in main.js they are joined and out of reach.
import 'reflect-metadata';
import { readConfig } from '../../dist/server/platform/config/config.js';
import { UnitOfWork } from '../../dist/server/platform/database/unit-of-work.js';
import { start } from '../../dist/server/start.js';

const { beforeCommit } = UnitOfWork.prototype;
UnitOfWork.prototype.beforeCommit = function keepInMemory(companion) {
  // What the later transaction announces goes to the bus alone, as ever.
  const store = (announced) => this.run(async (tx) => companion(tx, announced));
  beforeCommit.call(this, (_, announced) => void setTimeout(() => store([...announced]), 50));
};
const { url } = await start(readConfig(process.env));
process.stdout.write(`listening on ${url}\n`);
