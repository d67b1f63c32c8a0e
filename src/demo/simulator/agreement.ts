import { isDeepStrictEqual } from 'node:util';
import type { LedgerEntry } from '../../contract/attendance.js';
import { namesInRoom } from '../../contract/attendance-share.js';
import type { BoardSnapshot } from '../../contract/board.js';
import type { Checkpoint, Conference } from '../../contract/conference.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { ApiClient } from '../api-client.js';
import type { Account, SiteFigures } from './account.js';
import { type Check, controlRoomChecks } from './control-room-agreement.js';

export interface Agreement {
  agrees: boolean;
  lines: string[];
}

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
    ...(await controlRoomChecks(organizer, conference, account)),
  ];
  return {
    agrees: checks.every(([isGood]) => isGood),
    lines: checks.map(([isGood, line]) => `${isGood ? 'agrees   ' : 'DISAGREES'} ${line}`),
  };
}

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
    `made ${made} = received ${stored} + refused ${refused} + waiting ${waiting}; ` +
      `${seen.repeats} sent twice, ${seen.requests} requests, ${seen.failedRequests} failed`,
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
    (row) => expected.has(row.siteId) && !isDeepStrictEqual(figuresOf(row), expected.get(row.siteId)),
  );
  const detail = wrong.slice(0, 3).map((row) => {
    const [atBoard, atConsoles] = [figuresOf(row), expected.get(row.siteId)].map((one) =>
      JSON.stringify(one),
    );
    return `\n          ${row.name}: board ${atBoard}, consoles ${atConsoles}`;
  });
  const present = board.totals.counts.inPerson + board.totals.counts.online;
  return [
    wrong.length === 0,
    `the board shows ${present} of ${board.totals.listed} on the lists present; ` +
      `${board.sites.length - wrong.length} of ${board.sites.length} sites as their consoles have them` +
      detail.join(''),
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
    (row) =>
      (row.confirmed?.headcount ?? null) !== (heads.get(row.siteId) ?? null) ||
      (row.confirmed !== null && row.confirmed.names !== namesInRoom(row)),
  );
  const differing = sites.filter(
    ({ confirmed }) => confirmed !== null && confirmed.headcount !== confirmed.names,
  );
  return [
    wrong.length === 0,
    `${heads.size} sites have confirmed, ${differing.length} with other heads than names; ` +
      `the board shows ${sites.length - wrong.length} of ${sites.length} as they said`,
  ];
}

const boardAt = (
  organizer: ApiClient,
  conference: Conference,
  checkpoint: Checkpoint,
): Promise<BoardSnapshot> =>
  organizer.get<BoardSnapshot>(`${pathTo(ROUTES.board, conference.id)}?checkpointId=${checkpoint.id}`);

const figuresOf = ({ counts, outside, guests }: SiteFigures): SiteFigures => ({ counts, outside, guests });
function downloads(account: Account): Check {
  const { downloads: count, downloadBytes, wrongDownloads } = account.seen;
  return [
    wrongDownloads === 0,
    `${count} downloads, ${downloadBytes} bytes, ${wrongDownloads} with a wrong checksum`,
  ];
}
