import type { MeReply, Principal } from '../src/contract/auth.js';
import { pathTo, ROUTES } from '../src/contract/routes.js';
import { LiveSockets } from '../src/live/live-sockets.js';
import { Clock } from '../src/platform/clock/clock.js';
import { colleague, ownersBrowser } from './support/colleagues.js';
import { made, pair, present } from './support/hall.js';
import { LiveClient, refusal } from './support/live.js';
import { liveHall } from './support/live-hall.js';

const here = liveHall();
const { connect, consoleOf } = here;

describe('a sign-in that ends', () => {
  it('takes its sockets with it, and they hear nothing after', async () => {
    const { client, deviceId } = await consoleOf(0);
    const colleague = (await consoleOf(0)).client;
    await client.ask('site.join', { siteId: here.hall.sites[0]!.id });
    await colleague.ask('site.join', { siteId: here.hall.sites[0]!.id });
    expect((await here.app.organizer.delete(pathTo(ROUTES.device, deviceId))).status).toBe(204);
    const body = { entries: [present(here.hall.checkpoint.id, here.hall.people[0]![1]!.id)] };
    expect(
      (await here.app.organizer.post(pathTo(ROUTES.attendance, here.hall.sites[0]!.id), body)).status,
    ).toBe(200);
    await client.until('closed', () => !client.socket.connected);
    await colleague.until('told', () => colleague.of('attendance.changed').length > 0);
    expect(client.told).toEqual([{ event: 'access.ended', news: { reason: 'revoked' } }]);
    expect(colleague.socket.connected).toBe(true);
  });

  it('is not let in again', async () => {
    const { token } = await pair(here.app.organizer, here.hall.sites[0]!.id);
    const client = await connect(token);
    expect((await here.app.anonymous.as(token).post(pathTo(ROUTES.signOut))).status).toBeLessThan(300);
    await client.until('closed', () => !client.socket.connected);
    expect(client.of('access.ended')).toEqual([{ reason: 'signed-out' }]);
    expect((await refusal(LiveClient.connect(here.app.url, { token }))).data?.code).toBe('auth.ended');
  });
});

describe('a sign-in that expires', () => {
  it('takes its sockets with it, without anybody asking', async () => {
    const { client } = await consoleOf(0);
    const clock = here.app.app.get(Clock, { strict: false });
    clock.now = () => Date.now() + 3_000 * 86_400_000;
    try {
      await client.until('closed', () => !client.socket.connected);
    } finally {
      clock.now = () => Date.now();
    }
    expect(client.told).toEqual([{ event: 'access.ended', news: { reason: 'expired' } }]);
  });
});

describe('an account that is lowered while its connection is being opened', () => {
  it('has the connection closed, so that it comes back with what it may hear', async () => {
    const client = await colleague(here.app, { login: 'dang-noi', role: 'steward' });
    const { principal } = made(await client.get<MeReply>(pathTo(ROUTES.me)));
    const owner = await ownersBrowser(here.app);
    const sockets = here.app.app.get(LiveSockets, { strict: false });
    const { add } = sockets;
    const { accountId } = principal as Principal & { kind: 'organizer' };
    const lower = async () => made(await owner.patch(pathTo(ROUTES.account, accountId), { role: 'reader' }));
    let added: Promise<void> | undefined;
    sockets.add = (socket) => {
      added = lower().then(() => add.call(sockets, socket));
    };
    const live = await LiveClient.connect(here.app.url, client.live);
    await added;
    sockets.add = add;
    await live.until('closed', () => !live.socket.connected);
    expect(live.of('access.ended')).toEqual([]);
  });
});
