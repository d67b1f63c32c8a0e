import { Injectable } from '@nestjs/common';
import { OrganizersService } from '../identity/accounts/organizers.service.js';
import { CheckpointsService } from '../schedule/checkpoints.service.js';
import type { HeldEntry } from '../contract/decision.js';
import { normalizedCode } from '../contract/personal-code.js';
import type { Id } from '../contract/wire.js';
import { ParticipantsService } from '../participants/participants.service.js';
import { Reader } from '../platform/database/reader.js';
import { DevicesService } from '../sites/pairing/devices.service.js';
import { isInReach, type Reach } from '../sites/reach.service.js';
import { SitesService } from '../sites/sites.service.js';
import { type HeldKind, type HeldRow, HeldRepository } from './held.repository.js';
import { type Read, read } from './quarantine.rules.js';

type SentRow = HeldRow & { sent: Record<string, unknown>; read: Read };
interface Names {
  devices: Map<Id, string>;
  accounts: Map<Id, string>;
  /** By id and by code; those of lists that the reader meets. */
  people: Map<string, string>;
  /** By the id of the entry that an undo names. */
  targets: Map<Id, Read>;
  checkpoints: Map<Id, string>;
  /** Ids and codes that lie outside the reader's part: of people, and of entries that were made there. */
  outside: Set<string>;
}

/** Cases with the names that a person needs to decide about them. */
@Injectable()
export class HeldPresenter {
  constructor(
    private readonly checkpoints: CheckpointsService,
    private readonly devices: DevicesService,
    private readonly organizers: OrganizersService,
    private readonly participants: ParticipantsService,
    private readonly reader: Reader,
    private readonly sites: SitesService,
    private readonly store: HeldRepository,
  ) {}

  /** @param reach of the reader: guests of lists outside it stay nameless */
  async present(
    kind: HeldKind,
    conferenceId: Id,
    reach: Reach,
    rows: readonly HeldRow[],
  ): Promise<HeldEntry[]> {
    const all = rows.map((row): SentRow => {
      const sent = JSON.parse(row.entry) as Record<string, unknown>;
      return { ...row, sent, read: read(sent) };
    });
    const names = await this.namesFor(kind, conferenceId, reach, all);
    return Promise.all(
      all.map(async (row) => ({ ...heldOf(row, names), ...(await this.siteOf(row.siteId)) })),
    );
  }

  private async siteOf(siteId: Id): Promise<Pick<HeldEntry, 'siteCode' | 'siteName'>> {
    const { code, name } = await this.sites.get(siteId);
    return { siteCode: code, siteName: name };
  }

  private async namesFor(
    kind: HeldKind,
    conferenceId: Id,
    reach: Reach,
    rows: readonly SentRow[],
  ): Promise<Names> {
    const undone = await this.store.targets(
      kind,
      conferenceId,
      rows.flatMap((row) => row.read.undoes ?? []),
    );
    const targets = new Map(
      [...undone]
        // What was handed in at a site outside may hold the name of a walk-in.
        .filter(([, { entry, siteId }]) => entry === null || isInReach(reach, siteId))
        .map(([id, { participantId, entry }]) => [
          id,
          {
            ...read(entry === null ? {} : (JSON.parse(entry) as Record<string, unknown>)),
            ...(participantId ? { participantId } : {}),
          },
        ]),
    );
    const meant = [...rows.map((row) => row.read), ...targets.values()];
    const [byId, byCode, devices, accounts, checkpoints] = await Promise.all([
      this.participants.byIds(this.reader, unique(meant.flatMap(idsIn))),
      this.participants.byCodes(this.reader, conferenceId, unique(meant.flatMap(({ code }) => code ?? []))),
      this.devices.namesOf(
        unique(rows.flatMap(({ deviceId, actorId }) => [deviceId, actorId].filter((id) => id !== null))),
      ),
      this.organizers.namesOf(unique(rows.flatMap(({ actorId }) => actorId ?? []))),
      this.checkpoints.ofConference(conferenceId),
    ]);
    const isMet = (person: { conferenceId: Id; siteId: Id }): boolean =>
      person.conferenceId === conferenceId && isInReach(reach, person.siteId);
    const outsiders = [
      ...byId.filter((person) => !isMet(person)).map(({ id }) => id),
      ...byCode.filter((person) => !isMet(person)).map(({ codeKey }) => codeKey),
      ...[...undone].filter(([, { siteId }]) => !isInReach(reach, siteId)).map(([id]) => id),
    ];
    return {
      devices,
      accounts,
      outside: new Set(reach === null ? [] : outsiders),
      people: new Map([
        ...byId.filter(isMet).map(({ id, fullName }): [string, string] => [id, fullName]),
        ...byCode.filter(isMet).map(({ codeKey, fullName }): [string, string] => [codeKey, fullName]),
      ]),
      targets,
      checkpoints: new Map(checkpoints.map(({ id, name }) => [id, name])),
    };
  }
}

function heldOf(row: SentRow, names: Names): Omit<HeldEntry, 'siteCode' | 'siteName'> {
  const { id, conferenceId, siteId, deviceId, receivedAt, code, message, state } = row;
  const { kind, checkpointId, undoes, recordedAt } = row.read;
  const target = undoes === null ? undefined : names.targets.get(undoes);
  return {
    id,
    conferenceId,
    siteId,
    device: deviceId === null ? null : { id: deviceId, name: names.devices.get(deviceId) ?? '' },
    entry: shownOf(row, names),
    kind,
    checkpointName: checkpointId === null ? null : (names.checkpoints.get(checkpointId) ?? null),
    person: personIn(row.read, names) ?? (target ? personIn(target, names) : null),
    recordedAt,
    receivedAt,
    because: code === null ? null : { code, message: message ?? '' },
    state,
    decided: decidedOf(row, names),
  };
}

/** The entry as it was sent, without what it names outside the reader's part. */
function shownOf({ sent, read: named }: SentRow, { outside }: Names): Record<string, unknown> {
  const code = named.code === null ? null : normalizedCode(named.code);
  const hidden = Object.entries({ ...named, code }).flatMap(([name, value]) =>
    value !== null && outside.has(value) ? [name] : [],
  );
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !hidden.includes(name)));
}

const idsIn = ({ participantId, substituteFor }: Read): Id[] =>
  [participantId, substituteFor].filter((id) => id !== null);

function personIn({ fullName, participantId, code }: Read, { people }: Names): string | null {
  return fullName ?? people.get(participantId ?? '') ?? people.get(normalizedCode(code ?? '')) ?? null;
}

function decidedOf(row: HeldRow, { accounts, devices }: Names): HeldEntry['decided'] {
  if (row.state === 'open') return null;
  if (row.state === 'rejected')
    return {
      at: row.decidedAt!,
      actor: { kind: 'organizer', id: row.decidedById! },
      name: row.decidedByName!,
      reason: row.reason,
    };
  const [kind, id] = [row.actorKind!, row.actorId!];
  return {
    at: row.takenAt!,
    actor: { kind, id },
    name: (kind === 'organizer' ? accounts : devices).get(id) ?? '',
    reason: null,
  };
}

const unique = (values: string[]): string[] => [...new Set(values)];
