import type { Receipt } from '#contract/attendance.js';
import type { Roster } from '#contract/roster.js';
import type { Id } from '#contract/wire.js';
import { memberOf } from '../outbox/outbox-store.js';
import { forgetRoster, forgetting } from '../store/forget-roster.js';
import {
  type MadeRow,
  NOTHING_MADE,
  type Pairing,
  type Revoked,
  type RosterHead,
  type Tally,
} from '../store/rows.js';
import { meta, type Store, writing, type Writing } from '../store/store.js';
import { remeasured } from './clock-offset.rules.js';
import { erasedAmong, withoutNames, withoutPeople } from './erased.rules.js';
import type { SyncStore } from './sync.js';

type Acknowledging = Writing<['meta', 'outbox', 'received', 'refused', 'members']>;
type Applying = Writing<
  ['meta', 'members', 'states', 'checkpoints', 'confirmations', 'outbox', 'received', 'refused']
>;
/** What is cached of the site besides the roster, and holds texts. */
const CACHED = ['help', 'announcements', 'speaking', 'readiness', 'schedule'] as const;

/** The browser's store as the sync uses it, for one pairing. */
export class BrowserSyncStore implements SyncStore {
  constructor(
    private readonly store: Store,
    private readonly deviceId: Id,
    private readonly instant: () => string,
  ) {}

  async waiting(): Promise<MadeRow[]> {
    return (await this.store.getAll('outbox')).filter((row) => row.deviceId === this.deviceId);
  }

  async removeAcknowledged(receipts: Receipt[], seq: number): Promise<void> {
    const tx: Acknowledging = writing(this.store, ['meta', 'outbox', 'received', 'refused', 'members']);
    const values = tx.objectStore('meta');
    const tally = { ...(((await values.get('tally')) as Tally | undefined) ?? NOTHING_MADE) };
    for (const receipt of receipts) {
      const row = await tx.objectStore('outbox').index('byId').get(receipt.id);
      // Another tab may have applied the same receipt already.
      if (row) await this.removeOne(tx, row, receipt, seq, tally);
    }
    await values.put(tally, 'tally');
    await tx.done;
  }

  async rosterSeq(): Promise<number | null> {
    const head = await meta(this.store, 'roster');
    return head === null || head.isPartial ? null : head.seq;
  }

  async apply(roster: Roster, since: number | null, offset: number): Promise<void> {
    const tx: Applying = writing(this.store, [
      'meta',
      'members',
      'states',
      'checkpoints',
      'confirmations',
      'outbox',
      'received',
      'refused',
    ]);
    const values = tx.objectStore('meta');
    await values.put(offset, 'offset');
    await this.remeasure(tx, roster.serverTime, -offset);
    const cachedSeq = ((await values.get('roster')) as RosterHead | undefined)?.seq ?? null;
    if (
      !roster.full &&
      (cachedSeq === null || since === null || since > cachedSeq || roster.seq < cachedSeq)
    ) {
      // The service is behind this device (restored from a backup): fetch everything next time. Or another
      // tab was faster.
      if (cachedSeq !== null && roster.seq < (since ?? 0)) await values.delete('roster');
      await tx.done;
      return;
    }
    await this.saveNamesOfRemoved(tx, roster);
    await this.forgetErased(tx, roster);
    if (roster.full) {
      await Promise.all(
        (['members', 'states', 'checkpoints', 'confirmations'] as const).map((name) =>
          tx.objectStore(name).clear(),
        ),
      );
      const brought = (await tx.objectStore('outbox').getAll()).flatMap((row) =>
        row.deviceId === this.deviceId ? (memberOf(row) ?? []) : [],
      );
      await Promise.all(brought.map((member) => tx.objectStore('members').put(member)));
    }
    const { conference, site, seq } = roster;
    await Promise.all([
      ...roster.members.map((member) =>
        member.removed
          ? tx.objectStore('members').delete(member.participantId)
          : tx.objectStore('members').put(member),
      ),
      ...roster.states.map((state) => tx.objectStore('states').put(state)),
      ...roster.checkpoints.map((checkpoint) => tx.objectStore('checkpoints').put(checkpoint)),
      ...roster.confirmations.map((one) => tx.objectStore('confirmations').put(one)),
      values.put({ seq, conference, site, fetchedAt: roster.serverTime }, 'roster'),
    ]);
    await tx.done;
  }

  /**
   * Removes the names of people who were erased from everything that is stored here. An entry that waits
   * stays as it was made: under the same id the service takes no other.
   */
  private async forgetErased(tx: Applying, { members }: Roster): Promise<void> {
    if (!members.some(({ erased }) => erased)) return;
    const stores = [tx.objectStore('outbox'), tx.objectStore('received'), tx.objectStore('refused')] as const;
    const [waiting, received, refused] = await Promise.all([
      stores[0].getAll(),
      stores[1].getAll(),
      stores[2].getAll(),
    ]);
    const people = erasedAmong(members, {
      members: await tx.objectStore('members').getAll(),
      rows: [...waiting, ...received, ...refused],
    });
    const values = tx.objectStore('meta');
    await Promise.all([
      ...waiting.map((row) => stores[0].put({ ...withoutPeople(row, people), entry: row.entry })),
      ...received.map((row) => stores[1].put(withoutPeople(row, people))),
      ...refused.map((row) => stores[2].put(withoutPeople(row, people))),
      ...CACHED.map(async (key) => {
        const cached = await values.get(key);
        if (cached !== undefined) await values.put(withoutNames(cached, people), key);
      }),
    ]);
  }

