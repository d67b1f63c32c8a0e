import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { ROUTES } from '../../contract/routes.js';
import { API_BASE, CONTRACT_HEADER, CONTRACT_VERSION, OLDEST_CONTRACT } from '../../contract/version.js';
import { Problem } from './problem.js';

/** A client that cannot update retries after this time, in case of a rollback. */
const RETRY_AFTER_SECONDS = 60;
const WHOLE_NUMBER = /^\d{1,9}$/;

/**
 * Which versions of the contract the service serves: the oldest and all that are newer, and programs that say
 * none.
 */
@Injectable()
export class ServedContracts {
  /** Stories raise it, to be the service of a later day. */
  oldest = OLDEST_CONTRACT;

  /** @param header a version; anything else says nothing. @throws Problem contract.too-old */
  check(header: unknown): void {
    const version = WHOLE_NUMBER.test(String(header)) ? Number(header) : null;
    if (version !== null && version < this.oldest)
      throw new Problem(
        'contract.too-old',
        `Version ${version} of the contract is no longer served: ` +
          `the oldest is ${this.oldest}, the service's own is ${CONTRACT_VERSION}`,
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
  }

  /**
   * Guards all API routes except their description: a page that updates itself must still reach pages and
   * files. Call before `PublicResponseCache.install`, which answers without later hooks.
   * @param headers what every answer carries
   */
  guard(fastify: FastifyInstance, headers: Readonly<Record<string, string>>): void {
    fastify.addHook('onRequest', (request, reply, done) => {
      const header = request.headers[CONTRACT_HEADER];
      if (header === undefined || !isGuarded(request.url)) return done();
      try {
        this.check(header);
      } catch (fault) {
        void reply.headers(headers);
        return done(fault as Problem);
      }
      done();
    });
  }
}

const DESCRIPTION = API_BASE + ROUTES.openapi;
const isGuarded = (url: string): boolean =>
  url.startsWith(`${API_BASE}/`) && url.split('?', 1)[0] !== DESCRIPTION;
