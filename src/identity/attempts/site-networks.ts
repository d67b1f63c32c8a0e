import { Injectable } from '@nestjs/common';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { EventBus } from '../../platform/events/event-bus.js';
import type { CallerFacts } from '../../platform/http/exchange.js';
import { UntrustedProxy } from '../../platform/http/untrusted-proxy.js';
import { AccessEnded } from '../sign-ins/access.events.js';
import { addressKey } from './attempts.rules.js';
import { Recent } from '../../platform/cache/recent.js';

const NOTED_EVERY = 60_000;
/** A console that spoke from an address so long ago still vouches for it: a day with its evening before. */
const VOUCHED_FOR = 12 * 60 * 60_000;
const ADDRESSES = 20_000;

/** Addresses at which a paired console works. Kept in memory: consoles speak again after a restart. */
@Injectable()
export class SiteNetworks {
  private readonly places = new Recent<{ signInId: Id; at: number }>(ADDRESSES);
  /** When an address was noted last, so that a request costs one look. */
  private noted = new Recent<number>(ADDRESSES);

  constructor(
    private readonly clock: Clock,
    private readonly proxy: UntrustedProxy,
    bus: EventBus,
  ) {
    bus.on(AccessEnded, ({ signInIds }) => this.forget(new Set(signInIds)));
  }

  /**
   * A console's sign-in was used from this address. Behind a proxy that is not
   * named the address is everybody's.
   */
  note(request: Pick<CallerFacts, 'ip' | 'headers'>, signInId: Id): void {
    if (this.proxy.hides(request)) return;
    const address = request.ip;
    const now = this.clock.now();
    if (now - (this.noted.get(address) ?? 0) < NOTED_EVERY) return;
    this.noted.set(address, now);
    this.places.set(addressKey(address), { signInId, at: now });
  }

  isOne(address: string): boolean {
    const place = this.places.get(addressKey(address));
    return place !== undefined && this.clock.now() - place.at < VOUCHED_FOR;
  }

  private forget(signInIds: Set<Id>): void {
    this.places.deleteWhere(({ signInId }) => signInIds.has(signInId));
    this.noted = new Recent(ADDRESSES);
  }
}
