import { createHash, randomUUID } from 'node:crypto';
import { copyFile, type FileHandle, link as hardLink, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { conditionOf } from '../database/faults.js';
import { Problem } from '../http/problem.js';
import { makeFolder } from './make-folder.js';

/** A file that lies safely in the folder. */
export interface ReceivedFile {
  /** Random: nothing of what the sender called it. */
  name: string;
  size: number;
  /** Lower-case hex. */
  sha256: string;
}
export interface ReceiveRules {
  /** Bytes; one more ends the receiving. */
  limit: number;
  /** The fault to throw then. */
  tooLarge: () => Error;
  /**
   * Judges the first bytes (up to HEAD_SIZE, fewer of a short file) before the
   * rest is written; throws to refuse.
   */
  judge: (head: Buffer) => void;
}
export const HEAD_SIZE = 4_096;
const UNFINISHED = '.part';
/** What `link` answers where there are no links, or a file has as many as it may. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EMLINK']);
const OWN_NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files under random names in one folder, each there wholly or not at all, whenever the power goes. */
export class FileFolder {
  /** @param link how a file gets a second name; some file systems know no such thing */
  constructor(
    readonly path: string,
    private readonly link: typeof hardLink = hardLink,
  ) {}

  /** Makes the folder and removes what a crash left half written. */
  async open(): Promise<void> {
    await makeFolder(this.path);
    const left = (await readdir(this.path)).filter((name) => name.endsWith(UNFINISHED));
    await Promise.all(left.map((name) => rm(join(this.path, name), { force: true })));
  }

  /** The files under names that this folder gives; nobody else's. */
  async names(): Promise<string[]> {
    return (await readdir(this.path)).filter((name) => OWN_NAME.test(name));
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  /**
   * Temporary file, fsync, rename, fsync of the folder: only then may a row name it.
   * Whatever fails leaves nothing behind.
   */
  async receive(content: Readable, rules: ReceiveRules): Promise<ReceivedFile> {
    const name = randomUUID();
    const unfinished = this.pathOf(name + UNFINISHED);
    try {
      const file = await open(unfinished, 'wx', 0o600);
      const received = await write(file, content, rules).finally(() => file.close());
      await rename(unfinished, this.pathOf(name));
      await this.sync();
      return { name, ...received };
    } catch (fault) {
      content.destroy();
      await rm(unfinished, { force: true });
      throw refusedByStorage(fault);
    }
  }

  /**
   * Gives a content another random name, durably: a hard link, which takes no room, since no content is ever
   * changed; a copy where the file system knows no links.
   */
  async duplicate(name: string): Promise<string> {
    const other = randomUUID();
    try {
      await this.link(this.pathOf(name), this.pathOf(other)).catch((fault: unknown) => {
        if (!NO_LINKS.has((fault as NodeJS.ErrnoException).code ?? '')) throw fault;
        return this.copy(name, other);
      });
      await this.sync();
      return other;
    } catch (fault) {
      await rm(this.pathOf(other), { force: true });
      throw refusedByStorage(fault);
    }
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private async copy(name: string, other: string): Promise<void> {
    const unfinished = this.pathOf(other + UNFINISHED);
    try {
      await copyFile(this.pathOf(name), unfinished);
      const file = await open(unfinished, 'r+');
      await file.sync().finally(() => file.close());
      await rename(unfinished, this.pathOf(other));
    } catch (fault) {
      await rm(unfinished, { force: true });
      throw fault;
    }
  }

  /** Makes the folder's list of names durable. */
  private async sync(): Promise<void> {
    const folder = await open(this.path, 'r');
    await folder.sync().finally(() => folder.close());
  }
}

const refusedByStorage = (fault: unknown): unknown =>
  conditionOf(fault) === 'server.storage'
    ? new Problem('server.storage', undefined, { cause: fault })
    : fault;

async function write(
  file: FileHandle,
  content: Readable,
  rules: ReceiveRules,
): Promise<Omit<ReceivedFile, 'name'>> {
  const hash = createHash('sha256');
  let size = 0;
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > rules.limit) throw rules.tooLarge();
    if (head) head = judged(Buffer.concat([head, chunk.subarray(0, HEAD_SIZE)]), rules);
    hash.update(chunk);
    await file.appendFile(chunk);
  }
  if (head) rules.judge(head);
  await file.sync();
  return { size, sha256: hash.digest('hex') };
}

/** The head that still waits for more bytes; null once it has been judged. */
function judged(head: Buffer, rules: ReceiveRules): Buffer | null {
  if (head.length < HEAD_SIZE) return head;
  rules.judge(head.subarray(0, HEAD_SIZE));
  return null;
}
