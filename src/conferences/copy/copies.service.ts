import { Injectable } from '@nestjs/common';
import type { Principal } from '../../contract/auth.js';
import type { Conference } from '../../contract/conference.js';
import {
  COPY_PARTS,
  type ConferenceCopy,
  type ConferenceCopyBody,
  type CopyOrigin,
  type CopyPart,
  type CopyPreview,
} from '../../contract/conference-copy.js';
import type { Id } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { brokenConstraint } from '../../platform/database/constraint.js';
import { Reader } from '../../platform/database/reader.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { ConferenceRow } from '../conference.entity.js';
import { maySee } from '../conferences.policy.js';
import { conferenceOf } from '../conferences.presenter.js';
import { faultOfConference } from '../conferences.rules.js';
import { ConferencesService } from '../conferences.service.js';
import { ConferenceCopyRow } from './conference-copy.entity.js';
import { copyOf } from './copies.presenter.js';
import { daysBetween, movedDay } from './copied-times.rules.js';
import { CopyRunnerService } from './copy-runner.service.js';
import { CopySteps } from './copy-steps.service.js';

/** Conferences made of others. */
@Injectable()
export class CopiesService {
  constructor(
    private readonly conferences: ConferencesService,
    private readonly runner: CopyRunnerService,
    private readonly steps: CopySteps,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @throws Problem conference.not-found */
  async preview(actor: Principal, idOrSlug: string): Promise<CopyPreview> {
    const { id } = await this.conferences.visible(actor, idOrSlug);
    const counts = Object.fromEntries(COPY_PARTS.map((part) => [part, 0])) as Record<CopyPart, number>;
    for (const step of this.steps.inOrder()) counts[step.part] += await step.count(id);
    return { conferenceId: id, counts };
  }

  /**
   * Begins a copy; the same wish again answers how it stands.
   * @throws Problem conference.not-found, conference.slug-taken, conference.timezone-unknown, copy.id-reused,
   *   copy.parts-missing, copy.day-out-of-range, copy.too-many
   */
  async begin(actor: Principal, idOrSlug: string, body: ConferenceCopyBody): Promise<ConferenceCopy> {
    const from = await this.conferences.visible(actor, idOrSlug);
    const to = this.copied(from, body);
    const wish = wishOf(body);
    const copy: ConferenceCopyRow = {
      id: body.id,
      conferenceId: to.id,
      sourceId: from.id,
      wish,
      state: 'copying',
      rows: 0,
      code: null,
      startedAt: to.createdAt,
      finishedAt: null,
    };
    const row = await this.insert(copy, to);
    if (row.sourceId !== from.id || row.wish !== wish) throw new Problem('copy.id-reused');
    // Another one if it began before.
    if (row.conferenceId === to.id)
      this.runner.start({ id: row.id, from, to: conferenceOf(to), parts: body.parts, at: to.createdAt });
    return this.shown(actor, row);
  }

  /** @throws Problem copy.not-found */
  async get(actor: Principal, id: Id): Promise<ConferenceCopy> {
    const row = await this.reader.repo(ConferenceCopyRow).findOneBy({ id: id.toLowerCase() });
    if (!row) throw new Problem('copy.not-found');
    return this.shown(actor, row);
  }

  /** Of what the conference was made; `null` if it is no copy, or of one that the actor may not see. */
  async originOf(actor: Principal, conferenceId: Id): Promise<CopyOrigin | null> {
    const row = await this.reader.repo(ConferenceCopyRow).findOneBy({ conferenceId, state: 'done' });
    if (row === null) return null;
    const from = await this.conferences.get(row.sourceId);
    if (!maySee(actor, from)) return null;
    const { id, slug, title } = from;
    return { conferenceId: id, slug, title, at: row.startedAt };
  }

  private async shown(actor: Principal, row: ConferenceCopyRow): Promise<ConferenceCopy> {
    const conference = row.state === 'done' ? await this.conferences.shown(actor, row.conferenceId) : null;
    return copyOf(row, {
      running: this.runner.find(row.id),
      lostBecause: this.runner.lostBecause(row.id),
      conference,
    });
  }

  /** The copy as it is stored: this one, or that of the same id from before. */
  private async insert(copy: ConferenceCopyRow, to: ConferenceRow): Promise<ConferenceCopyRow> {
    const begun = (tx: Transaction): Promise<ConferenceCopyRow | null> =>
      tx.repo(ConferenceCopyRow).findOneBy({ id: copy.id });
    try {
      return await this.unitOfWork.run(async (tx) => {
        const existing = await begun(tx);
        if (existing) return existing;
        if (this.runner.isFull) throw new Problem('copy.too-many');
        await tx.repo(ConferenceCopyRow).insert(copy);
        await tx.repo(ConferenceRow).insert(to);
        const detail = { from: copy.sourceId };
        tx.note({ object: { kind: 'conference', id: to.id }, conferenceId: to.id, after: to, detail });
        return copy;
      });
    } catch (fault) {
      if (brokenConstraint(fault) !== 'unique') throw fault;
      // The same wish may have come twice at once; if not, it is the address that is taken.
      const existing = await this.unitOfWork.run(begun);
      if (existing) return existing;
      throw new Problem('conference.slug-taken');
    }
  }

  /** The new conference, hidden, with its own fields alone. */
  private copied(from: Conference, body: ConferenceCopyBody): ConferenceRow {
    const parts = new Set(body.parts);
    if (parts.has('participants') && !parts.has('sites')) throw new Problem('copy.parts-missing');
    const now = this.clock.instant();
    const to: ConferenceRow = {
      id: this.ids.next(),
      slug: body.slug,
      title: body.title,
      timezone: body.timezone ?? from.timezone,
      startsOn: body.startsOn,
      endsOn: movedDay(from.endsOn, daysBetween(from.startsOn, body.startsOn)),
      languages: [...from.languages],
      status: 'draft',
      simulated: 0,
      createdAt: now,
      updatedAt: now,
      revision: 0,
      hotline: null,
      broadcastUrl: null,
      broadcastPublic: 0,
      isCopying: 1,
      dataPolicy: null,
      isRemoved: 0,
    };
    const fault = faultOfConference(to);
    if (fault) throw new Problem(fault);
    return to;
  }
}

const wishOf = ({ slug, title, startsOn, timezone, parts }: ConferenceCopyBody): string =>
  JSON.stringify({
    slug,
    title,
    startsOn,
    timezone: timezone ?? null,
    parts: COPY_PARTS.filter((part) => parts.includes(part)),
  });
