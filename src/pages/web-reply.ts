import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../platform/files/conditional.js';
import { dropDocumentHeaders } from '../platform/http/security-headers.js';
import { type Asset, encodingFor, etagOf } from './asset.js';

const YEAR_SECONDS = 365 * 24 * 3600;

/**
 * Sends a built file: for ever when its name carries a hash, else asked for anew and
 * answered 304 while it is the same.
 */
export async function sendAsset(
  request: FastifyRequest,
  reply: FastifyReply,
  asset: Asset,
  status = 200,
): Promise<void> {
  const encoding = encodingFor(request.headers['accept-encoding'], asset.encoded);
  if (asset.isPart) dropDocumentHeaders(reply);
  void reply
    .code(status)
    .header('content-type', asset.type)
    .header('cache-control', asset.isImmutable ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
    .header('etag', asset.etag)
    .header('vary', 'accept-encoding');
  if (status === 200 && isUnchanged(request.headers, asset)) return reply.code(304).send();
  if (encoding) void reply.header('content-encoding', encoding);
  return reply.send((encoding && asset.encoded[encoding]) ?? asset.content);
}

/**
 * Sends a page made for this request; nobody keeps one that is made for one
 * person. The platform compresses it.
 */
export async function sendHtml(
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
  isPersonal: boolean,
): Promise<void> {
  const etag = `W/${etagOf(html)}`;
  void reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', isPersonal ? 'private, no-store' : 'no-cache')
    .header('etag', etag);
  if (isUnchanged(request.headers, { etag })) return reply.code(304).send();
  return reply.send(html);
}
