import { Injectable } from '@nestjs/common';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WriteTraineePage } from '../contract/trainee-page.js';
import { type Cache, Caches } from '../platform/cache/cache.js';
import { Config } from '../platform/config/config.js';
import { packageFolder } from '../platform/version/version.js';
import { type Asset, assetOf } from './asset.js';

/** Files of the bundler for programs, not for browsers. */
const NOT_SERVED = /^(manifest\.json$|server\/|\.)/;
/** The components of the trainee's page, compiled for the service by `web/trainee-program.mjs`. */
const TRAINEE_PROGRAM = 'server/trainee.mjs';

/**
 * The built pages. Only what was found in the folder can be asked for, so no path of a request ever reaches
 * the disk. Files are read when first asked for and kept: the whole of them is a few megabytes.
 */
@Injectable()
export class WebFolder {
  /** Beside the compiled server and beside the sources alike: `dist/web` of the package. */
  private root = join(packageFolder(), 'dist', 'web');
  private paths: Set<string> | null = null;
  /** By path. */
  private readonly files: Cache<Asset>;
  private program: Promise<WriteTraineePage> | null = null;

  /** Where the pages are reached from outside; `null` if nobody has said it. */
  readonly publicUrl: string | null;

  constructor(caches: Caches, config: Config) {
    this.publicUrl = config.publicUrl;
    this.files = caches.create('files of the pages', []);
  }

  /** Another folder; for a build that lies elsewhere. */
  use(root: string): void {
    this.root = root;
    this.paths = null;
    this.files.invalidate(null);
    this.program = null;
  }

  /** Says whether the pages are built. The folder of an older build has no program and counts as none. */
  async isBuilt(): Promise<boolean> {
    this.paths ??= await filesBelow(this.root);
    return this.paths !== null;
  }

  /** @param path relative to the folder, with `/`: `assets/trainee-1a2b.js` */
  async file(path: string): Promise<Asset | null> {
    if (!(await this.isBuilt()) || !this.paths?.has(path)) return null;
    return this.files.get(path, async () =>
      assetOf(path, await readFile(join(this.root, ...path.split('/')))),
    );
  }

  /** Loads the program that writes the trainee's page; it is built with the pages. */
  async traineeProgram(): Promise<WriteTraineePage> {
    this.program ??= import(pathToFileURL(join(this.root, TRAINEE_PROGRAM)).href).then(
      ({ write }: { write: WriteTraineePage }) => write,
    );
    return this.program;
  }
}

async function filesBelow(root: string): Promise<Set<string> | null> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return files.includes(TRAINEE_PROGRAM) ? new Set(files.filter((file) => !NOT_SERVED.test(file))) : null;
  } catch {
    return null;
  }
}
