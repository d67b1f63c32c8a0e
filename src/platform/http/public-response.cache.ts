import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type CachedResponse, sendCached } from './cached-response.js';

/** Addresses may be spelt in many ways, and the reader chooses: past so many, start over. */
const MOST_ADDRESSES = 1_000;

/**
 * Answers readers without a sign-in before any hook, guard or pipe, at an address that was answered before.
 * A whole conference reads its schedule at the same minute, and the way through guards and pipes costs more
 * than the answer.
 */
@Injectable()
export class PublicResponseCache {
  private readonly answers = new Map<string, () => CachedResponse | null>();

  /**
   * @param answer what a reader without a sign-in is answered at this address
   * now; `null` if it has to be asked anew
   */
  remember(request: FastifyRequest, answer: () => CachedResponse | null): void {
    if (!isUnknown(request)) return;
    if (this.answers.size >= MOST_ADDRESSES) this.answers.clear();
    this.answers.set(request.url, answer);
  }

  /** Stands before all hooks that are added later. @param headers what every answer carries */
  install(fastify: FastifyInstance, headers: Readonly<Record<string, string>>): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const answer = isUnknown(request) ? this.answers.get(request.url) : undefined;
      if (answer === undefined) return done();
      const cached = answer();
      if (cached !== null) return sendCached(request, reply, cached, headers);
      this.answers.delete(request.url);
      done();
    });
  }
}

/** Asks for something to read, without saying who asks. */
const isUnknown = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && headers.authorization === undefined && headers.cookie === undefined;
