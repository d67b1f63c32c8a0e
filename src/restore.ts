import 'reflect-metadata';
import { folderIn } from './ops/backup/folder-argument.js';
import { NotRestorable } from './ops/backup/manifest.js';
import { restoreBackup } from './ops/backup/restore-backup.js';
import { ConfigFault, readConfig } from './platform/config/config.js';
import { DataInUse } from './platform/database/instance-lock.js';
import { migrationNames } from './platform/database/migrating.js';
import { schema } from './schema.js';

const USAGE =
  'npm run restore -- FOLDER   puts the backup in FOLDER in the place of what DATA_DIR, ' +
  'or the database of DATABASE_URL, holds';
const EXIT = { 'not-whole': 4, newer: 5, 'not-empty': 6, 'other-database': 2 } as const;
process.umask(0o077);

/**
 * `npm run restore -- FOLDER`. Exit code 0: it stands. 2: wrong words or settings. 3: a service runs. 4: no
 * whole backup. 5: a newer version's. 6: the database is not empty. 1: anything else.
 */
async function restore(): Promise<number> {
  const folder = folderIn(process.argv.slice(2));
  if (folder === null) return refuse(USAGE, 2);
  try {
    const known = migrationNames(schema.migrations.map((Migration) => new Migration()));
    const config = readConfig(process.env);
    const { manifest } = await restoreBackup(
      config,
      folder,
      known,
      (line) => void process.stdout.write(`${line}\n`),
    );
    process.stdout.write(
      `restored: the backup of ${manifest.startedAt} stands in ${config.dataDir}; start the service\n`,
    );
    process.stdout.write(
      'whatever was revoked after that time (sign-ins, devices, viewers) is valid again: ' +
        'revoke it once more\n',
    );
    return 0;
  } catch (fault) {
    if (fault instanceof ConfigFault) return refuse(fault.faults.join('\n'), 2);
    return refuse(`not restored: ${(fault as Error).message}`, codeOf(fault));
  }
}

function codeOf(fault: unknown): number {
  if (fault instanceof DataInUse) return 3;
  return fault instanceof NotRestorable ? EXIT[fault.code] : 1;
}

function refuse(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

process.exit(await restore());
