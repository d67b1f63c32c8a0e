import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Principal } from '../contract/auth.js';
import { LINE_TEST, type LineProbe, type LineTestTurn } from '../contract/readiness.js';
import type { Id } from '../contract/wire.js';
import { Clock } from '../platform/clock/clock.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';
import { ask, give, hasTurn, NO_TURNS, type Turns, type TurnTiming } from './line-turns.rules.js';

type Coordinator = Principal & { kind: 'coordinator' };

/** A provider, so that tests may hurry. */
export class LineTestTiming implements TurnTiming {
  sitesAtOnce: number = LINE_TEST.sitesAtOnce;
  turn = 60_000;
  usual = 10_000;
  patience = 15_000;
}

/**
 * Lets consoles measure their lines, a few at once so that they do not measure each other. Turns lie in
 * memory: after a restart everybody asks again.
 */
@Injectable()
export class LineTestService {
  /** Random, so that nothing on the way packs it; made once, since sending it is all that a test costs. */
  readonly bytes = randomBytes(LINE_TEST.downloadBytes);
  private turns: Turns = NO_TURNS;

  constructor(
    private readonly timing: LineTestTiming,
    private readonly sites: SitesService,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem site.not-found, line-test.busy with the seconds to wait */
  async take(actor: Coordinator, siteId: Id): Promise<LineTestTurn> {
    const { id } = await this.sites.visible(actor, siteId);
    const asked = ask(this.turns, id, actor.deviceId, this.clock.now(), this.timing);
    this.turns = asked.turns;
    if ('until' in asked) return { until: new Date(asked.until).toISOString() };
    const retryAfterSeconds = Math.ceil(asked.wait / 1000);
    throw new Problem('line-test.busy', undefined, { retryAfterSeconds });
  }

  /** Ends the turn; without one nothing happens. @throws Problem site.not-found */
  async end(actor: Coordinator, siteId: Id): Promise<void> {
    const { id } = await this.sites.visible(actor, siteId);
    this.turns = give(this.turns, id, actor.deviceId);
  }

  /** @throws Problem site.not-found */
  async probe(actor: Coordinator, siteId: Id): Promise<LineProbe> {
    await this.sites.visible(actor, siteId);
    return { at: this.clock.instant() };
  }

  /** @throws Problem site.not-found, line-test.no-turn */
  async requireTurn(actor: Coordinator, siteId: Id): Promise<void> {
    const { id } = await this.sites.visible(actor, siteId);
    if (!hasTurn(this.turns, id, actor.deviceId, this.clock.now())) throw new Problem('line-test.no-turn');
  }
}
