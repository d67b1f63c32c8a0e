import { Injectable } from '@nestjs/common';
import { AccessService } from '../identity/sign-ins/access.service.js';
import { type Attempt, AttemptsService, type GuessForm } from '../identity/attempts/attempts.service.js';
import type { Caller } from '../identity/attempts/callers.service.js';
import { DistinctPeopleService } from '../identity/attempts/distinct-people.service.js';
import type { Principal, TraineeReply } from '../contract/auth.js';
import type { Conference } from '../contract/conference.js';
import { codeIn, isMistyped, soundCode } from '../contract/code-readings.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { Instant } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import type { ParticipantRow } from '../participants/participant.entity.js';
import { ParticipantsService } from '../participants/participants.service.js';

type TraineeOpened = TraineeReply & {
  expiresAt: Instant;
  /** The key by which the attempt was counted. */
  subject: string;
};

/** Signs trainees in by their personal code. */
@Injectable()
export class TraineeService {
  constructor(
    private readonly participants: ParticipantsService,
    private readonly conferences: ConferencesService,
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly people: DistinctPeopleService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * @param text the code however written, or the personal link
   * @param conference id or slug, where the code alone does not say
   * @param caller counted against guessing, and for the people that are opened from one address
   * @throws Problem auth.code-invalid (wrong, removed and in a draft alike),
   * auth.code-ambiguous, rate.limited
   */
  signIn(text: string, conference: string | undefined, caller: Caller): Promise<TraineeOpened> {
    const { code } = codeIn(text);
    const subject = soundCode(code) ?? normalizedCode(code);
    const attempt: Attempt = { kind: 'trainee', subject, form: formOf(code), caller };
    return this.attempts.guard(attempt, async () => {
      // Read outside the transaction: a wrong code must not stand in the queue of those who write.
      const owners = await this.owners(code, conference);
      const [owner, other] = owners;
      if (!this.attempts.isSame(attempt))
        this.people.admit(caller.address, attempt.form, owner?.person.id ?? null);
      if (!owner) throw new Problem('auth.code-invalid');
      if (other) throw new Problem('auth.code-ambiguous');
      const opened = await this.unitOfWork.run((tx) => this.open(tx, owner.person));
      return { ...opened, conference: owner.conference, subject };
    });
  }

  private async open(
    tx: Transaction,
    person: ParticipantRow,
  ): Promise<Omit<TraineeReply, 'conference'> & { expiresAt: Instant }> {
    const [current] = await this.participants.byIds(tx, [person.id]);
    if (!current || current.removedAt !== null || current.codeKey !== person.codeKey)
      throw new Problem('auth.code-invalid');
    const principal: Principal = {
      kind: 'trainee',
      participantId: person.id,
      siteId: current.siteId,
      conferenceId: person.conferenceId,
    };
    const { token, expiresAt } = await this.access.open(tx, principal, { name: 'trainee' });
    return { token, expiresAt, participant: this.participants.shownTo(principal, current) };
  }

  private async owners(
    code: string,
    idOrSlug: string | undefined,
  ): Promise<{ person: ParticipantRow; conference: Conference }[]> {
    const people = await this.participants.findByCode(code);
    const owners: { person: ParticipantRow; conference: Conference }[] = [];
    for (const person of people) {
      const conference = await this.conferences.get(person.conferenceId);
      if (
        conference.status !== 'draft' &&
        (idOrSlug === undefined || idOrSlug === conference.id || idOrSlug === conference.slug)
      )
        owners.push({ person, conference });
    }
    return owners;
  }
}

function formOf(code: string): GuessForm {
  if (soundCode(code) !== null) return 'strong';
  return isMistyped(code) ? 'typo' : 'weak';
}
