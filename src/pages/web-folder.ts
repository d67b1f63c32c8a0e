import { Injectable } from '@nestjs/common';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Asset, assetOf } from './asset.js';

/** What the bundler writes for programs, not for browsers. */
const NOT_SERVED = new Set(['manifest.json']);

/**
 * The built pages. Only what was found in the folder can be asked for, so no path of a request ever reaches the disk.
 * Files are read when first asked for and kept: the whole of them is a few megabytes.
 */
@Injectable()
export class WebFolder {
  /** Beside the compiled server and beside the sources alike: `dist/web` of the package. */
  private root = join(packageRoot(), 'dist', 'web');
  private paths: Set<string> | null = null;
  private readonly held = new Map<string, Promise<Asset>>();

  /** Another folder; for a build that lies elsewhere. */
  use(root: string): void {
    this.root = root;
    this.paths = null;
    this.held.clear();
  }

  /** False until the pages have been built. */
  async isBuilt(): Promise<boolean> {
    this.paths ??= await filesBelow(this.root);
    return this.paths !== null;
  }

  /** @param path relative to the folder, with `/`: `assets/trainee-1a2b.js` */
  async file(path: string): Promise<Asset | null> {
    if (!(await this.isBuilt()) || !this.paths?.has(path)) return null;
    const known =
      this.held.get(path) ??
      readFile(join(this.root, ...path.split('/'))).then((content) => assetOf(path, content));
    this.held.set(path, known);
    known.catch(() => this.held.delete(path));
    return known;
  }
}

/** The nearest folder above this file that holds a package.json. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

async function filesBelow(root: string): Promise<Set<string> | null> {
  try {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
    return files.some((file) => file.endsWith('.html'))
      ? new Set(files.filter((file) => !NOT_SERVED.has(file) && !file.startsWith('.')))
      : null;
  } catch {
    return null;
  }
}
