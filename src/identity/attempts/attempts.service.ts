import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import type { Counter } from 'prom-client';
import { Clock } from '../../platform/clock/clock.js';
import { Metrics } from '../../platform/metrics/metrics.js';
import { EventBus } from '../../platform/events/event-bus.js';
import { Problem } from '../../platform/http/problem.js';
import {
  addressKey,
  type AttemptKind,
  CODES_LIMIT,
  COMPARED_OVER_LIMIT,
  delayAfter,
  freeFailures,
  FREE,
  gapAfter,
  type GuessForm,
  HELD_AT_MOST,
  HELD_ATTEMPTS,
  HELD_BACK_MS,
  PLACE_WINDOW,
  SUBJECT_LIMIT,
  SUBJECT_WINDOW,
} from './attempts.rules.js';
import { type Caller, CallersService } from './callers.service.js';
import { SignInFailed } from './attempts.events.js';
import { Failures } from './failures.js';
import { Lanes } from './lanes.js';
import { Recent } from '../../platform/cache/recent.js';
import { SiteNetworks } from './site-networks.js';

export type { GuessForm };
export interface Attempt {
  kind: AttemptKind;
  /** The login or code that is tried. */
  subject: string;
  form: GuessForm;
  caller: Caller;
}
/** An attempt on its way, with what it is counted by. */
interface Counted extends Attempt {
  /**
   * Kind, form and place: the browser itself if it has signed in as this subject before, else the address.
   */
  lane: string;
  /** Kind, place and subject. */
  pair: string;
}

const FAILURES = new Set([
  'auth.invalid',
  'auth.password-wrong',
  'auth.code-invalid',
  'auth.code-ambiguous',
  'auth.invitation-invalid',
  'setup.closed',
  'auth.provider-refused',
  'auth.state-invalid',
]);
/** Requests that may be held back together: each keeps its connection. */
const HELD_SEATS = 200;
const SECOND = 1_000;

/**
 * Counts failed sign-ins, in memory, each kind by itself. An address with many failures is slowed down, never
 * closed: its next attempt waits at most ten seconds. A browser that signs in again as whom it did before is
 * not counted with its address at all, and a right code of our own passes at any address.
 */
@Injectable()
export class AttemptsService {
  private readonly log = new Logger(AttemptsService.name);
  private readonly failures: Counter;
  private readonly places = {
    typo: new Failures(PLACE_WINDOW, FREE.typo),
    strong: new Failures(PLACE_WINDOW, FREE.strong),
    weak: new Failures(PLACE_WINDOW, FREE.weak),
  };
  private readonly pairs = new Failures(SUBJECT_WINDOW, Infinity);
  private readonly subjects = new Failures(SUBJECT_WINDOW, Infinity);
  /** Wrong codes from everywhere, by kind. */
  private readonly codes = new Failures(PLACE_WINDOW, CODES_LIMIT);
  private readonly compared = new Failures(SECOND, COMPARED_OVER_LIMIT);
  /** One for each kind: those who wait for one kind of sign-in take no place from another. */
  private readonly lanes = new Map<AttemptKind, Lanes>();
  /** Logins that have signed in from an address: no stranger's failures stand in their way there. */
  private readonly proven = new Recent<true>(10_000);
  private readonly warned = new Map<AttemptKind, number>();
  private readonly seatsTaken = new Map<AttemptKind, number>();

  constructor(
    private readonly clock: Clock,
    private readonly callers: CallersService,
    private readonly networks: SiteNetworks,
    private readonly bus: EventBus,
    metrics: Metrics,
  ) {
    this.failures = metrics.counter(
      'diemcau_sign_in_failures_total',
      'Sign-ins that failed, by kind: what was tried is wrong, or had to wait',
      ['kind', 'reason'],
    );
  }

