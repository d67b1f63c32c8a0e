import 'reflect-metadata';
import { ConfigFault, readConfig } from './platform/config/config.js';
import { storageLine } from './platform/database/start-faults.js';
import { serviceLines } from './platform/log/service-lines.js';
import { start } from './start.js';

// Everything in DATA_DIR is for the service's own account: names, codes, hashes.
process.umask(0o077);

process.on('uncaughtExceptionMonitor', serviceLines.crashed);

let stopping = false;
const config = settings();
try {
  const starting = start(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void starting
        .then((running) => running.stop())
        .then(
          () => process.exit(0),
          (fault: unknown) => end('cannot stop', [line(fault)]),
        );
    });
  }
  const running = await starting;
  // A supervisor starts it again; to go on would be to acknowledge what is not stored.
  void running.lost.then((fault) => end('ends, since nothing can be stored any more', [line(fault)]));
  if (running.setUpLink !== null) serviceLines.setUp(running.setUpLink);
  serviceLines.listening(running.url);
} catch (fault) {
  end('cannot start', [line(fault)]);
}

function settings(): ReturnType<typeof readConfig> {
  try {
    return readConfig(process.env);
  } catch (fault) {
    return end('cannot start', fault instanceof ConfigFault ? fault.faults : [String(fault)]);
  }
}

function line(fault: unknown): string {
  return storageLine(fault, config) ?? (fault instanceof Error ? fault.message : String(fault));
}

function end(what: string, lines: string[]): never {
  serviceLines.ends(what, lines);
  process.exit(1);
}
