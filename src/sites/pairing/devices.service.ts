import { Injectable } from '@nestjs/common';
import { AccessService } from '../../identity/sign-ins/access.service.js';
import type { Device } from '../../contract/auth.js';
import { type Id, type Page, PAGE_LIMIT, type PageQuery } from '../../contract/wire.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { listed } from '../../platform/database/statement.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { idOf, pageOf } from '../../platform/http/page.dto.js';
import { Problem } from '../../platform/http/problem.js';
import { Ids } from '../../platform/ids/ids.js';
import { DeviceRow } from './device.entity.js';
import { DevicePaired, DeviceRevoked } from '../sites.events.js';
import { SitesService } from '../sites.service.js';

/** The consoles paired with a site. */
@Injectable()
export class DevicesService {
  constructor(
    private readonly sites: SitesService,
    private readonly access: AccessService,
    private readonly reader: Reader,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** Adds a console that was just paired. */
  async add(tx: Transaction, made: Omit<DeviceRow, 'id' | 'revokedAt'>): Promise<DeviceRow> {
    const device: DeviceRow = { id: this.ids.next(), ...made, revokedAt: null };
    await tx.repo(DeviceRow).insert(device);
    tx.announce(new DevicePaired(device.id, device.siteId));
    return device;
  }

  /** In order of their pairing, revoked ones included. @throws Problem site.not-found */
  async ofSite(siteId: Id, { limit = PAGE_LIMIT.default, after }: PageQuery): Promise<Page<Device>> {
    await this.sites.get(siteId);
    const last = idOf(after) ?? '';
    // Ids lie in order of their making.
    const rows = await this.reader.query<DeviceRow>(
      `SELECT * FROM "device" WHERE "siteId" = $1 AND "id" > $2 ORDER BY "id" LIMIT $3`,
      [siteId, last, limit + 1],
    );
    const seen = await this.access.lastSeenOf(rows.map((row) => row.id));
    return pageOf(
      rows,
      limit,
      ({ id }) => [id],
      ({ id, name, pairedAt, revokedAt }) => ({
        id,
        siteId,
        name,
        pairedAt,
        lastSeenAt: seen.get(id) ?? null,
        revokedAt,
      }),
    );
  }

  /** What these consoles call themselves, by id. */
  async namesOf(deviceIds: readonly Id[]): Promise<Map<Id, string>> {
    const rows = await this.reader.query<Pick<DeviceRow, 'id' | 'name'>>(
      `SELECT d."id", d."name" FROM ${listed(this.reader.dialect, 1)} CROSS JOIN "device" d
        WHERE d."id" = l.value`,
      [JSON.stringify(deviceIds)],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  /**
   * Out at once: its sign-ins end with the commit. A second time changes nothing.
   * @throws Problem device.not-found
   */
  async revoke(deviceId: Id): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const device = await tx.repo(DeviceRow).findOneBy({ id: deviceId });
      if (!device) throw new Problem('device.not-found');
      if (device.revokedAt !== null) return;
      await tx.repo(DeviceRow).update({ id: deviceId }, { revokedAt: this.clock.instant() });
      await this.access.endAll(tx, { deviceId }, 'revoked');
      tx.announce(new DeviceRevoked(deviceId, device.siteId));
    });
  }
}
