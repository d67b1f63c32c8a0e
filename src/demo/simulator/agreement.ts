import type { LedgerEntry } from '../../contract/attendance.js';
import type { BoardSnapshot, Counts } from '../../contract/board.js';
import type { Checkpoint, Conference } from '../../contract/conference.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { ApiClient } from '../api-client.js';
import type { Account } from './account.js';

export interface Agreement {
  agrees: boolean;
  lines: string[];
}

const NONE: Counts = { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 };

/** Holds what the consoles know against what the service says: conservation, the ledger, the board. */
export async function agreement(
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
  account: Account,
): Promise<Agreement> {
  const checks = [
    conservation(account),
    await ledgerCheck(organizer, conference, checkpoint, account),
    await boardCheck(organizer, conference, checkpoint, account),
    await confirmationCheck(organizer, conference, checkpoint, account),
    downloads(account),
  ];
  return {
    agrees: checks.every(([isGood]) => isGood),
    lines: checks.map(([isGood, line]) => `${isGood ? 'agrees   ' : 'DISAGREES'} ${line}`),
  };
}

type Check = [boolean, string];

function conservation(account: Account): Check {
  const { made, stored, refused, waiting, seen } = {
    made: account.made.size,
    stored: account.stored.length,
    refused: account.refused.length,
    waiting: account.waiting,
    seen: account.seen,
  };
  return [
    made === stored + refused + waiting && waiting === 0 && refused === 0,
    `made ${made} = received ${stored} + refused ${refused} + waiting ${waiting}; ${seen.repeats} sent twice, ${seen.requests} requests, ${seen.failedRequests} failed`,
  ];
}

async function ledgerCheck(
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
  account: Account,
): Promise<Check> {
  const rows = await organizer.all<LedgerEntry>(
    `${pathTo(ROUTES.ledger, conference.id)}?checkpointId=${checkpoint.id}`,
  );
  const ours = rows.filter((row) => account.made.has(row.id));
  const missing = account.stored.filter((id) => !ours.some((row) => row.id === id));
  return [
    ours.length === account.stored.length && missing.length === 0,
    `the ledger holds ${ours.length} of ${account.stored.length} received entries, ${rows.length} in all`,
  ];
}

async function boardCheck(
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
  account: Account,
): Promise<Check> {
  const board = await boardAt(organizer, conference, checkpoint);
  const expected = account.expected();
  // A site that never came took no roll: all its people are unmarked, and no console knows them.
  const wrong = board.sites.filter(
    (row) => expected.has(row.siteId) && !isSame(row.counts, expected.get(row.siteId) ?? NONE),
  );
  const detail = wrong
    .slice(0, 3)
    .map(
      (row) =>
        `${row.name}: board ${JSON.stringify(row.counts)}, consoles ${JSON.stringify(expected.get(row.siteId))}`,
    );
  const present = board.totals.counts.inPerson + board.totals.counts.online;
  return [
    wrong.length === 0,
    `the board shows ${present} of ${board.totals.expected} present; ${board.sites.length - wrong.length} of ${board.sites.length} sites as their consoles have them${detail.length > 0 ? `\n          ${detail.join('\n          ')}` : ''}`,
  ];
}

async function confirmationCheck(
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
  account: Account,
): Promise<Check> {
  const { sites } = await boardAt(organizer, conference, checkpoint);
  const heads = account.confirmed();
  const wrong = sites.filter(
    ({ siteId, confirmed, counts }) =>
      (confirmed?.headcount ?? null) !== (heads.get(siteId) ?? null) ||
      (confirmed !== null && confirmed.names !== counts.inPerson),
  );
  const differing = sites.filter(
    ({ confirmed }) => confirmed !== null && confirmed.headcount !== confirmed.names,
  );
  return [
    wrong.length === 0,
    `${heads.size} sites have confirmed, ${differing.length} with other heads than names; the board shows ${sites.length - wrong.length} of ${sites.length} as they said`,
  ];
}

const boardAt = (
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
): Promise<BoardSnapshot> =>
  organizer.get<BoardSnapshot>(`${pathTo(ROUTES.board, conference.id)}?checkpointId=${checkpoint.id}`);

function isSame(a: Counts, b: Counts): boolean {
  return (Object.keys(NONE) as (keyof Counts)[]).every((key) => a[key] === b[key]);
}

function downloads(account: Account): Check {
  const { downloads: count, downloadBytes, wrongDownloads } = account.seen;
  return [
    wrongDownloads === 0,
    `${count} downloads, ${downloadBytes} bytes, ${wrongDownloads} with a wrong checksum`,
  ];
}
