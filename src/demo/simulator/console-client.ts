import { io, type Socket } from 'socket.io-client';
import type { AttendanceReply, Entry } from '../../contract/attendance.js';
import type { SiteAnnouncement } from '../../contract/announcement.js';
import type { PairReply } from '../../contract/auth.js';
import { LIVE_NAMESPACE, type LiveCommands, type LiveNews, type SiteSignal } from '../../contract/live.js';
import type { Roster, RosterMember } from '../../contract/roster.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import { CONTRACT_VERSION } from '../../contract/version.js';
import type { Site } from '../../contract/site.js';
import type { SpeakRequest } from '../../contract/speaking.js';
import type { Id } from '../../contract/wire.js';
import { type ApiClient, ApiFault } from '../api-client.js';
import type { Account } from './account.js';

const BATCH = 200;

/** Hears what the control room tells the site. */
export interface ConsoleListener {
  announced(announcement: SiteAnnouncement): void;
  speakChanged(request: SpeakRequest): void;
}

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
  /** Wakes what waits for the line. */
  private whenBack: (() => void)[] = [];
  private isSending = false;

  private constructor(
    readonly api: ApiClient,
    readonly site: Site,
    readonly deviceId: Id,
    private readonly account: Account,
  ) {}

  get siteId(): Id {
    return this.site.id;
  }

  static async pair(
    api: ApiClient,
    code: string,
    deviceName: string,
    account: Account,
  ): Promise<ConsoleClient> {
    const { token, deviceId, site } = await api.post<PairReply>(pathTo(ROUTES.pair), { code, deviceName });
    const paired = new ConsoleClient(api.as(token), site, deviceId, account);
    const askedAt = Date.now();
    const roster = await paired.api.get<Roster>(pathTo(ROUTES.roster, site.id));
    paired.clockOffset = Math.round((askedAt + Date.now()) / 2 - Date.parse(roster.serverTime));
    paired.members = roster.members.filter((member) => !member.guest && !member.removed);
    for (const member of paired.members) account.belongs(member.participantId, site.id);
    return paired;
  }

  /** Connects and joins the site; joins again after each reconnection. */
  connect(listener: ConsoleListener): void {
    this.account.seen.sites += 1;
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
        else this.receive(reply.announcements, listener);
      });
    });
    this.socket.on('announcement.posted', ({ announcement }) => this.receive([announcement], listener));
    this.socket.on('speak.changed', ({ requests }) => {
      for (const request of requests) listener.speakChanged(request);
    });
    this.socket.on('disconnect', () => (this.account.seen.socketsLost += 1));
  }

  /** Says what the site sees and hears of the broadcast; without a line nobody is told. */
  signal(signal: SiteSignal): void {
    if (!this.socket?.connected) return;
    this.socket.emit('site.signal', signal, (reply) => {
      if ('problem' in reply) this.account.fault(`site.signal ${reply.problem.code}`);
    });
  }

  private receive(announcements: SiteAnnouncement[], listener: ConsoleListener): void {
    if (announcements.length === 0) return;
    this.socket?.emit('announcement.received', { ids: announcements.map(({ id }) => id) }, (reply) => {
      if ('problem' in reply) this.account.fault(`announcement.received ${reply.problem.code}`);
    });
    for (const announcement of announcements) listener.announced(announcement);
  }

  /** The cable is out: nothing leaves, entries wait. */
  cut(): void {
    this.isCut = true;
    this.socket?.disconnect();
  }
  restore(): Promise<void> {
    this.isCut = false;
    this.socket?.connect();
    for (const wake of this.whenBack.splice(0)) wake();
    return this.flush();
  }

  /** Resolves at once, or when the line is back. */
  async hasLine(): Promise<void> {
    if (this.isCut) await new Promise<void>((resolve) => this.whenBack.push(resolve));
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
