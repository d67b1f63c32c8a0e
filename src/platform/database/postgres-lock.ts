import pg from 'pg';
import { hostname } from 'node:os';
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { DataInUse, LOCK_PACE } from './instance-lock.js';

/** `diem`, `cau`: an advisory lock belongs to one database of the server. */
const KEY = [0x6469656d, 0x00636175] as const;
/** Asks who has the lock. `objsubid` 2 is a lock by two numbers. */
const HOLDER = `SELECT a."pid", a."application_name" AS "name", host(a."client_addr") AS "address"
  FROM pg_locks l JOIN pg_stat_activity a ON a."pid" = l."pid"
  WHERE l."locktype" = 'advisory' AND l."objsubid" = 2 AND l."granted" AND l."classid" = $1 AND l."objid" = $2
    AND l."database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())`;
const PATIENCE_MS = 10_000;

interface Holder {
  pid: number;
  name: string;
  address: string | null;
}

/**
 * Keeps a second service away from a PostgreSQL database by an advisory lock on a connection of its own. The
 * server frees it when the connection ends; after the server's restart it is taken again.
 */
export class PostgresLock {
  /** Tells our own earlier connection, which the server may not know to be dead, from another service. */
  private readonly name = `diemcau-lock ${randomBytes(4).toString('hex')} ${process.pid}@${hostname()}`.slice(
    0,
    63,
  );
  private client: pg.Client | null = null;
  private isReleased = false;
  private asking: NodeJS.Timeout | undefined;

  private constructor(
    private readonly url: string,
    private readonly onLost: (line: string) => void,
  ) {}

  /**
   * @param onLost told once, with a line for a person, when another service has the lock after a cut
   * @throws DataInUse
   */
  static async acquire(url: string, onLost: (line: string) => void = () => undefined): Promise<PostgresLock> {
    const lock = new PostgresLock(url, onLost);
    for (const end = Date.now() + LOCK_PACE.leaveMs; ; await pause(LOCK_PACE.pollMs)) {
      const holder = await lock.attempt();
      if (holder === null) return lock;
      if (Date.now() > end)
        throw new DataInUse(
          `another service runs on this PostgreSQL database${describeHolder(holder)}; ` +
            'stop it first, or give this one a database of its own',
        );
    }
  }

  async release(): Promise<void> {
    this.isReleased = true;
    clearTimeout(this.asking);
    await this.client?.end().catch(() => undefined);
  }

  /** `null` if the lock is ours now. @throws if the server cannot be reached */
  private async attempt(): Promise<Holder | 'somebody' | null> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: this.name,
      keepAlive: true,
      connectionTimeoutMillis: PATIENCE_MS,
      query_timeout: PATIENCE_MS,
    });
    client.on('error', () => undefined); // The end of the connection follows, and is what counts.
    await client.connect();
    try {
      // The server then notices within seconds that this machine is gone.
      await client.query(
        'SET tcp_keepalives_idle = 5; SET tcp_keepalives_interval = 2; SET tcp_keepalives_count = 3',
      );
      const { rows } = await client.query<{ taken: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS taken',
        [...KEY],
      );
      if (rows[0]!.taken) {
        this.watch(client);
        return null;
      }
      const { rows: holders } = await client.query<Holder>(HOLDER, [...KEY]);
      if (holders[0]?.name === this.name)
        await client.query('SELECT pg_terminate_backend($1)', [holders[0].pid]);
      await client.end();
      return holders[0] ?? 'somebody';
    } catch (fault) {
      await client.end().catch(() => undefined);
      throw fault;
    }
  }

  private watch(client: pg.Client): void {
    this.client = client;
    client.once('end', () => {
      clearTimeout(this.asking);
      if (!this.isReleased) void this.retake();
    });
    this.askLater(client);
  }

  /** A cut that nobody tells of shows by a question without an answer; its end is then ours to make. */
  private askLater(client: pg.Client): void {
    this.asking = setTimeout(() => {
      client.query('SELECT 1').then(
        () => this.askLater(client),
        () =>
          (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy(),
      );
    }, LOCK_PACE.beatMs).unref();
  }

  private async retake(): Promise<void> {
    while (!this.isReleased) {
      // The server is away: its return is waited for.
      const holder = await this.attempt().catch(() => 'nobody' as const);
      if (this.isReleased) return this.release();
      if (holder === null) return;
      if (holder !== 'nobody' && !(typeof holder === 'object' && holder.name === this.name)) {
        this.isReleased = true;
        return this.onLost(`another service runs on this PostgreSQL database${describeHolder(holder)}`);
      }
      await pause(LOCK_PACE.retakeMs, undefined, { ref: false });
    }
  }
}

function describeHolder(holder: Holder | 'somebody'): string {
  if (holder === 'somebody') return '';
  return ` (${[holder.name, holder.address ? `from ${holder.address}` : ''].filter(Boolean).join(', ')})`;
}
