import { randomUUID } from 'node:crypto';
import type { AttendanceReply, Entry, LedgerEntry, Receipt } from '../../src/contract/attendance.js';
import type { BoardRow, BoardSnapshot } from '../../src/contract/board.js';
import type { Checkpoint } from '../../src/contract/conference.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import type { Roster, RosterConfirmation } from '../../src/contract/roster.js';
import type { Page } from '../../src/contract/wire.js';
import type { TestApp } from './app.js';
import type { Client } from './client.js';
import { type Hall, made } from './hall.js';

/**
 * What is said at a checkpoint of the hall's first site, and what is read of it.
 * @param state as it is now
 */
export function confirmingStories(state: () => { app: TestApp; hall: Hall; checkpointId: string }) {
  const newCheckpoint = async (fields: object = {}): Promise<string> =>
    made(
      await state().app.organizer.post<Checkpoint>(pathTo(ROUTES.checkpoints, state().hall.conference.id), {
        name: 'Mốc',
        ...fields,
      }),
    ).id;
  const at = (minute: number): string => new Date(Date.UTC(2026, 10, 22, 1, minute)).toISOString();
  const act = (minute: number, fields: Partial<Entry>): Entry => ({
    id: randomUUID(),
    checkpointId: state().checkpointId,
    kind: 'present',
    method: 'roll_call',
    recordedAt: at(minute),
    ...fields,
  });
  const mark = (nth: number, minute: number, more: Partial<Entry> = {}): Entry =>
    act(minute, { participantId: state().hall.people[0]![nth]!.id, ...more });
  const confirm = (headcount: number, minute: number, more: Partial<Entry> = {}): Entry =>
    act(minute, { kind: 'confirm', headcount, ...more });
  const reopen = (minute: number, more: Partial<Entry> = {}): Entry =>
    act(minute, { kind: 'reopen', reason: 'đếm lại', ...more });
  const undo = (target: Entry, minute: number, more: Partial<Entry> = {}): Entry =>
    act(minute, { kind: 'undo', undoes: target.id, ...more });

  const post = (who: Client, entries: unknown[], site = 0) =>
    who.post<AttendanceReply & { code?: string }>(pathTo(ROUTES.attendance, state().hall.sites[site]!.id), {
      entries,
    });
  const record = async (who: Client, ...entries: Partial<Entry>[]): Promise<Receipt[]> =>
    made(await post(who, entries)).receipts;
  const words = async (who: Client, ...entries: Partial<Entry>[]): Promise<string[]> =>
    (await record(who, ...entries)).map(({ outcome, code }) => code ?? outcome);
  const ledger = async (): Promise<LedgerEntry[]> =>
    made(
      await state().app.organizer.get<Page<LedgerEntry>>(
        `${pathTo(ROUTES.ledger, state().hall.conference.id)}?checkpointId=${state().checkpointId}`,
      ),
    ).items;
  const rosterOf = async (who: Client, query = ''): Promise<Roster> =>
    made(await who.get<Roster>(`${pathTo(ROUTES.roster, state().hall.sites[0]!.id)}${query}`));
  const confirmationAt = ({ confirmations }: Roster): RosterConfirmation | undefined =>
    confirmations.find((one) => one.checkpointId === state().checkpointId);
  const boardRow = async (): Promise<BoardRow> =>
    made(
      await state().app.organizer.get<BoardSnapshot>(
        `${pathTo(ROUTES.board, state().hall.conference.id)}?checkpointId=${state().checkpointId}`,
      ),
    ).sites[0]!;
  return {
    newCheckpoint,
    at,
    act,
    mark,
    confirm,
    reopen,
    undo,
    post,
    record,
    words,
    ledger,
    rosterOf,
    confirmationAt,
    boardRow,
  };
}
