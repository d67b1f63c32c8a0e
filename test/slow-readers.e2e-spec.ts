import { LivePublisher } from '../src/live/live-publisher.service.js';
import { type LiveNamespace, ROOM } from '../src/live/live.rooms.js';
import { LiveClient } from './support/live.js';
import { liveHall } from './support/live-hall.js';
import { SlowLine } from './support/slow-line.js';

const here = liveHall();

interface Waiting {
  transport: { socket: { bufferedAmount: number } };
  writeBuffer: unknown[];
}

describe('a reader on a slow line', () => {
  it('hears all of a mass return: it goes on reading, however much waits', async () => {
    const line = await SlowLine.to(here.app.url, { delay: 20, rate: 3_000_000 });
    const slow = await LiveClient.connect(line.url, { token: here.app.organizer.token! });
    await slow.ask('board.watch', { conferenceId: here.hall.conference.id });
    const publisher = here.app.app.get(LivePublisher, { strict: false });
    const { namespace } = publisher as unknown as { namespace: LiveNamespace };
    const waiting = (): number =>
      Math.max(
        ...[...namespace.sockets.values()].map(({ conn }) => {
          const { transport, writeBuffer } = conn as unknown as Waiting;
          return transport.socket.bufferedAmount + writeBuffer.length * 50_000;
        }),
      );
    const large = { siteId: 'x'.repeat(50_000), seq: 0 };
    let told = 0;
    // Two seconds, and the service looks four times in each.
    for (const end = performance.now() + 2_000; performance.now() < end;) {
      if (waiting() < 2 << 20) {
        told += 1;
        publisher.publish(ROOM.board(here.hall.conference.id), 'attendance.changed', { ...large, seq: told });
      }
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await slow.until('all of it', () => slow.of('attendance.changed').length === told);
    slow.close();
    await line.close();
  });
});
