import { Injectable } from '@nestjs/common';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { setTimeout as wait } from 'node:timers/promises';
import { Problem } from '../platform/http/problem.js';
import {
  ADDRESS_LIMIT,
  ADDRESS_LIMIT_UNDER_ATTACK,
  addressKey,
  type AttemptKind,
  CODES_LIMIT,
  delayAfter,
  HELD_BACK_MS,
  SUBJECT_LIMIT,
  WINDOW,
} from './attempts.rules.js';
import { Recent } from './recent.js';

const ALL_CODES = 'all';
/** Attempts of one subject at one address that may be under way together: else a burst would be counted too late. */
const SIDE_BY_SIDE = 5;

/**
 * Counts failed sign-ins, in memory. Tight where it hurts nobody else (one subject at one address), loose elsewhere:
 * strangers can neither lock an account nor an office that shares their address and has signed in before.
 */
@Injectable()
export class AttemptsService {
  private readonly pairs = counter(WINDOW.pair);
  private readonly subjects = counter(WINDOW.subject);
  private readonly addresses = counter(WINDOW.address);
  private readonly codes = counter(WINDOW.codes);
  /** Pairs that have to wait. */
  private readonly gate = counter(WINDOW.pair);
  /** Subjects that have signed in from an address: no stranger's failures stand in their way there. */
  private readonly proven = new Recent<true>(10_000);
  private readonly underWay = new Map<string, number>();

  /**
   * Runs `work` and counts its failures (a Problem `auth.*`).
   * @param subject the login or code that is tried
   * @throws Problem rate.limited with Retry-After, before `work` is begun
   */
  async guard<T>(kind: AttemptKind, subject: string, address: string, work: () => Promise<T>): Promise<T> {
    const place = addressKey(address);
    const pair = `${kind} ${place} ${subject}`;
    await this.refuseIfOver(kind, subject, place, pair);
    const beside = this.underWay.get(pair) ?? 0;
    if (beside >= SIDE_BY_SIDE) throw limited(1_000);
    this.underWay.set(pair, beside + 1);
    try {
      const result = await work();
      await this.succeeded(kind, subject, pair);
      return result;
    } catch (fault) {
      if (fault instanceof Problem && fault.code.startsWith('auth.')) await this.failed(kind, subject, place, pair);
      throw fault;
    } finally {
      const left = this.underWay.get(pair)! - 1;
      if (left > 0) this.underWay.set(pair, left);
      else this.underWay.delete(pair);
    }
  }

  private async refuseIfOver(kind: AttemptKind, subject: string, place: string, pair: string): Promise<void> {
    const gate = await this.gate.get(pair);
    if (gate) throw limited(gate.msBeforeNext);
    if (this.proven.get(pair)) return;
    const isUnderAttack = kind !== 'password' && (await count(this.codes, ALL_CODES)) >= CODES_LIMIT;
    const fromHere = await this.addresses.get(place);
    if (fromHere && fromHere.consumedPoints >= (isUnderAttack ? ADDRESS_LIMIT_UNDER_ATTACK : ADDRESS_LIMIT)) throw limited(fromHere.msBeforeNext);
    if ((await count(this.subjects, `${kind} ${subject}`)) >= SUBJECT_LIMIT) await wait(HELD_BACK_MS, undefined, { ref: false });
  }

  private async succeeded(kind: AttemptKind, subject: string, pair: string): Promise<void> {
    if (kind === 'password') this.proven.set(pair, true);
    await Promise.all([this.pairs.delete(pair), this.gate.delete(pair), this.subjects.delete(`${kind} ${subject}`)]);
  }

  private async failed(kind: AttemptKind, subject: string, place: string, pair: string): Promise<void> {
    const here = await this.pairs.penalty(pair);
    await Promise.all([
      this.subjects.penalty(`${kind} ${subject}`),
      this.addresses.penalty(place),
      ...(kind === 'password' ? [] : [this.codes.penalty(ALL_CODES)]),
    ]);
    const delay = delayAfter(here.consumedPoints);
    if (delay > 0) await this.gate.block(pair, delay);
  }
}

function counter(seconds: number): RateLimiterMemory {
  return new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: seconds });
}

async function count(limiter: RateLimiterMemory, key: string): Promise<number> {
  return (await limiter.get(key))?.consumedPoints ?? 0;
}

function limited(milliseconds: number): Problem {
  return new Problem('rate.limited', undefined, { retryAfterSeconds: Math.max(1, Math.ceil(milliseconds / 1000)) });
}
