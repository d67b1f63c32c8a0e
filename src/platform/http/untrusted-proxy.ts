import { Injectable, Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { BlockList, isIPv6 } from 'node:net';
import { Config } from '../config/config.js';

/** Networks whose addresses may be shown: they are machines of the house. */
const NEAR = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const)
  NEAR.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  NEAR.addSubnet(network, bits, 'ipv6');

/** Where the header came from; `null` if from an address on the internet, which anybody may have. */
export interface ForwardedBy {
  address: string | null;
}

/**
 * Notices that requests come through a proxy that `TRUST_PROXY` does not name. Then everybody shares the
 * proxy's address, and what is counted by address is counted for all together.
 */
@Injectable()
export class UntrustedProxy {
  private readonly log = new Logger(UntrustedProxy.name);
  private readonly isLookedFor: boolean;
  /**
   * Null until the first such request. A near address stays: anybody out there may send
   * the header before the proxy does.
   */
  seen: ForwardedBy | null = null;

  constructor(config: Config) {
    this.isLookedFor = config.trustProxy.length === 0;
  }

  /** True if the request came through such a proxy: its address says nothing of who sent it. */
  hides({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
    return this.isLookedFor && headers['x-forwarded-for'] !== undefined;
  }

  watch(fastify: FastifyInstance): void {
    if (!this.isLookedFor) return;
    fastify.addHook('onRequest', (request, _, done) => {
      if (!this.seen?.address && this.hides(request)) this.note(request.ip);
      done();
    });
  }

  private note(address: string): void {
    const plain = address.startsWith('::ffff:') ? address.slice(7) : address;
    const isNear = NEAR.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4');
    if (this.seen !== null && !isNear) return;
    this.seen = { address: isNear ? plain : null };
    const from = this.seen.address === null ? '' : ` from ${this.seen.address}`;
    const met = `A request came with X-Forwarded-For${from}, but TRUST_PROXY is empty.`;
    const share = 'Behind a proxy all people share its address.';
    this.log.warn(`${met} ${share} If it is your proxy, set TRUST_PROXY to its address; else do nothing.`);
  }
}
