import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CopyRun, CopySteps } from '../conferences/copy/copy-steps.service.js';
import type { Id } from '../contract/wire.js';
import { Reader } from '../platform/database/reader.js';
import { listed } from '../platform/database/statement.js';
import { EventBus } from '../platform/events/event-bus.js';
import { Ids } from '../platform/ids/ids.js';
import { inSlices, yieldToEventLoop } from '../platform/pace/pace.js';
import { SiteCopyService } from '../sites/site-copy.service.js';
import { copiedPerson } from './copied-person.rules.js';
import { newCode } from './new-code.js';
import { LISTED, type ParticipantRow } from './participant.entity.js';
import { ParticipantRepository } from './participant.repository.js';
import { RosterChanged } from './participants.events.js';

/** Who is copied. */
const COPIED = `p."origin" = 'roster' AND p."erasedAt" IS NULL AND ${LISTED}`;
/** People of one transaction: others wait for it. */
const SLICE = 200;
/** Sites that are read together: their people are about one slice. */
const SITES = 12;
/** Sites whose people are counted together. */
const COUNTED = 200;
/** Rosters that change all the time are not waited for. */
const ROUNDS = 5;

/** Copies who is on the rosters, with new codes; never walk-ins, and nobody who was removed or erased. */
@Injectable()
export class PeopleCopyService implements OnModuleInit {
  /** The rosters of the copied conference that have changed meanwhile. */
  private changed: { conferenceId: Id; siteIds: Id[] } | null = null;

  constructor(
    private readonly bus: EventBus,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly sites: SiteCopyService,
    private readonly steps: CopySteps,
    private readonly store: ParticipantRepository,
  ) {}

  onModuleInit(): void {
    this.bus.on(RosterChanged, ({ conferenceId, siteIds }) => {
      if (this.changed?.conferenceId === conferenceId) this.changed.siteIds.push(...siteIds);
    });
    this.steps.add({
      part: 'participants',
      count: (conferenceId) => this.count(conferenceId),
      copy: (run) => this.copy(run).finally(() => (this.changed = null)),
      remove: ({ rows }) => rows('participant'),
    });
  }

  private async count(conferenceId: Id): Promise<number> {
    let people = 0;
    await inSlices(await this.sites.pointIds(conferenceId), COUNTED, async (siteIds) => {
      const [row] = await this.reader.query<{ people: number | string }>(
        `SELECT COUNT(*) AS "people" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "participant" p
          WHERE p."siteId" = l.value AND ${COPIED}`,
        [JSON.stringify(siteIds)],
      );
      people += Number(row!.people);
    });
    return people;
  }

  /** Rosters that change while others are copied are copied again, so that nobody is missing or twice. */
  private async copy(run: CopyRun): Promise<void> {
    this.changed = { conferenceId: run.from.id, siteIds: [] };
    let siteIds = await this.sites.pointIds(run.from.id);
    for (let round = 0; round < ROUNDS && siteIds.length > 0; round += 1) {
      const isAgain = round > 0;
      for (let at = 0; at < siteIds.length; at += SITES)
        await this.copySites(run, siteIds.slice(at, at + SITES), isAgain);
      siteIds = [...new Set(this.changed.siteIds.splice(0))];
    }
  }

  private async copySites(run: CopyRun, siteIds: readonly Id[], isAgain: boolean): Promise<void> {
    const known = siteIds.filter((id) => run.newIdOf(id) !== null);
    const people = (await Promise.all(known.map((id) => this.rosterOf(id)))).flat();
    if (isAgain)
      for (const id of known)
        await run.write(0, async (tx) => {
          await tx.query('DELETE FROM "participant" WHERE "siteId" = $1', [run.newIdOf(id)]);
        });
    for (let at = 0; at < people.length; at += SLICE) {
      const slice = people.slice(at, at + SLICE);
      await run.write(isAgain ? 0 : slice.length, async (tx) => {
        const seq = await tx.nextSeq();
        const added = slice.map((person) =>
          copiedPerson(person, {
            id: this.ids.next(),
            conferenceId: run.to.id,
            siteId: run.newIdOf(person.siteId)!,
            code: newCode(),
            seq,
            createdAt: run.at,
            updatedAt: run.at,
          }),
        );
        await this.store.insert(tx, added);
      });
    }
  }

  private async rosterOf(siteId: Id): Promise<ParticipantRow[]> {
    const people: ParticipantRow[] = [];
    for (;;) {
      const last = people.at(-1);
      const page = await this.store.select(
        `p."siteId" = $1 AND ${COPIED} AND (p."seq", p."id") > ($2, $3)
          ORDER BY p."seq", p."id" LIMIT ${SLICE}`,
        [siteId, last?.seq ?? -1, last?.id ?? ''],
      );
      people.push(...page);
      if (page.length < SLICE) return people;
      await yieldToEventLoop();
    }
  }
}
