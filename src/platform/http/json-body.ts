import type { FastifyInstance } from 'fastify';

/**
 * JSON is the only body that is parsed for everybody: text and forms, which a foreign page could
 * send without asking, are answered 415. An empty body counts as none, whatever its declared
 * type: clients send it so with DELETE.
 */
export function takeJsonOnly(fastify: FastifyInstance): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser(['application/json', 'text/plain']);
  fastify.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parse(request, body as string, done);
  });
}
