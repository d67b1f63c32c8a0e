import { randomUUID } from 'node:crypto';
import type { Entry } from '../../contract/attendance.js';
import type { Id } from '../../contract/wire.js';
import type { ConsoleClient } from './console-client.js';
import type { PlannedAction } from './site-plan.js';

const WHY_AMENDED = {
  present: 'Đến muộn',
  absent: 'Kiểm lại danh sách',
  left: 'Về sớm, đã báo ban tổ chức',
  undo: 'Ghi nhầm',
} as const;

/** Turns a coordinator's planned acts into entries. */
export class SiteRoll {
  private deviceSeq = 0;
  /** By participant, the entry that an undo would name. */
  private readonly last = new Map<Id, Id>();
  /** People in the room, each under what identifies them. */
  private readonly inRoom = new Set<string>();
  private isConfirmed = false;

  constructor(
    private readonly client: ConsoleClient,
    private readonly checkpointId: Id,
  ) {}

  /** `null` if the plan names somebody who is not on the roster. */
  entryOf(act: PlannedAction): Entry | null {
    const entry = this.marked(act);
    if (!entry) return null;
    const who =
      entry.participantId ?? entry.code ?? (act.isUndo ? this.memberOf(act) : undefined) ?? entry.id;
    if (entry.kind === 'present' && entry.mode === 'in_person') this.inRoom.add(who);
    else this.inRoom.delete(who);
    return this.isConfirmed ? { ...entry, amendment: WHY_AMENDED[act.isUndo ? 'undo' : act.kind] } : entry;
  }

  /** @param miscount heads more than names */
  confirm(miscount: number, note: string | undefined): Entry {
    this.isConfirmed = true;
    return {
      ...this.named(),
      kind: 'confirm',
      method: 'roll_call',
      headcount: Math.max(0, this.inRoom.size + miscount),
      ...(note ? { note } : {}),
    };
  }

  private marked(act: PlannedAction): Entry | null {
    const common = this.named();
    const substituteFor =
      act.substituteFor === undefined ? undefined : this.client.members[act.substituteFor]?.participantId;
    if ('walkIn' in act.who)
      return {
        ...common,
        kind: 'present',
        walkIn: act.who.walkIn,
        mode: 'in_person',
        method: 'walk_in',
        ...(substituteFor ? { substituteFor } : {}),
      };
    if ('code' in act.who)
      return { ...common, kind: 'present', code: act.who.code, mode: 'in_person', method: 'qr' };
    const member = this.client.members[act.who.member];
    if (!member) return null;
    const undoes = this.last.get(member.participantId);
    if (act.isUndo) return undoes ? { ...common, kind: 'undo', undoes, method: 'roll_call' } : null;
    this.last.set(member.participantId, common.id);
    const mode = act.kind === 'present' ? { mode: member.mode } : {};
    return {
      ...common,
      kind: act.kind,
      participantId: member.participantId,
      method: 'roll_call',
      ...mode,
      ...(act.reason ? { reason: act.reason } : {}),
    };
  }

  private memberOf({ who }: PlannedAction): Id | undefined {
    return 'member' in who ? this.client.members[who.member]?.participantId : undefined;
  }

  /**
   * The id is not from the seed: the same day may be played twice against one service, and ids are for ever.
   */
  private named(): Pick<Entry, 'id' | 'checkpointId' | 'recordedAt' | 'clockOffset' | 'deviceSeq'> {
    return {
      id: randomUUID(),
      checkpointId: this.checkpointId,
      recordedAt: new Date().toISOString(),
      clockOffset: this.client.clockOffset,
      deviceSeq: ++this.deviceSeq,
    };
  }
}
