// The service with one defect: answers leave before the commit, which comes 25 ms later. Started by
// kill.e2e-spec.ts, whose test must notice. Nothing in the service's own code can be switched to this. It
// starts from the compiled parts, for in main.js they are joined and out of reach.
import 'reflect-metadata';
import { readConfig } from '../../dist/server/platform/config/config.js';
import { UnitOfWork } from '../../dist/server/platform/database/unit-of-work.js';
import { start } from '../../dist/server/start.js';

const run = UnitOfWork.prototype.run;
UnitOfWork.prototype.run = function answerTooEarly(work) {
  return new Promise((resolve, reject) => {
    run
      .call(this, async (tx) => {
        resolve(await work(tx));
        await new Promise((later) => setTimeout(later, 25));
      })
      .catch(reject);
  });
};
const { url } = await start(readConfig(process.env));
process.stdout.write(`listening on ${url}\n`);
