import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { AccessService } from '../access/access.service.js';
import { AttemptsService } from '../access/attempts.service.js';
import type { Caller } from '../access/callers.service.js';
import type { Pairing, PairReply, Principal, SitePairings } from '../contract/auth.js';
import type { Site } from '../contract/site.js';
import type { Id, Instant } from '../contract/wire.js';
import { ConferencesService } from '../conferences/conferences.service.js';
import { Clock } from '../platform/clock/clock.js';
import { recordset } from '../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../platform/database/unit-of-work.js';
import { Problem } from '../platform/http/problem.js';
import { Ids } from '../platform/ids/ids.js';
import { Secrets } from '../platform/secrets/secrets.js';
import { DeviceRow } from './device.entity.js';
import type { PairingRow } from './pairing.entity.js';
import { grouped, pairingCode, pairingExpiry, typedPairingCode } from './pairing.rules.js';
import { SitesService } from './sites.service.js';

const COLUMNS = {
  id: 'text',
  conferenceId: 'text',
  siteId: 'text',
  codeHash: 'text',
  createdAt: 'text',
  expiresAt: 'text',
} as const;
const LIST = Object.keys(COLUMNS)
  .map((name) => `"${name}"`)
  .join(', ');

/** Makes single-use codes, and consoles of them. Only a keyed hash of a code is kept. */
@Injectable()
export class PairingService {
  constructor(
    private readonly sites: SitesService,
    private readonly conferences: ConferencesService,
    private readonly access: AccessService,
    private readonly attempts: AttemptsService,
    private readonly unitOfWork: UnitOfWork,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param base where consoles reach the service @throws Problem site.not-found */
  async make(siteId: Id, base: string): Promise<Pairing> {
    const site = await this.sites.get(siteId);
    const { endsOn } = await this.conferences.get(site.conferenceId);
    const [made] = await this.makeFor([site], endsOn, base);
    return made!;
  }

  /** A new code for every site, for the sheet to print; earlier ones stay good. @throws Problem conference.not-found */
  async makeForAll(actor: Principal, conferenceId: Id, base: string): Promise<SitePairings> {
    const conference = await this.conferences.visible(actor, conferenceId);
    const sites = await this.sites.ofConference(conference.id);
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
    const now = this.clock.instant();
    const [pairing] = await tx.query<Pick<PairingRow, 'siteId' | 'conferenceId'>>(
      'UPDATE "pairing" SET "usedAt" = $1 WHERE "codeHash" = $2 AND "usedAt" IS NULL AND "expiresAt" > $1 RETURNING "siteId", "conferenceId"',
      [now, this.hash(code)],
    );
    if (!pairing) throw new Problem('auth.code-invalid');
    const device: DeviceRow = {
      id: this.ids.next(),
      ...pairing,
      name: deviceName,
      pairedAt: now,
      revokedAt: null,
    };
    await tx.repo(DeviceRow).insert(device);
    const opened = await this.access.open(
      tx,
      { kind: 'coordinator', deviceId: device.id, deviceName, ...pairing },
      deviceName,
    );
    return { ...opened, device };
  }

  private async makeFor(sites: Site[], endsOn: string, base: string): Promise<Pairing[]> {
    const expiresAt = pairingExpiry(this.clock.now(), endsOn);
    const createdAt = this.clock.instant();
    const codes = sites.map(() => pairingCode(randomBytes(10)));
    const rows = sites.map((site, at) => ({
      id: this.ids.next(),
      conferenceId: site.conferenceId,
      siteId: site.id,
      codeHash: this.hash(codes[at]!),
      createdAt,
      expiresAt,
    }));
    await this.unitOfWork.run((tx) =>
      tx.query(`INSERT INTO "pairing" (${LIST}) SELECT ${LIST} FROM ${recordset(tx.dialect, 1, COLUMNS)}`, [
        JSON.stringify(rows),
      ]),
    );
    return codes.map((code) => ({ code: grouped(code), url: `${base}/console#pair=${code}`, expiresAt }));
  }

  private hash(code: string): string {
    return this.secrets.keyed('pairing', code);
  }
}
