import { execFileSync } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

interface Step {
  instruction: string;
  words: string;
}
interface Stage {
  name: string;
  base: string;
  steps: Step[];
}

/** The stages of a Dockerfile, in their order. */
export function stagesOf(text: string): Stage[] {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const stages: Stage[] = [];
  for (const line of lines) {
    const [, instruction = '', words = ''] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    const [, base = '', name = ''] = /^(\S+)(?: AS (\S+))?$/.exec(words) ?? [];
    if (instruction === 'FROM') stages.push({ name: name || 'image', base, steps: [] });
    else stages.at(-1)!.steps.push({ instruction, words });
  }
  return stages;
}

/** What each command does here. `system`: packages and accounts of the image, which need its own root. */
const COMMANDS: [command: RegExp, kind: 'run' | 'installed' | 'built' | 'system'][] = [
  [/^npm ci --omit=dev --no-audit --no-fund$/, 'run'],
  [/^node (build\/ship|prune-packages)\.mjs \S+$/, 'run'],
  [/^npm ci --no-audit --no-fund$/, 'installed'],
  [/^npm run build$/, 'built'],
  [/^(apt-get|useradd|install -d|strip) /, 'system'],
];

/**
 * Does the steps of the Dockerfile in folders, a folder for each stage. What `npm ci && npm run build` would
 * make anew is taken from this checkout, where it has just been made.
 */
export class ImageSteps {
  private readonly repository = resolve('.');

  constructor(
    readonly stages: readonly Stage[],
    private readonly root: string,
  ) {}

  /** The folder that stands for a path of the stage. */
  path(stage: string, path: string): string {
    return join(this.root, stage, path);
  }

  /** @throws on an instruction or a command that it does not know */
  do(): void {
    for (const stage of this.stages) {
      let cwd = '/';
      mkdirSync(this.path(stage.name, cwd), { recursive: true });
      for (const { instruction, words } of stage.steps)
        if (instruction === 'WORKDIR') mkdirSync(this.path(stage.name, (cwd = words)), { recursive: true });
        else if (instruction === 'COPY') this.copy(stage.name, cwd, words);
        else if (instruction === 'RUN') this.run(stage.name, cwd, words);
        else if (
          !['CMD', 'ENV', 'EXPOSE', 'HEALTHCHECK', 'STOPSIGNAL', 'USER', 'VOLUME'].includes(instruction)
        )
          throw new Error(`what does ${instruction} do?`);
    }
  }

  /** What the last stage says by an instruction; the last one counts. */
  lastOf(instruction: string): string {
    return this.stages.at(-1)!.steps.findLast((step) => step.instruction === instruction)?.words ?? '';
  }
  /** The words of a command in exec form, node being this one. @throws if it is run by a shell */
  command(instruction: 'CMD' | 'HEALTHCHECK'): string[] {
    const [, list = ''] = /(?:^|CMD )(\[.*\])$/.exec(this.lastOf(instruction)) ?? [];
    const [program, ...words] = JSON.parse(list) as string[];
    return [program === 'node' ? process.execPath : program!, ...words];
  }
  get environment(): Record<string, string> {
    return Object.fromEntries(
      this.lastOf('ENV')
        .split(' ')
        .map((pair) => pair.split('=') as [string, string]),
    );
  }

  private copy(stage: string, cwd: string, words: string): void {
    const [, from, list] = /^(?:--from=(\S+) )?(.+)$/.exec(words)!;
    if (from === 'programs') return;
    const paths = list!.split(' ');
    const to = paths.pop()!;
    const target = this.path(stage, isAbsolute(to) ? to : join(cwd, to));
    for (const path of paths) {
      if (path === '.') this.copyContext(target);
      else {
        const source = from ? this.path(from, path) : join(this.repository, path);
        const into =
          from && to !== './' ? target : from && path === paths[0] ? target : join(target, basename(path));
        cpSync(source, into, { recursive: true });
      }
    }
  }

  /** What `.dockerignore` lets through. */
  private copyContext(target: string): void {
    const [first, ...rest] = readFileSync('.dockerignore', 'utf8').trim().split('\n');
    if (first !== '*') throw new Error('.dockerignore leaves out all, and names what is let through');
    for (const name of rest.map((line) => line.replace(/^!/, '')))
      cpSync(join(this.repository, name), join(target, name), { recursive: true });
  }

  private run(stage: string, cwd: string, command: string): void {
    const folder = this.path(stage, cwd);
    const kind = COMMANDS.find(([known]) => known.test(command))?.[1];
    if (kind === undefined) throw new Error(`what does this command do? ${command}`);
    if (kind === 'installed')
      symlinkSync(join(this.repository, 'node_modules'), join(folder, 'node_modules'));
    if (kind === 'built') cpSync(join(this.repository, 'dist'), join(folder, 'dist'), { recursive: true });
    if (kind !== 'run') return;
    const [program, ...words] = command.split(' ');
    execFileSync(
      program === 'node' ? process.execPath : program!,
      words.map((word) => (word.startsWith('/') ? this.path(stage, word) : word)),
      { cwd: folder, env: { ...process.env, npm_config_prefer_offline: 'true' }, stdio: 'pipe' },
    );
  }

  /** Makes a folder of the last stage, and gives it to the account of the image, where that can be done. */
  folder(path: string): string {
    const folder = this.path(this.stages.at(-1)!.name, path);
    if (!existsSync(dirname(folder))) throw new Error(`nothing makes ${dirname(path)}`);
    mkdirSync(folder, { recursive: true });
    if (this.uid !== undefined) chownSync(folder, this.uid, this.uid);
    return folder;
  }
  /** The account of the image; `undefined` where only root could take it. */
  get uid(): number | undefined {
    return process.getuid?.() === 0 ? Number(this.lastOf('USER').split(':')[0]) : undefined;
  }
}
