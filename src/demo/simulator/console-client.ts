import { io, type Socket } from 'socket.io-client';
import type { AttendanceReply, Entry } from '../../contract/attendance.js';
import type { PairReply } from '../../contract/auth.js';
import { LIVE_NAMESPACE, type LiveCommands, type LiveNews } from '../../contract/live.js';
import type { Roster, RosterMember } from '../../contract/roster.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import { CONTRACT_VERSION } from '../../contract/version.js';
import type { Id } from '../../contract/wire.js';
import { type ApiClient, ApiFault } from '../api-client.js';
import type { Account } from './account.js';

const BATCH = 200;

/**
 * A paired console: a socket for its presence, a queue of entries, receipts by HTTP. A client like any other.
 */
export class ConsoleClient {
  members: RosterMember[] = [];
  /** This machine's clock minus the service's in ms. */
  clockOffset = 0;
  private socket: Socket<LiveNews, LiveCommands> | null = null;
  private readonly outbox: Entry[] = [];
  private isCut = false;
  private isSending = false;

  private constructor(
    private readonly api: ApiClient,
    readonly siteId: Id,
    readonly deviceId: Id,
    private readonly account: Account,
  ) {}

  static async pair(
    api: ApiClient,
    code: string,
    deviceName: string,
    account: Account,
  ): Promise<ConsoleClient> {
    const { token, deviceId, site } = await api.post<PairReply>(pathTo(ROUTES.pair), { code, deviceName });
    const paired = new ConsoleClient(api.as(token), site.id, deviceId, account);
    const askedAt = Date.now();
    const roster = await paired.api.get<Roster>(pathTo(ROUTES.roster, site.id));
    paired.clockOffset = Math.round((askedAt + Date.now()) / 2 - Date.parse(roster.serverTime));
    paired.members = roster.members.filter((member) => !member.guest && !member.removed);
    for (const member of paired.members) account.belongs(member.participantId, site.id);
    return paired;
  }

  /** Connects and joins the site; joins again after each reconnection. */
  connect(): void {
    this.socket = io(this.api.url + LIVE_NAMESPACE, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: { contract: CONTRACT_VERSION, token: this.api.token },
      reconnectionDelay: 500,
      reconnectionDelayMax: 5_000,
      forceNew: true,
    });
    this.socket.on('connect', () => {
      this.socket?.emit('site.join', { siteId: this.siteId }, (reply) => {
        if ('problem' in reply) this.account.fault(`site.join ${reply.problem.code}`);
      });
    });
    this.socket.on('disconnect', () => (this.account.seen.socketsLost += 1));
    this.account.seen.sites += 1;
  }

  /** The cable is out: nothing leaves, entries wait. */
  cut(): void {
    this.isCut = true;
    this.socket?.disconnect();
  }
  restore(): Promise<void> {
    this.isCut = false;
    this.socket?.connect();
    return this.flush();
  }

  async record(entry: Entry): Promise<void> {
    this.account.make(entry, this.siteId, this.deviceId);
    this.outbox.push(this.isCut ? { ...entry, offline: true } : entry);
    if (this.isCut) this.account.made.get(entry.id)!.entry = this.outbox.at(-1)!;
    await this.flush();
  }

  /** Sends what waits, oldest first; an entry leaves the queue only by a receipt that names it. */
  async flush(): Promise<void> {
    if (this.isCut || this.isSending) return;
    this.isSending = true;
    // Acts of one stroke travel together.
    await new Promise((resolve) => setTimeout(resolve, 30));
    while (!this.isCut && this.outbox.length > 0 && (await this.send(this.outbox.slice(0, BATCH)))) {
      // until nothing waits
    }
    this.isSending = false;
  }

  async repeat(entries: Entry[]): Promise<void> {
    this.account.seen.repeats += entries.length;
    await this.send(entries.slice(0, BATCH).map(({ id }) => this.account.made.get(id)!.entry));
  }

  private async send(entries: Entry[]): Promise<boolean> {
    this.account.seen.requests += 1;
    try {
      const { receipts } = await this.api.post<AttendanceReply>(pathTo(ROUTES.attendance, this.siteId), {
        entries,
      });
      for (const receipt of receipts) this.account.receive(receipt);
      const named = new Set(receipts.map(({ id }) => id));
      for (let at = this.outbox.length - 1; at >= 0; at -= 1)
        if (named.has(this.outbox[at]!.id)) this.outbox.splice(at, 1);
      return named.size > 0;
    } catch (fault) {
      this.account.fault(
        fault instanceof ApiFault ? `attendance ${fault.status} ${fault.problem?.code ?? ''}` : String(fault),
      );
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return true;
    }
  }

  close(): void {
    this.socket?.disconnect();
  }
}
