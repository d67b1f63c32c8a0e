import type { FastifyReply } from 'fastify';
import type { ReportFile } from './reports.service.js';

export function sendReport(reply: FastifyReply, { content, mediaType, disposition }: ReportFile): void {
  void reply
    .header('content-type', mediaType)
    .header('content-disposition', disposition)
    .header('content-security-policy', 'sandbox')
    .send(content);
}

/** Aborts once the reader is gone or has everything: nobody needs the work any more. */
export function whileOpen({ raw }: FastifyReply): AbortSignal {
  const closed = new AbortController();
  raw.once('close', () => closed.abort());
  return closed.signal;
}
