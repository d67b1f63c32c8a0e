import { Injectable } from '@nestjs/common';
import { AccessService } from '../access/access.service.js';
import { AttemptsService } from '../access/attempts.service.js';
import type { TraineeReply } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { Instant } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { ParticipantStore } from './participant-store.js';
import type { ParticipantRow } from './participant.entity.js';
import { participantOf } from './participants.presenter.js';

/** Signs trainees in by their personal code. */
@Injectable()
export class TraineeService {
  constructor(
    private readonly store: ParticipantStore,
    private readonly conferences: ConferencesService,
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @param conference id or slug, where the code alone does not say
   * @param address counted against guessing
   * @throws Problem auth.code-invalid (wrong, removed and in a draft alike), auth.code-ambiguous, rate.limited
   */
  signIn(code: string, conference: string | undefined, address: string): Promise<TraineeReply & { expiresAt: Instant }> {
    const codeKey = normalizedCode(code);
    return this.attempts.guard('trainee', codeKey, address, async () => {
      // Read outside the transaction: a wrong code must not stand in the queue of those who write.
      const { person, conference: found } = await this.owner(codeKey, conference);
      const opened = await this.unitOfWork.run((tx) => this.open(tx, person));
      return { ...opened, participant: participantOf(person), conference: found };
    });
  }

  private async open(tx: Transaction, person: ParticipantRow): Promise<{ token: string; expiresAt: Instant }> {
    const [current] = await this.store.among(tx, 'id', [person.id], 'p."removedAt" IS NULL');
    if (!current || current.codeKey !== person.codeKey) throw new Problem('auth.code-invalid');
    return this.access.open(tx, { kind: 'trainee', participantId: person.id, siteId: current.siteId, conferenceId: person.conferenceId }, 'trainee');
  }

  private async owner(codeKey: string, wanted: string | undefined): Promise<{ person: ParticipantRow; conference: Conference }> {
    const people = await this.store.select('p."codeKey" = $1 AND p."removedAt" IS NULL', [codeKey]);
    const owners: { person: ParticipantRow; conference: Conference }[] = [];
    for (const person of people) {
      const conference = await this.conferences.get(person.conferenceId);
      if (conference.status !== 'draft' && (wanted === undefined || wanted === conference.id || wanted === conference.slug)) owners.push({ person, conference });
    }
    const [owner, other] = owners;
    if (!owner) throw new Problem('auth.code-invalid');
    if (other) throw new Problem('auth.code-ambiguous');
    return owner;
  }
}
