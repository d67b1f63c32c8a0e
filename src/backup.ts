import 'reflect-metadata';
import { folderIn } from './ops/backup/folder-argument.js';
import { type BackupProgress, makeBackup } from './ops/backup/make-backup.js';
import { ConfigFault, readConfig } from './platform/config/config.js';
import { Workers } from './platform/workers/workers.js';

const USAGE =
  'npm run backup -- FOLDER   copies the installation of DATA_DIR and DATABASE_URL, running or not, ' +
  'into the new folder FOLDER';
process.umask(0o077);

/**
 * `npm run backup -- FOLDER`. Exit code 0: the backup is whole. 1: there is none. 2: wrong words or settings.
 */
async function backup(): Promise<number> {
  const folder = folderIn(process.argv.slice(2));
  if (folder === null) return refuse(USAGE, 2);
  try {
    const { bytes } = await makeBackup(readConfig(process.env), folder, new Workers(), {
      tell: progressLine(),
    });
    process.stdout.write(`backup whole and verified: ${folder} (${mebibytes(bytes)} MiB)\n`);
    return 0;
  } catch (fault) {
    if (fault instanceof ConfigFault) return refuse(fault.faults.join('\n'), 2);
    return refuse(`no backup was made: ${(fault as Error).message}`, 1);
  }
}

/** A line for each step, and again when a tenth more of it is done. */
function progressLine(): (progress: BackupProgress) => void {
  let last = '';
  return ({ step, done, of }) => {
    const tenths = of > 0 ? ` ${Math.min(100, Math.floor((done / of) * 10) * 10)} %` : '';
    if (`${step}${tenths}` !== last) process.stdout.write(`${step}${tenths}\n`);
    last = `${step}${tenths}`;
  };
}

const mebibytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

function refuse(text: string, code: number): number {
  process.stderr.write(`${text}\n`);
  return code;
}

process.exit(await backup());
