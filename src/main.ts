import 'reflect-metadata';
import { ConfigFault, readConfig } from './platform/config/config.js';
import { start } from './start.js';

try {
  const running = await start(readConfig(process.env));
  process.stdout.write(`listening on ${running.url}\n`);
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void running.stop().then(() => process.exit(0), (fault: unknown) => fail(fault));
    });
  }
} catch (fault) {
  fail(fault);
}

function fail(fault: unknown): never {
  const lines = fault instanceof ConfigFault ? fault.faults : [fault instanceof Error ? fault.message : String(fault)];
  process.stderr.write(lines.map((line) => `diemcau cannot start: ${line}\n`).join(''));
  process.exit(1);
}
