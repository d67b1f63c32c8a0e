import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileFolder, HEAD_SIZE, type ReceiveRules } from './file-folder.js';

describe('a folder of files', () => {
  let path: string;
  let folder: FileFolder;
  const rules = (over: Partial<ReceiveRules> = {}): ReceiveRules => ({
    limit: 100_000,
    tooLarge: () => new Error('too large'),
    judge: () => undefined,
    ...over,
  });

  /** The same folder, on a disk that answers a link with this code. */
  const without = (code: string): FileFolder =>
    new FileFolder(path, () => Promise.reject(Object.assign(new Error(code), { code })));

  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'diemcau-files-')), 'materials');
    folder = new FileFolder(path);
    await folder.open();
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('keeps a file whole, with its checksum, under a name that tells nothing', async () => {
    const content = Buffer.alloc(50_000, 'Điểm cầu ');
    const received = await folder.receive(
      Readable.from([content.subarray(0, 10), content.subarray(10, 20_000), content.subarray(20_000)]),
      rules(),
    );
    expect(received).toMatchObject({
      size: 50_000,
      sha256: createHash('sha256').update(content).digest('hex'),
    });
    expect(await readdir(path)).toEqual([received.name]);
    expect(await readFile(folder.pathOf(received.name))).toEqual(content);
  });

  it('judges the first bytes once, however they arrive, and those of a short file too', async () => {
    const heads: Buffer[] = [];
    const judge = (head: Buffer): number => heads.push(head);
    await folder.receive(
      Readable.from(Array.from({ length: 30 }, (_, at) => Buffer.alloc(500, at))),
      rules({ judge }),
    );
    await folder.receive(Readable.from([Buffer.from('ab')]), rules({ judge }));
    await folder.receive(Readable.from([]), rules({ judge }));
    expect(heads.map((head) => head.length)).toEqual([HEAD_SIZE, 2, 0]);
    expect(heads[0]![4_000]).toBe(8);
  });

  it.each([
    [
      'one byte too many',
      () => Readable.from([Buffer.alloc(100_000), Buffer.alloc(1)]),
      rules(),
      'too large',
    ],
    [
      'a refused head',
      () => Readable.from([Buffer.alloc(5_000)]),
      rules({
        judge: () => {
          throw new Error('refused');
        },
      }),
      'refused',
    ],
    [
      'a sender who leaves',
      () =>
        Readable.from(
          (function* () {
            yield Buffer.alloc(10);
            throw new Error('gone');
          })(),
        ),
      rules(),
      'gone',
    ],
  ])('leaves nothing behind after %s', async (_, content, refused, message) => {
    await expect(folder.receive(content(), refused)).rejects.toThrow(message);
    expect(await readdir(path)).toEqual([]);
  });

  it('gives a content a second name that outlives the first', async () => {
    const content = Buffer.alloc(50_000, 'Điểm cầu ');
    const { name } = await folder.receive(Readable.from([content]), rules());
    const other = await folder.duplicate(name);
    expect(other).not.toBe(name);
    expect((await folder.names()).sort()).toEqual([name, other].sort());
    await folder.remove(name);
    expect(await readFile(folder.pathOf(other))).toEqual(content);
  });

  it.each(['EPERM', 'ENOTSUP', 'EMLINK'])(
    'gives a content a second name where links are refused with %s: a copy',
    async (code) => {
      const content = Buffer.alloc(50_000, 'Điểm cầu ');
      const { name } = await folder.receive(Readable.from([content]), rules());
      const other = await without(code).duplicate(name);
      expect((await readdir(path)).sort()).toEqual([name, other].sort());
      await folder.remove(name);
      expect(await readFile(folder.pathOf(other))).toEqual(content);
    },
  );

  it('gives no second name where the storage fails, and leaves nothing behind', async () => {
    const { name } = await folder.receive(Readable.from([Buffer.alloc(10)]), rules());
    await expect(without('ENOSPC').duplicate(name)).rejects.toMatchObject({ code: 'server.storage' });
    expect(await readdir(path)).toEqual([name]);
  });

  it('gives no second name to what is not there', async () => {
    await expect(folder.duplicate('0192f0c1-2d3e-4f4a-8b5c-6d7e8f901234')).rejects.toThrow('ENOENT');
    expect(await readdir(path)).toEqual([]);
  });

  it('sweeps at start what a crash left half written, and nothing else', async () => {
    await writeFile(join(path, 'whole'), 'x');
    await writeFile(join(path, 'half.part'), 'x');
    await new FileFolder(path).open();
    expect(await readdir(path)).toEqual(['whole']);
  });
});
