import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

export interface Patience {
  /** A body that is no upload has to be here within this many milliseconds. */
  wholeWithin: number;
  /** An upload is looked at this often (milliseconds) … */
  lookEvery: number;
  /**
   * … and has to have brought this many bytes each time. A commune's line brings
   * more; a line that died brings none.
   */
  bytesEachLook: number;
}
export const PATIENCE: Patience = { wholeWithin: 30_000, lookEvery: 15_000, bytesEachLook: 32 * 1024 };

/** How long the server itself waits: as long as the largest upload may take at the least rate. */
export const LONGEST_REQUEST = 4 * 3_600_000;

interface Awaited {
  request: FastifyRequest;
  reply: FastifyReply;
  isUpload: boolean;
  /** When to look, and what the connection had brought at the last look. */
  lookAt: number;
  seen: number;
}

/**
 * Ends requests whose body does not come. Node has one limit for all routes, and an upload over a commune's
 * line takes longer than anything else may: so uploads are judged by their rate and everything else by the
 * clock. One sweep for all, because a timer for each check-in would cost more than the check.
 */
export function endSlowBodies(fastify: FastifyInstance, patience: Patience = PATIENCE): void {
  const awaited = new Map<FastifyRequest, Awaited>();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined)
      awaited.set(request, awaiting(request, reply, patience));
    done();
  });
  // Parsed, so it has come. Held until the sweep, a second's requests would
  // grow old for the garbage collector.
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (awaited.get(request)?.isUpload === false) awaited.delete(request);
    done();
  });
  const sweep = setInterval(
    () => awaited.forEach((one, request) => isStillComing(one, patience) || awaited.delete(request)),
    Math.min(1_000, patience.wholeWithin / 2),
  );
  sweep.unref();
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(sweep);
    done();
  });
}

function awaiting(request: FastifyRequest, reply: FastifyReply, patience: Patience): Awaited {
  const isUpload = request.headers['content-type']?.startsWith('multipart/') === true;
  return {
    request,
    reply,
    isUpload,
    lookAt: Date.now() + (isUpload ? patience.lookEvery : patience.wholeWithin),
    seen: request.raw.socket.bytesRead,
  };
}

/** False: whole, gone, or ended here. */
function isStillComing(one: Awaited, patience: Patience): boolean {
  const { raw } = one.request;
  if (raw.complete || raw.destroyed) return false;
  if (Date.now() < one.lookAt) return true;
  // What the service itself has not taken yet is not the sender's slowness.
  if (one.isUpload && (raw.socket.isPaused() || raw.socket.bytesRead - one.seen >= patience.bytesEachLook)) {
    one.lookAt = Date.now() + patience.lookEvery;
    one.seen = raw.socket.bytesRead;
    return true;
  }
  if (!one.reply.sent)
    sendProblem(new Problem('request.timeout'), one.request.id, one.reply.header('connection', 'close'));
  raw.socket.destroySoon();
  return false;
}
