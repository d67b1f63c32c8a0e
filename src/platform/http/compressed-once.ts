import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { type Encoding, encodingOf } from './accepted-encoding.js';

/** Below this many bytes a compressed form takes longer to make than the body to send. */
const LEAST = 1_400;
/** Of a board of 22 MB: 0.3 s of another thread, and a twentieth of the bytes. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const byBrotli = promisify(brotliCompress);
const byGzip = promisify(gzip);

/** The compressed forms of a body, as long as somebody has it. */
const compressed = new WeakMap<Buffer, Map<Encoding, Promise<Buffer>>>();

/**
 * Sends JSON that many will ask for. Each compressed form is made once for all of them, and off the event
 * loop; Fastify's compressor would make one for each.
 */
export async function sendCompressedOnce(
  request: FastifyRequest,
  reply: FastifyReply,
  body: Buffer,
): Promise<FastifyReply> {
  void reply.type('application/json; charset=utf-8').header('vary', 'accept-encoding');
  const encoding = body.length < LEAST ? 'identity' : encodingOf(request.headers['accept-encoding']);
  if (encoding === 'identity') return reply.send(body);
  const forms = compressed.get(body) ?? new Map<Encoding, Promise<Buffer>>();
  compressed.set(body, forms);
  const form = forms.get(encoding) ?? (encoding === 'br' ? byBrotli(body, BROTLI) : byGzip(body));
  forms.set(encoding, form);
  return reply.header('content-encoding', encoding).send(await form);
}
