import { Injectable } from '@nestjs/common';
import { BroadcastService } from '../broadcast/broadcast.service.js';
import type { Principal } from '../contract/auth.js';
import type { BroadcastWindow } from '../contract/broadcast.js';
import type { ShownPerson } from '../contract/trainee-page.js';
import type { Id } from '../contract/wire.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Problem } from '../platform/http/problem.js';
import { SitesService } from '../sites/sites.service.js';

type Trainee = Principal & { kind: 'trainee' };

/** What the trainee's page says beside the schedule. */
@Injectable()
export class PageFacts {
  constructor(
    private readonly broadcast: BroadcastService,
    private readonly participants: ParticipantsService,
    private readonly sites: SitesService,
  ) {}

  /** `null` if there is no such person any more. */
  async personOf(trainee: Trainee, conferenceId: Id): Promise<ShownPerson | null> {
    const person = await this.participants.visible(trainee, trainee.participantId).catch(noneIfNotFound);
    if (person === null) return null;
    const site = trainee.conferenceId === conferenceId ? await this.sites.get(person.siteId) : null;
    return { initials: person.fullName, unit: person.unit, site: site?.name ?? null };
  }

  async siteCountOf(conferenceId: Id): Promise<number> {
    return (await this.sites.pointsOf(conferenceId)).length;
  }

  broadcastFor(reader: Trainee | undefined, conferenceId: Id): Promise<BroadcastWindow[]> {
    return this.broadcast.read(reader, conferenceId);
  }
}

export function noneIfNotFound(fault: unknown): null {
  if (fault instanceof Problem && fault.status === 404) return null;
  throw fault;
}
