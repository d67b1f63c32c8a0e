import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemCode } from '../../contract/problem.js';
import { Problem } from './problem.js';
import { sendProblem } from './send-problem.js';

/** Faults that the router finds before any hook: an address that cannot be decoded, an id longer than any. */
export function answerFrameworkFault(
  fault: { code?: string },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const problem =
    fault.code === 'FST_ERR_BAD_URL'
      ? new Problem('request.invalid', 'The address is not validly percent-encoded')
      : new Problem('route.not-found');
  sendProblem(problem, request.id, reply);
}

const BY_FAULT: Record<string, ProblemCode> = {
  HPE_HEADER_OVERFLOW: 'request.headers-too-large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timeout',
};

/** Answers invalid HTTP and slow requests on the bare socket. */
export function answerClientFault(fault: Error & { code?: string }, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return;
  const problem = new Problem(
    BY_FAULT[fault.code ?? ''] ?? 'request.invalid',
    BY_FAULT[fault.code ?? ''] ? undefined : 'The request is not valid HTTP',
  );
  const body = JSON.stringify(problem.body(randomUUID()));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json; charset=utf-8',
    'Cache-Control: no-store',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  if (socket.writable) socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
  else socket.destroy();
}
