import 'reflect-metadata';
import { ConfigFault, readConfig } from './platform/config/config.js';
import { start } from './start.js';

// Everything in DATA_DIR is for the service's own account: names, codes, hashes.
process.umask(0o077);

let stopping = false;
try {
  const starting = start(readConfig(process.env));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void starting.then((running) => running.stop()).then(() => process.exit(0), fail);
    });
  }
  const running = await starting;
  if (running.setUpLink !== null) process.stdout.write(`set-up: ${running.setUpLink}\n`);
  process.stdout.write(`listening on ${running.url}\n`);
} catch (fault) {
  fail(fault);
}

function fail(fault: unknown): never {
  const lines = fault instanceof ConfigFault ? fault.faults : [fault instanceof Error ? fault.message : String(fault)];
  process.stderr.write(lines.map((line) => `diemcau cannot start: ${line}\n`).join(''));
  process.exit(1);
}