  /**
   * Runs `work` and counts its failures (a Problem that says wrong).
   * @throws Problem rate.limited with Retry-After: before `work` is begun, or in the place of a failure
   */
  async guard<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    try {
      return await this.guarded(attempt, work);
    } catch (fault) {
      const code = fault instanceof Problem ? fault.code : '';
      const reason = FAILURES.has(code) ? 'wrong' : code === 'rate.limited' ? 'limited' : null;
      if (reason !== null) this.failures.inc({ kind: attempt.kind, reason });
      throw fault;
    }
  }

  private async guarded<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
    const { kind, subject, form, caller } = attempt;
    const isSame = this.isSame(attempt);
    const place = isSame ? `browser ${caller.known}` : addressKey(caller.address);
    const counted = { ...attempt, lane: `${kind} ${form} ${place}`, pair: `${kind} ${place} ${subject}` };
    const lanes = this.lanesOf(counted.kind);
    if (!(await lanes.enter(counted.lane))) throw limited(SECOND);
    try {
      this.refuseWhileClosed(counted);
      const over = isSame ? -1 : await this.admit(counted);
      return await this.counting(counted, over, work);
    } finally {
      lanes.leave(counted.lane);
    }
  }

  private lanesOf(kind: AttemptKind): Lanes {
    let lanes = this.lanes.get(kind);
    if (!lanes) this.lanes.set(kind, (lanes = new Lanes()));
    return lanes;
  }

  /** The browser has signed in as this very subject before: it guesses nothing. */
  isSame({ kind, subject, caller }: Attempt): boolean {
    return caller.known !== null && caller.known === this.callers.tagOf(kind, subject);
  }

  private async counting<T>(attempt: Counted, over: number, work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.succeeded(attempt);
      return result;
    } catch (fault) {
      if (!(fault instanceof Problem) || !FAILURES.has(fault.code)) throw fault;
      this.failed(attempt);
      this.bus.publish(new SignInFailed(attempt.kind, attempt.subject));
      // A right code of our own passes at an address over its limit; a wrong
      // one is refused as if not compared.
      throw over >= 0 && attempt.form === 'strong' ? limited(gapAfter(over)) : fault;
    }
  }

  /** @throws Problem rate.limited while this login has to wait at this place */
  private refuseWhileClosed({ kind, pair }: Counted): void {
    if (kind !== 'password') return;
    const now = this.clock.now();
    const at = this.pairs.nextAt(pair, now);
    if (at > now) throw limited(at - now);
  }

  /**
   * Answers by how much the place is over its free failures; negative: it is not.
   * @throws Problem rate.limited
   */
  private async admit(attempt: Counted): Promise<number> {
    const { kind, subject, form, lane, pair } = attempt;
    if (this.proven.get(pair)) return -1;
    const over = this.places[form].countAt(lane, this.clock.now()) - this.freeFor(attempt);
    if (over >= 0) await this.slowDown(attempt, over);
    if (kind === 'password' && this.subjects.countAt(subject, this.clock.now()) >= SUBJECT_LIMIT)
      await this.hold(kind, HELD_BACK_MS);
    return over;
  }

  private freeFor({ kind, form, caller }: Counted): number {
    const isUnderAttack = kind !== 'password' && this.codes.countAt(kind, this.clock.now()) >= CODES_LIMIT;
    if (isUnderAttack) this.warn(kind);
    return freeFailures(form, { isSiteNetwork: this.networks.isOne(caller.address), isUnderAttack });
  }

  private async slowDown({ kind, form, lane }: Counted, over: number): Promise<void> {
    const now = this.clock.now();
    if (form === 'strong') {
      if (this.compared.countAt(kind, now) >= COMPARED_OVER_LIMIT) throw limited(SECOND);
      this.compared.add(kind, now);
      return;
    }
    const count = this.places[form];
    const waitMs = count.nextAt(lane, now) - now;
    const isHeld = kind !== 'password' && over < HELD_ATTEMPTS && waitMs <= HELD_AT_MOST;
    if (waitMs > 0 && !isHeld) throw limited(waitMs);
    count.closeUntil(lane, now + waitMs + gapAfter(over), now);
    if (waitMs > 0) await this.hold(kind, waitMs);
  }

  /** Waits. Who finds all seats taken is asked to come again. @throws Problem rate.limited */
  private async hold(kind: AttemptKind, milliseconds: number): Promise<void> {
    const seatsTaken = this.seatsTaken.get(kind) ?? 0;
    if (seatsTaken >= HELD_SEATS) throw limited(milliseconds);
    this.seatsTaken.set(kind, seatsTaken + 1);
    try {
      await this.pause(milliseconds);
    } finally {
      this.seatsTaken.set(kind, this.seatsTaken.get(kind)! - 1);
    }
  }

  protected pause(milliseconds: number): Promise<void> {
    return wait(milliseconds, undefined, { ref: false });
  }

  private succeeded({ kind, subject, pair }: Counted): void {
    if (kind !== 'password') return;
    this.proven.set(pair, true);
    this.pairs.clear(pair);
    this.subjects.clear(subject);
  }

  private failed(attempt: Counted): void {
    const { kind, subject, form, lane, pair } = attempt;
    const now = this.clock.now();
    const over = this.places[form].add(lane, now) - this.freeFor(attempt);
    if (over >= 0) this.places[form].closeUntil(lane, now + gapAfter(over), now);
    if (kind !== 'password') return void (form === 'typo' || this.codes.add(kind, now));
    this.subjects.add(subject, now);
    const delay = delayAfter(this.pairs.add(pair, now));
    if (delay > 0) this.pairs.closeUntil(pair, now + delay * SECOND, now);
  }

  /** Once in a window, so that whoever runs the service can see it coming. */
  private warn(kind: AttemptKind): void {
    const now = this.clock.now();
    if (now - (this.warned.get(kind) ?? -Infinity) < PLACE_WINDOW) return;
    this.warned.set(kind, now);
    this.log.warn(
      `More than ${CODES_LIMIT} wrong codes of the kind "${kind}" in ten minutes: somebody guesses. ` +
        'Addresses without a paired console are slowed down sooner.',
    );
  }
}

function limited(milliseconds: number): Problem {
  return new Problem('rate.limited', undefined, {
    retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / SECOND)),
  });
}
