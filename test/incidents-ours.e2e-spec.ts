import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Incident } from '../src/contract/incident.js';
import { startTestApp, type TestApp } from './support/app.js';
import { ControlRoom, hurry } from './support/control-room.js';

/** The line that leads to the service from outside; `isCut`: nobody gets through. */
class PublicLine {
  isCut = false;
  port = 0;
  /** Resolves when a request has got through. */
  readonly carries: Promise<void>;
  private carried!: () => void;
  private constructor(private readonly server: Server) {
    this.carries = new Promise((resolve) => (this.carried = resolve));
  }
  static async open(): Promise<PublicLine> {
    const server = createServer((asked, answer) => {
      if (line.isCut || line.port === 0) return void asked.socket.destroy();
      const on = request({ port: line.port, path: asked.url, method: asked.method }, (got) => {
        answer.writeHead(got.statusCode!);
        got.pipe(answer);
        line.carried();
      });
      on.on('error', () => answer.destroy());
      on.end();
    });
    const line = new PublicLine(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }
  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

let app: TestApp;
let room: ControlRoom | null = null;
let line: PublicLine | null = null;
afterEach(async () => {
  room?.close();
  line?.close();
  [room, line] = [null, null];
  await app.stop();
});
const causes = (incidents: Incident[]): string[] => incidents.map(({ cause, away }) => `${cause} ${away}`);

describe('a fault of ours', () => {
  it('is one incident and no site’s, when our own address cannot be reached', async () => {
    line = await PublicLine.open();
    app = await startTestApp({ PUBLIC_URL: line.url });
    hurry(app);
    line.port = Number(new URL(app.url).port);
    const day = (room = await ControlRoom.open(app, 8, 4));
    await line.carries;
    line.isCut = true;
    day.cut(day.ids(0, 4));
    await day.until('ours', (told) => causes(told).includes('ours 4'));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(causes(await day.incidents())).toEqual(['ours 4']);
    line.isCut = false;
    await day.connect(day.ids(0, 4));
    await day.until('over', (told) => told.every(({ state }) => state === 'resolved'));
    expect(causes(await day.incidents())).toEqual(['ours 0']);
  });

  it('is one incident and no site’s, when most sites are lost at once', async () => {
    app = await startTestApp();
    hurry(app);
    const day = (room = await ControlRoom.open(app, 10, 4));
    day.cut(day.ids(0, 7));
    await day.until('ours', (told) => causes(told).includes('ours 7'));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(causes(await day.incidents())).toEqual(['ours 7']);
  });

  it('is every loss in the minute after a start', async () => {
    app = await startTestApp();
    hurry(app);
    const day = (room = await ControlRoom.open(app, 4, 0));
    app = await app.restart();
    hurry(app, { afterStart: 60_000, backFor: 60_000 });
    day.close();
    await day.enter(app);
    await day.connect(day.ids());
    day.cut(day.ids(0, 1));
    await day.until('ours', (told) => causes(told).includes('ours 1'));
    expect(causes(await day.incidents())).toEqual(['ours 1']);
  });
});
