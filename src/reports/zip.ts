import { crc32, deflateRawSync, constants } from 'node:zlib';

/** Ends a stream of deflated blocks: the last one, which is empty. */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);
/** Sizes stand behind the file's data, and names are UTF-8. */
const FLAGS = 0x0808;
const VERSION = 20;
const DEFLATED = 8;
/** 1980-01-01, the first day that a ZIP knows: the same content is the same file. */
const DAY = 0x21;

interface Entry {
  name: Uint8Array;
  at: number;
  crc: number;
  packed: number;
  size: number;
}

/**
 * Writes a ZIP file by file and piece by piece, in the order in which the bytes are returned. Nothing is kept
 * but the list of files; each file stays below 4 GiB.
 */
export class ZipWriter {
  private readonly entries: Entry[] = [];
  private offset = 0;

  /** Begins a file. */
  begin(name: string): Uint8Array {
    const entry = { name: new TextEncoder().encode(name), at: this.offset, crc: 0, packed: 0, size: 0 };
    this.entries.push(entry);
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(VERSION, 4);
    head.writeUInt16LE(FLAGS, 6);
    head.writeUInt16LE(DEFLATED, 8);
    head.writeUInt16LE(DAY, 12);
    head.writeUInt16LE(entry.name.length, 26);
    return this.written(Buffer.concat([head, entry.name]));
  }

  /** Adds to the file that was begun. Each piece is deflated by itself. */
  add(text: string): Uint8Array {
    const entry = this.entries.at(-1)!;
    const bytes = Buffer.from(text);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    const packed = deflateRawSync(bytes, { level: 4, finishFlush: constants.Z_FULL_FLUSH });
    entry.packed += packed.length;
    return this.written(packed);
  }

  /** Ends the file that was begun. */
  end(): Uint8Array {
    const entry = this.entries.at(-1)!;
    entry.packed += LAST_BLOCK.length;
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    writeSizes(sizes, 4, entry);
    return this.written(Buffer.concat([LAST_BLOCK, sizes]));
  }

  /** Ends the ZIP. */
  close(): Uint8Array {
    const heads = this.entries.map((entry) => {
      const head = Buffer.alloc(46);
      head.writeUInt32LE(0x02014b50, 0);
      head.writeUInt16LE(VERSION, 4);
      head.writeUInt16LE(VERSION, 6);
      head.writeUInt16LE(FLAGS, 8);
      head.writeUInt16LE(DEFLATED, 10);
      head.writeUInt16LE(DAY, 14);
      writeSizes(head, 16, entry);
      head.writeUInt16LE(entry.name.length, 28);
      head.writeUInt32LE(entry.at, 42);
      return Buffer.concat([head, entry.name]);
    });
    const size = heads.reduce((sum, head) => sum + head.length, 0);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(heads.length, 8);
    end.writeUInt16LE(heads.length, 10);
    end.writeUInt32LE(size, 12);
    end.writeUInt32LE(this.offset, 16);
    return Buffer.concat([...heads, end]);
  }

  private written(bytes: Uint8Array): Uint8Array {
    this.offset += bytes.length;
    return bytes;
  }
}

function writeSizes(into: Buffer, at: number, { crc, packed, size }: Entry): void {
  into.writeUInt32LE(crc, at);
  into.writeUInt32LE(packed, at + 4);
  into.writeUInt32LE(size, at + 8);
}
