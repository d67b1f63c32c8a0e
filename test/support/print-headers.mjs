// The service with one defect: it prints the headers of every request, sign-ins among them. Started by
// secrets.e2e-spec.ts, whose test must notice.
import { Server } from 'node:http';

const emit = Server.prototype.emit;
Server.prototype.emit = function printHeaders(event, ...given) {
  if (event === 'request') process.stdout.write(`${JSON.stringify(given[0].headers)}\n`);
  return emit.call(this, event, ...given);
};
await import('../../dist/server/main.js');
