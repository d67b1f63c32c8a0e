/**
 * Writes into a folder what the service needs to answer with the trainee's page: the page without its text,
 * and the program that writes the text; and the other pages as they are. `trainee-page.ts` runs it, as a
 * process of its own: the bundler is none of Jest's modules.
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TRAINEE_PROGRAM, traineeProgram } from '../../web/trainee-program.mjs';

const folder = process.argv[2];
const program = join(folder, TRAINEE_PROGRAM);
mkdirSync(dirname(program), { recursive: true });
writeFileSync(program, await traineeProgram());
for (const page of ['trainee.html', 'organizer.html', 'console.html'])
  copyFileSync(new URL(`../../web/${page}`, import.meta.url), join(folder, page));
