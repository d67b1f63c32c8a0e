import type { FastifyInstance, FastifyReply } from 'fastify';

const SELF = "'self'";
/** Nothing is allowed but what our own pages need from ourselves; no inline script anywhere. */
const CONTENT_SECURITY_POLICY = Object.entries({
  'default-src': ["'none'"],
  'script-src': [SELF, "'wasm-unsafe-eval'"],
  'style-src': [SELF],
  'img-src': [SELF, 'data:', 'blob:'],
  'font-src': [SELF],
  'connect-src': [SELF],
  'media-src': [SELF, 'blob:'],
  'manifest-src': [SELF],
  'worker-src': [SELF],
  'form-action': [SELF],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
})
  .map(([name, sources]) => `${name} ${sources.join(' ')}`)
  .join(';');

const ALWAYS: Record<string, string> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/**
 * Browsers read these on pages and workers only. On the dozen scripts, styles and fonts that a console loads
 * they would cost 650 bytes each.
 */
const FOR_DOCUMENTS = [
  'content-security-policy',
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-frame-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];
/** Use it for a file that is neither a page nor a worker. */
export function dropDocumentHeaders(reply: Pick<FastifyReply, 'removeHeader'>): void {
  for (const name of FOR_DOCUMENTS) reply.removeHeader(name);
}

/**
 * The service answers for its own name alone: an office's other machines under it may have no TLS.
 * @param isHttps without it, HSTS would break an office network without TLS
 */
export const securityHeaders = (isHttps: boolean): Readonly<Record<string, string>> =>
  isHttps ? { ...ALWAYS, 'strict-transport-security': 'max-age=31536000' } : ALWAYS;

/**
 * On every answer; a route may override one by setting it. The same as @fastify/helmet gives with these
 * settings, made once: that plugin puts its middleware together anew for each request, which cost as much
 * as the rest of a cached response.
 */
export function guardAnswers(fastify: FastifyInstance, headers: Readonly<Record<string, string>>): void {
  fastify.addHook('onRequest', (_, reply, done) => {
    void reply.headers(headers);
    done();
  });
}
