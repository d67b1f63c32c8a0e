import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(text\/|application\/(json|manifest\+json|wasm)|image\/svg)/;
const PART = /\.(js|css|woff2|wasm)$/;
/** Below this a packet carries it anyway. */
const WORTH_COMPRESSING = 1_000;
/** The strongest setting takes seconds on a megabyte. */
const LARGE = 400_000;

export type Encoding = 'br' | 'gzip';

/** A file as it leaves, compressed once. */
export interface Asset {
  type: string;
  content: Buffer;
  /** Strong, of the content. */
  etag: string;
  encoded: Partial<Record<Encoding, Buffer>>;
  /** The name carries a hash of the content: it may be kept for ever. */
  isImmutable: boolean;
  /** A page loads it: it is not itself a page, a worker, or a picture that may hold scripts. */
  isPart: boolean;
}

export async function assetOf(path: string, content: Buffer): Promise<Asset> {
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const isImmutable = path.startsWith('assets/');
  return {
    type,
    content,
    etag: etagOf(content),
    encoded: await encodedOf(type, content),
    isImmutable,
    // Workers lie at the top of the folder: they control only what lies below them.
    isPart: isImmutable && PART.test(path),
  };
}

export function etagOf(content: Buffer | string): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;
}

async function encodedOf(type: string, content: Buffer): Promise<Asset['encoded']> {
  if (!COMPRESSIBLE.test(type) || content.length < WORTH_COMPRESSING) return {};
  const quality = content.length > LARGE ? 5 : 11;
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: quality,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    promisify(gzip)(content, { level: content.length > LARGE ? 6 : 9 }),
  ]);
  return { br, gzip: gz };
}

/**
 * The better of what the browser takes (`Accept-Encoding`); `null` if as it is.
 * An encoding with `q=0` is refused.
 */
export function encodingFor(accepted: string | undefined, offered: Asset['encoded']): Encoding | null {
  const words = (accepted ?? '').split(',').map((word) => word.trim().toLowerCase());
  const takes = (name: Encoding): boolean =>
    words.some((word) => word === name || (word.startsWith(`${name};`) && !/;\s*q=0(\.0*)?$/.test(word)));
  return (['br', 'gzip'] as const).find((name) => offered[name] !== undefined && takes(name)) ?? null;
}
