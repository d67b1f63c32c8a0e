import { Injectable } from '@nestjs/common';
import { AccessService } from '../../identity/sign-ins/access.service.js';
import { AttemptsService } from '../../identity/attempts/attempts.service.js';
import type { Caller } from '../../identity/attempts/callers.service.js';
import type { Pairing, PairReply, Principal, SitePairings } from '../../contract/auth.js';
import { isGroup, type Site } from '../../contract/site.js';
import type { Id, Instant } from '../../contract/wire.js';
import { ConferencesService } from '../../conferences/conferences.service.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Problem } from '../../platform/http/problem.js';
import type { DeviceRow } from './device.entity.js';
import { DevicesService } from './devices.service.js';
import { PairingRepository } from './pairing.repository.js';
import { grouped, typedPairingCode } from './pairing.rules.js';
import { isInReach } from '../reach.service.js';
import { SitesService } from '../sites.service.js';

/** Makes single-use codes, and consoles of them. */
@Injectable()
export class PairingService {
  constructor(
    private readonly sites: SitesService,
    private readonly conferences: ConferencesService,
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly codes: PairingRepository,
    private readonly devices: DevicesService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** @param base where consoles reach the service @throws Problem site.not-found, site.is-group */
  async make(siteId: Id, base: string): Promise<Pairing> {
    const site = await this.sites.get(siteId);
    if (isGroup(site)) throw new Problem('site.is-group');
    const { endsOn } = await this.conferences.get(site.conferenceId);
    const [made] = await this.makeFor([site], endsOn, base);
    return made!;
  }

  /**
   * A new code for every connection point, for the sheet to print; earlier ones stay good.
   * @throws Problem conference.not-found
   */
  async makeForAll(actor: Principal, conferenceId: Id, base: string): Promise<SitePairings> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const reach = await this.sites.reach(actor, conference.id);
    const sites = (await this.sites.pointsOf(conference.id)).filter(({ id }) => isInReach(reach, id));
    const made = await this.makeFor(sites, conference.endsOn, base);
    return {
      items: sites.map((site, at) => ({
        siteId: site.id,
        siteCode: site.code,
        siteName: site.name,
        ...made[at]!,
      })),
      next: null,
    };
  }

  /**
   * Turns a code into a console: a device of that site and its sign-in.
   * @param caller counted against guessing
   * @throws Problem auth.code-invalid (wrong, used and expired alike), rate.limited
   */
  async pair(
    code: string,
    deviceName: string,
    caller: Caller,
  ): Promise<PairReply & { expiresAt: Instant; signInId: Id }> {
    const typed = typedPairingCode(code);
    const attempt = {
      kind: 'pairing',
      subject: typed ?? '',
      form: typed === null ? 'typo' : 'strong',
      caller,
    } as const;
    const { device, ...opened } = await this.attempts.guard(attempt, async () => {
      // The service made nothing of another form: it must not stand in the queue of those who write.
      if (typed === null) throw new Problem('auth.code-invalid');
      return this.unitOfWork.run((tx) => this.redeem(tx, typed, deviceName));
    });
    return {
      ...opened,
      deviceId: device.id,
      site: await this.sites.get(device.siteId),
      conference: await this.conferences.get(device.conferenceId),
    };
  }

  private async redeem(
    tx: Transaction,
    code: string,
    deviceName: string,
  ): Promise<{ device: DeviceRow; token: string; expiresAt: Instant; signInId: Id }> {
    const { usedAt, ...pairing } = await this.codes.redeem(tx, code);
    const device = await this.devices.add(tx, { ...pairing, name: deviceName, pairedAt: usedAt });
    const opened = await this.access.open(
      tx,
      { kind: 'coordinator', deviceId: device.id, deviceName, ...pairing },
      { name: deviceName },
    );
    tx.note({
      actor: { kind: 'device', id: device.id, signInId: opened.signInId },
      object: { kind: 'device', id: device.id },
      after: device,
    });
    return { ...opened, device };
  }

  private async makeFor(sites: Site[], endsOn: string, base: string): Promise<Pairing[]> {
    const { codes, expiresAt } = await this.codes.make(sites, endsOn);
    return codes.map((code) => ({ code: grouped(code), url: `${base}/console#pair=${code}`, expiresAt }));
  }
}
