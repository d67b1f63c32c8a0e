import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import type { Pairing, Principal } from '../../contract/auth.js';
import type { Conference } from '../../contract/conference.js';
import {
  type Invitation,
  INVITATION_PAGE,
  type InvitationList,
  type InvitationsMade,
  type OpenedInvitation,
  type SiteInvitation,
} from '../../contract/invitation.js';
import { isGroup, type Site } from '../../contract/site.js';
import { type Id, PAGE_LIMIT, type PageQuery } from '../../contract/wire.js';
import { AttemptsService } from '../../identity/attempts/attempts.service.js';
import type { Caller } from '../../identity/attempts/callers.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { inSlices } from '../../platform/pace/pace.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { PairingRepository } from '../pairing/pairing.repository.js';
import { grouped } from '../pairing/pairing.rules.js';
import { isInReach } from '../reach.service.js';
import { byCode } from '../sites.rules.js';
import { SitesService } from '../sites.service.js';
import type { InvitationRow } from './invitation.entity.js';
import { InvitationRepository } from './invitation.repository.js';
import { faultOfInvitation, invitationExpiry, mintedExpiry } from './invitation.rules.js';

/** Sites of one transaction: the tokens of 37,000 would hold up the event loop for a second. */
const SLICE = 500;

/** Long-lived links for sites: opened as often as people like, each minting codes for consoles. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly sites: SitesService,
    private readonly conferences: ConferencesService,
    private readonly attempts: AttemptsService,
    private readonly invitations: InvitationRepository,
    private readonly codes: PairingRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Every connection point in order of code, with its link. @throws Problem conference.not-found */
  async list(
    actor: Principal,
    idOrSlug: string,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
    base: string,
  ): Promise<InvitationList> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const seen = textAndIdOf(after);
    const points = await this.pointsFor(actor, conference.id);
    const rest = points.filter((site) => seen === null || byCode(site, { code: seen[0], id: seen[1] }) > 0);
    const items = await this.withLinks(conference, rest.slice(0, limit + 1), base);
    const page = pageOf(
      items,
      limit,
      ({ siteCode, siteId }) => [siteCode, siteId],
      (item) => item,
    );
    const reach = await this.sites.reach(actor, conference.id);
    return { ...page, of: points.length, ...(await this.invitations.countOf(conference.id, reach)) };
  }

  /** As `list`, all at once. @throws Problem conference.not-found */
  async all(actor: Principal, idOrSlug: string, base: string): Promise<SiteInvitation[]> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const items: SiteInvitation[] = [];
    await inSlices(await this.pointsFor(actor, conference.id), SLICE, async (slice) => {
      items.push(...(await this.withLinks(conference, slice, base)));
    });
    return items;
  }

  /** A link for each connection point that has none. @throws Problem conference.not-found */
  async makeForAll(actor: Principal, idOrSlug: string): Promise<InvitationsMade> {
    const conference = await this.conferences.visible(actor, idOrSlug);
    const points = await this.pointsFor(actor, conference.id);
    let created = 0;
    await inSlices(points, SLICE, async (slice) => {
      created += await this.unitOfWork.run((tx) => this.addMissing(tx, slice));
    });
    return { created, existing: points.length - created };
  }

  /** The site's link; made if it has none. @throws Problem site.not-found, site.is-group */
  async make(siteId: Id, base: string): Promise<Invitation> {
    const site = await this.sites.get(siteId);
    if (isGroup(site)) throw new Problem('site.is-group');
    const { endsOn } = await this.conferences.get(site.conferenceId);
    await this.unitOfWork.run((tx) => this.addMissing(tx, [site]));
    const row = (await this.invitations.livingOf([siteId])).get(siteId);
    if (!row) throw new Problem('invitation.not-found');
    return this.invitationOf(row, endsOn, base);
  }

  /** The link and its unused codes open nothing any more. @throws Problem invitation.not-found */
  revoke(id: Id): Promise<void> {
    return this.unitOfWork.run(async (tx) => {
      if (!(await this.invitations.revoke(tx, id))) throw new Problem('invitation.not-found');
      await this.codes.dropUnusedOf(tx, id);
    });
  }

  /**
   * Says whose link it is, and counts that it was opened.
   * @throws Problem auth.code-invalid, invitation.not-open, invitation.ended, rate.limited
   */
  open(token: string, caller: Caller): Promise<OpenedInvitation> {
    return this.withInvitation(token, caller, async (tx, row, conference) => {
      await this.invitations.noteOpened(tx, row);
      const { code, name } = await this.sites.get(row.siteId);
      const { title, slug, startsOn, endsOn, timezone, simulated } = conference;
      return {
        site: { code, name },
        conference: { title, slug, startsOn, endsOn, timezone, simulated },
        hotline: (await this.conferences.channelsOf(conference.id)).hotline,
        expiresAt: invitationExpiry(endsOn),
      };
    });
  }

  /** A single-use code for one console of the site. @throws Problem as `open` */
  pair(token: string, caller: Caller, base: string): Promise<Pairing> {
    return this.withInvitation(token, caller, async (tx, { id, siteId, conferenceId }) => {
      const expiresAt = mintedExpiry(this.clock.now());
      tx.note({ object: { kind: 'invitation', id }, conferenceId });
      const code = await this.codes.mint(tx, { siteId, conferenceId, invitationId: id, expiresAt });
      return { code: grouped(code), url: `${base}/console#pair=${code}`, expiresAt };
    });
  }

  private withInvitation<T>(
    token: string,
    caller: Caller,
    work: (tx: Transaction, row: InvitationRow, conference: Conference) => Promise<T>,
  ): Promise<T> {
    const isOurs = Secrets.hasTokenForm(token);
    const attempt = {
      kind: 'invitation',
      subject: Secrets.fingerprint(token),
      form: isOurs ? 'strong' : 'typo',
      caller,
    } as const;
    return this.attempts.guard(attempt, async () => {
      // The service made nothing of another form: it must not stand in the queue of those who write.
      if (!isOurs) throw new Problem('auth.code-invalid');
      return this.unitOfWork.run(async (tx) => {
        const row = await this.invitations.findLiving(tx, token);
        if (!row) throw new Problem('auth.code-invalid');
        const conference = await this.conferences.get(row.conferenceId);
        const fault = faultOfInvitation(conference, this.clock.instant());
        if (fault) throw new Problem(fault);
        return work(tx, row, conference);
      });
    });
  }

  private async pointsFor(actor: Principal, conferenceId: Id): Promise<Site[]> {
    const reach = await this.sites.reach(actor, conferenceId);
    return (await this.sites.pointsOf(conferenceId)).filter(({ id }) => isInReach(reach, id));
  }

  /** Answers how many were made. */
  private async addMissing(tx: Transaction, points: readonly Site[]): Promise<number> {
    // Holds off others who do the same: a site has one link.
    await tx.nextSeq();
    const missing = await this.invitations.withoutLink(
      tx,
      points.map(({ id }) => id),
    );
    await this.invitations.add(tx, missing);
    if (missing.length > 0) tx.note({ detail: { made: missing.length } });
    return missing.length;
  }

  private async withLinks(
    { endsOn }: Conference,
    points: readonly Site[],
    base: string,
  ): Promise<SiteInvitation[]> {
    const living = await this.invitations.livingOf(points.map(({ id }) => id));
    return points.map(({ id, code, name, contactName, contactPhone }) => {
      const row = living.get(id);
      const invitation = row ? this.invitationOf(row, endsOn, base) : null;
      return { siteId: id, siteCode: code, siteName: name, contactName, contactPhone, invitation };
    });
  }

  private invitationOf(row: InvitationRow, endsOn: string, base: string): Invitation {
    const { id, siteId, createdAt, openedAt, lastOpenedAt, opens } = row;
    const url = `${base}${INVITATION_PAGE}#${this.invitations.tokenOf(row)}`;
    return { id, siteId, url, createdAt, expiresAt: invitationExpiry(endsOn), openedAt, lastOpenedAt, opens };
  }
}
