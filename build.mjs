/** Builds what is missing or older than its sources, so that `npm start` starts at once the second time. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const newest = (path) => {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
};
const sources = {
  'build:server': [
    'src',
    'messages',
    'build',
    'tsconfig.json',
    'tsconfig.build.json',
    'nest-cli.json',
    'package.json',
  ],
  'build:web': ['web', 'src/contract', 'messages', 'build/messages', 'build/messages.mjs', 'package.json'],
};
const results = { 'build:server': 'dist/server/main.js', 'build:web': 'dist/web/trainee.html' };

for (const [script, paths] of Object.entries(sources)) {
  const built = existsSync(results[script]) ? statSync(results[script]).mtimeMs : 0;
  if (Math.max(...paths.map(newest)) < built) continue;
  process.stdout.write(`${script} …\n`);
  const { status } = spawnSync('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
}
