import type { Messages } from './vi.js';

const backup: Messages['backup'] = {
  good: (at) => `Last good backup: ${at}.`,
  old: (at) =>
    `The last good backup is more than two days old: ${at}. If the server broke now, everything recorded since then would be lost. Ask whoever runs the service to make a new one (npm run backup).`,
  none: 'No backup of these data was ever made.',
  nightlyOff:
    'The service is not set to make one every night; whoever runs it switches that on with BACKUP_DIR (see the README).',
  firstComes: 'The first backup will be made in a few minutes.',
  failed: (at) => `The backup at ${at} failed; the service’s log says why.`,
  running: 'A new backup is being made…',
};
export default backup;