  async wipe(why: 'revoked' | 'signed-out'): Promise<void> {
    const tx = forgetting(this.store);
    const values = tx.objectStore('meta');
    const pairing = (await values.get('pairing')) as Pairing | undefined;
    if (pairing?.deviceId !== this.deviceId) {
      // Another tab has wiped it already, and may have been paired again since.
      await tx.done;
      return;
    }
    const roster = (await values.get('roster')) as RosterHead | undefined;
    const revoked = ((await values.get('revoked')) as Revoked[] | undefined) ?? [];
    await Promise.all([
      values.put([...revoked, { deviceId: pairing.deviceId, token: pairing.token }], 'revoked'),
      forgetRoster(tx),
      ...(['announcements', 'help', 'pairing', 'readiness'] as const).map((key) => values.delete(key)),
      values.put({ why, siteName: roster?.site.name ?? '', at: this.instant() }, 'ended'),
    ]);
    await tx.done;
  }

  /** Gives entries dated in the future the offset that was just measured: their own is out of date. */
  private async remeasure(tx: Applying, now: string, clockOffset: number): Promise<void> {
    const [outbox, refused] = [tx.objectStore('outbox'), tx.objectStore('refused')];
    const corrected = <Row extends MadeRow>(row: Row): Row[] => {
      const entry = row.deviceId === this.deviceId ? remeasured(row.entry, now, clockOffset) : null;
      return entry === null ? [] : [{ ...row, entry }];
    };
    await Promise.all((await outbox.getAll()).flatMap(corrected).map((row) => outbox.put(row)));
    await Promise.all((await refused.getAll()).flatMap(corrected).map((row) => refused.put(row)));
  }

  /**
   * Stores the names of people who leave the roster beside their entries that wait or were refused, so that
   * these can still be told apart.
   */
  private async saveNamesOfRemoved(tx: Applying, { full, members }: Roster): Promise<void> {
    const stays = new Set(
      members.filter(({ removed }) => !removed).map(({ participantId }) => participantId),
    );
    const changedIds = new Set(members.map(({ participantId }) => participantId));
    const cached = await tx.objectStore('members').getAll();
    const gone = new Map(
      cached
        .filter(({ participantId: id }) => !stays.has(id) && (full || changedIds.has(id)))
        .map(({ participantId, fullName }) => [participantId, fullName]),
    );
    if (gone.size === 0) return;
    const named = <Row extends MadeRow>(row: Row): Row[] => {
      const fullName = gone.get(row.participantId);
      return fullName === undefined || memberOf(row) ? [] : [{ ...row, fullName }];
    };
    const [outbox, refused] = [tx.objectStore('outbox'), tx.objectStore('refused')];
    await Promise.all((await outbox.getAll()).flatMap(named).map((row) => outbox.put(row)));
    await Promise.all((await refused.getAll()).flatMap(named).map((row) => refused.put(row)));
  }

  private async removeOne(
    tx: Acknowledging,
    row: MadeRow,
    receipt: Receipt,
    seq: number,
    tally: Tally,
  ): Promise<void> {
    await tx.objectStore('outbox').delete(row.deviceSeq);
    if (receipt.outcome === 'refused') {
      tally.refused += 1;
      await tx.objectStore('refused').put({
        ...row,
        code: receipt.code ?? 'entry.invalid',
        message: receipt.message ?? '',
        refusedAt: this.instant(),
      });
      if (memberOf(row)) await tx.objectStore('members').delete(row.participantId);
      return;
    }
    tally[receipt.outcome === 'duplicate' ? 'duplicate' : 'received'] += 1;
    const { fullName: _fullName, ...known } =
      row.entry.code !== undefined && receipt.participantId
        ? await this.identifyPerson(tx, row, receipt.participantId)
        : row;
    await tx
      .objectStore('received')
      .put({ ...known, outcome: receipt.outcome, receivedAt: this.instant(), seq });
  }

  /**
   * Replaces the person of a code by the participant whom the service has named. Other unsent entries about
   * them follow, and the code leaves the device. The name comes with the roster.
   */
  private async identifyPerson(tx: Acknowledging, row: MadeRow, participantId: Id): Promise<MadeRow> {
    const { code: _code, ...entry } = row.entry;
    const known = { ...row, participantId, entry: { ...entry, participantId } };
    if (row.participantId === participantId) return known;
    const members = tx.objectStore('members');
    const stood = await members.get(row.participantId);
    await members.delete(row.participantId);
    if (stood && !(await members.get(participantId))) await members.put({ ...stood, participantId });
    for (const other of await tx.objectStore('outbox').getAll())
      if (other.participantId === row.participantId)
        await tx.objectStore('outbox').put({ ...other, participantId });
    return known;
  }
}
