import { nobodyCounted, TallyService } from '../../src/attendance/ledger/tally.service.js';
import { namesInRoom } from '../../src/contract/attendance-share.js';
import type { TestApp } from './app.js';
import type { Hall } from './hall.js';

/** People in the rooms of two sites, as the service counts them, and the walk-ins of both. */
export async function countedInRooms(
  app: TestApp,
  { conference, checkpoint }: Hall,
  siteIds: [string, string],
): Promise<[first: number, second: number, walkIns: number]> {
  const { sites } = await app.app.get(TallyService).read(conference.id, checkpoint.id);
  const [first, second] = siteIds.map((siteId) => sites.get(siteId) ?? nobodyCounted()) as [
    ReturnType<typeof nobodyCounted>,
    ReturnType<typeof nobodyCounted>,
  ];
  return [namesInRoom(first), namesInRoom(second), first.counts.walkIns + second.counts.walkIns];
}
