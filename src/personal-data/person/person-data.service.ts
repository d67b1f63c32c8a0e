import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { DataPolicyService } from '../../conferences/data-policy.service.js';
import type { Principal } from '../../contract/auth.js';
import type { PersonData } from '../../contract/personal-data.js';
import type { Id } from '../../contract/wire.js';
import { ErasedPeopleService } from '../../participants/erased-people.service.js';
import { ParticipantsService } from '../../participants/participants.service.js';
import { MentionsRepository } from '../erasure/mentions.repository.js';
import { traitsOf } from '../erasure/mentions.rules.js';
import { DataRequestsService } from '../requests/data-requests.service.js';
import { PersonRepository } from './person.repository.js';

/** Gathers everything that the service holds of one person. */
@Injectable()
export class PersonDataService {
  constructor(
    private readonly people: ErasedPeopleService,
    private readonly participants: ParticipantsService,
    private readonly conferences: ConferencesService,
    private readonly policies: DataPolicyService,
    private readonly mentions: MentionsRepository,
    private readonly requests: DataRequestsService,
    private readonly store: PersonRepository,
  ) {}

  /** @throws Problem participant.not-found, conference.not-found */
  async read(actor: Principal, participantId: Id): Promise<PersonData> {
    const group = await this.people.group(participantId);
    const [person, ...joined] = group;
    const { id, slug, title, timezone } = await this.conferences.visible(actor, person.conferenceId);
    const found = person.erasedAt === null ? await this.mentions.find(id, traitsOf(group)) : [];
    const ids = group.map((one) => one.id);
    return {
      participant: this.participants.shownTo(actor, person),
      joined: joined.map((one) => this.participants.shownTo(actor, one)),
      conference: { id, slug, title, timezone },
      site: await this.store.site(person.siteId),
      policy: await this.policies.find(id),
      attendance: await this.store.attendance(actor, id, person.id),
      signIns: await this.store.signIns(ids),
      requests: await this.requests.about(ids),
      mentions: found.map(({ id: mentionId, table, column, text }) => ({
        id: mentionId,
        table,
        column,
        text,
      })),
      namesakes: person.erasedAt === null ? await this.people.namesakes(person) : 0,
      erasure: await this.store.erasure(person.id),
      at: this.store.now(),
    };
  }
}
