import { Injectable } from '@nestjs/common';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { worksIn } from '../../contract/account.js';
import type { Organizer } from '../../contract/auth.js';
import type { Grant, GrantBody, GrantKey } from '../../contract/grant.js';
import { wayUp } from '../../contract/site-tree.js';
import type { Id, Page, PageQuery } from '../../contract/wire.js';
import { PAGE_LIMIT } from '../../contract/wire.js';
import { type GrantOf, GrantsService } from '../../identity/grants/grants.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { pageOf, textAndIdOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { isInReach, type Reach, ReachService } from '../reach.service.js';
import { SiteRow } from '../site.entity.js';
import { SiteCache } from '../sites.cache.js';
import { mayGive } from './grants.rules.js';

/** Lists, gives and withdraws parts of a conference's tree. */
@Injectable()
export class SiteGrantsService {
  constructor(
    private readonly cache: SiteCache,
    private readonly clock: Clock,
    private readonly conferences: ConferencesService,
    private readonly grants: GrantsService,
    private readonly reach: ReachService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Lists in order of login and site, within the actor's own parts. @throws Problem conference.not-found */
  async list(
    actor: Organizer,
    conferenceId: Id,
    { limit = PAGE_LIMIT.default, after }: PageQuery,
  ): Promise<Page<Grant>> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const reach = await this.reach.of(actor, id);
    const seen = textAndIdOf(after);
    const rows = (await this.grants.ofConference(id)).filter(
      (row) => isInReach(reach, row.siteId) && (seen === null || isAfter(keyOf(row), seen)),
    );
    const sites = await this.cache.ofConference(id);
    return pageOf(rows.slice(0, limit + 1), limit, keyOf, placedIn(sites, reach));
  }

  /** @throws Problem conference.not-found, site.not-found, account.not-found, grant.whole-conference */
  async give(actor: Organizer, conferenceId: Id, body: GrantBody): Promise<Grant> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    const reach = await this.reach.of(actor, id);
    return this.unitOfWork.run(async (tx) => {
      // Serializes grants and moves of sites until the commit.
      await tx.nextSeq();
      const { site, tree } = await this.siteOf(tx, actor, id, body.siteId);
      const { accountId = '', login } = body;
      const account = await this.grants.account(tx, login === undefined ? { accountId } : { login });
      if (account === null) throw new Problem('account.not-found');
      if (worksIn(account, id)) throw new Problem('grant.whole-conference');
      const row = {
        accountId: account.id,
        siteId: site.id,
        conferenceId: id,
        role: body.role,
        grantedById: actor.accountId,
        createdAt: this.clock.instant(),
      };
      const put = await this.grants.put(tx, row);
      const giver = await this.grants.account(tx, { accountId: put.grantedById });
      return placedIn(tree, reach)({ ...account, ...put, givenBy: giver?.name ?? null });
    });
  }

  /**
   * A grant that does not exist counts as withdrawn.
   * @throws Problem conference.not-found, site.not-found
   */
  async withdraw(actor: Organizer, conferenceId: Id, key: GrantKey): Promise<void> {
    const { id } = await this.conferences.visible(actor, conferenceId);
    await this.unitOfWork.run(async (tx) => {
      await tx.nextSeq();
      const { site } = await this.siteOf(tx, actor, id, key.siteId);
      await this.grants.remove(tx, { accountId: key.accountId, siteId: site.id });
    });
  }

  /**
   * The site, if the actor may give it, and its tree, as they are in this transaction.
   * @throws Problem site.not-found
   */
  private async siteOf(
    tx: Transaction,
    actor: Organizer,
    conferenceId: Id,
    siteId: Id,
  ): Promise<{ site: SiteRow; tree: SiteRow[] }> {
    const tree = await tx.repo(SiteRow).findBy({ conferenceId });
    const site = tree.find(({ id }) => id === siteId);
    const parentOf = new Map(tree.map(({ id, parentId }) => [id, parentId]));
    if (!site || !mayGive(actor, conferenceId, siteId, parentOf)) throw new Problem('site.not-found');
    return { site, tree };
  }
}

const keyOf = ({ loginKey, siteId }: Pick<GrantOf, 'loginKey' | 'siteId'>): [string, Id] => [
  loginKey,
  siteId,
];
const isAfter = ([login, siteId]: [string, Id], [seenLogin, seenSite]: [string, Id]): boolean =>
  login === seenLogin ? siteId > seenSite : login > seenLogin;

/** Names the place of a grant in the tree, as far up as it lies in reach. */
function placedIn(
  sites: readonly Pick<SiteRow, 'id' | 'code' | 'name' | 'parentId'>[],
  reach: Reach,
): (row: Omit<GrantOf, 'loginKey'>) => Grant {
  const byId = new Map(sites.map((site) => [site.id, site]));
  const parentOf = new Map(sites.map(({ id, parentId }) => [id, parentId]));
  return ({ accountId, login, name, siteId, conferenceId, role, givenBy, createdAt }) => ({
    accountId,
    login,
    name,
    conferenceId,
    siteId,
    siteCode: byId.get(siteId)?.code ?? '',
    siteName: byId.get(siteId)?.name ?? '',
    siteAbove: wayUp(siteId, parentOf)
      .slice(1)
      .filter((id) => isInReach(reach, id))
      .reverse()
      .map((id) => byId.get(id)?.name ?? ''),
    role,
    givenBy,
    createdAt,
  });
}
