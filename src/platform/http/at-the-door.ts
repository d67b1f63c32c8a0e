import { Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Prepared, sendPrepared } from './prepared.js';

/** Addresses may be spelt in many ways, and the reader chooses: past so many, start over. */
const KEPT = 1_000;

/**
 * Prepared answers that are given before anything is asked: to readers who sent no sign-in, at an address that was answered
 * before. A whole conference reads its schedule at the same minute, and the way through guards and pipes costs more than the answer.
 */
@Injectable()
export class AtTheDoor {
  private readonly answers = new Map<string, () => Prepared | null>();

  /** @param answer what a reader without a sign-in is answered at this address now; null: it has to be asked anew */
  keep(request: FastifyRequest, answer: () => Prepared | null): void {
    if (!isUnknown(request)) return;
    if (this.answers.size >= KEPT) this.answers.clear();
    this.answers.set(request.url, answer);
  }

  /** Stands before all hooks that are added later. @param headers what every answer carries */
  stand(fastify: FastifyInstance, headers: Readonly<Record<string, string>>): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const answer = isUnknown(request) ? this.answers.get(request.url) : undefined;
      if (answer === undefined) return done();
      const prepared = answer();
      if (prepared !== null) return sendPrepared(request, reply, prepared, headers);
      this.answers.delete(request.url);
      done();
    });
  }
}

/** Asks for something to read, without saying who asks. */
const isUnknown = ({ method, headers }: FastifyRequest): boolean =>
  method === 'GET' && headers.authorization === undefined && headers.cookie === undefined;
