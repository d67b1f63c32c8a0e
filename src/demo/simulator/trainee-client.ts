import { createHash } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { TraineeReply } from '../../contract/auth.js';
import { LIVE_NAMESPACE, type LiveCommands, type LiveNews } from '../../contract/live.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { Schedule } from '../../contract/schedule.js';
import { CONTRACT_VERSION } from '../../contract/version.js';
import type { Id } from '../../contract/wire.js';
import type { ApiClient } from '../api-client.js';
import type { Account } from './account.js';

/**
 * A trainee alone online: signs in by personal code, follows, downloads what
 * is released and checks each file.
 */
export class TraineeClient {
  private socket: Socket<LiveNews, LiveCommands> | null = null;

  constructor(
    private readonly api: ApiClient,
    private readonly conferenceId: Id,
    private readonly code: string,
    private readonly account: Account,
  ) {}

  async follow(): Promise<void> {
    const { token } = await this.api.post<TraineeReply>(pathTo(ROUTES.trainee), {
      code: this.code,
      conferenceId: this.conferenceId,
    });
    const api = this.api.as(token);
    this.socket = io(api.url + LIVE_NAMESPACE, {
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: { contract: CONTRACT_VERSION, token },
      forceNew: true,
    });
    this.socket.on('connect', () => {
      this.socket?.emit('conference.follow', { conferenceId: this.conferenceId }, (reply) => {
        if ('problem' in reply) this.account.fault(`conference.follow ${reply.problem.code}`);
      });
    });
    const schedule = await api.get<Schedule>(pathTo(ROUTES.schedule, this.conferenceId));
    for (const material of schedule.sessions.flatMap((session) => session.materials)) {
      const bytes = await api.download(pathTo(ROUTES.materialContent, material.id));
      this.account.seen.downloads += 1;
      this.account.seen.downloadBytes += bytes.length;
      if (createHash('sha256').update(bytes).digest('hex') !== material.sha256)
        this.account.seen.wrongDownloads += 1;
    }
  }

  close(): void {
    this.socket?.disconnect();
  }
}
