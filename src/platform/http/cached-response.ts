import type { FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { isUnchanged } from '../files/conditional.js';
import { type Encoding, encodingOf } from './accepted-encoding.js';

/**
 * An answer that many will ask for, made once: its bytes, their compressed forms (made
 * when first wanted) and its ETag.
 */
export class CachedResponse {
  readonly etag: string;
  private readonly bodies = new Map<Encoding, Buffer>();

  constructor(
    readonly body: Buffer,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    // Weak: the same tag stands for the compressed forms.
    this.etag = `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
    this.bodies.set('identity', body);
  }

  in(encoding: Encoding): Buffer {
    const cached = this.bodies.get(encoding);
    if (cached) return cached;
    const made =
      encoding === 'br'
        ? brotliCompressSync(this.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } })
        : gzipSync(this.body);
    this.bodies.set(encoding, made);
    return made;
  }
}
/**
 * Sends it past Fastify's hooks, which would compress it anew for each reader.
 * @param always the headers of every answer: by default, those that the hooks have set
 */
export function sendCached(
  request: FastifyRequest,
  reply: FastifyReply,
  cached: CachedResponse,
  always: OutgoingHttpHeaders = reply.getHeaders() as OutgoingHttpHeaders,
): void {
  const headers: OutgoingHttpHeaders = Object.assign({}, always, cached.headers, {
    etag: cached.etag,
    vary: 'accept-encoding',
    'x-request-id': request.id,
  });
  reply.hijack();
  if (isUnchanged(request.headers, cached)) {
    reply.raw.writeHead(304, headers).end();
    return;
  }
  const encoding = encodingOf(request.headers['accept-encoding']);
  const body = cached.in(encoding);
  if (encoding !== 'identity') headers['content-encoding'] = encoding;
  headers['content-length'] = body.length;
  reply.raw.writeHead(200, headers);
  reply.raw.end(request.method === 'HEAD' ? undefined : body);
}
