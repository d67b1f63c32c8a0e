import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { ORGANIZER } from '../support/app.js';
import { TestBrowser } from '../support/browser.js';
import { ChildService } from '../support/child-service.js';
import { Client, organizerToken } from '../support/client.js';
import { eventually, pairedConsole, type Service } from '../support/commune.js';
import { expectAllReceived, ledgerOf, storeOf } from '../support/console-store.js';
import { makeHall } from '../support/hall.js';
import { allPresent, marks } from '../support/roll.js';

const CONSOLES = 20;
const PEOPLE = 8;

let dataDir: string;
let service: ChildService;
let browser: TestBrowser | undefined;
let port: string;
/** The same data at the same address. */
const start = (): Promise<string> => {
  service = new ChildService({
    PORT: port,
    DATA_DIR: dataDir,
    LOG_LEVEL: 'error',
    ORGANIZER_LOGIN: ORGANIZER.login,
    ORGANIZER_PASSWORD: ORGANIZER.password,
  });
  return service.url();
};
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'diemcau-killed-'));
  port = String(await freePort());
});
afterAll(async () => {
  await browser?.close();
  await service.stop();
  await rm(dataDir, { recursive: true, force: true });
});

it(`${CONSOLES} consoles lose and double no entry when the service is killed during their sync`, async () => {
  const url = await start();
  const app: Service = {
    url,
    organizer: new Client(url, await organizerToken(url, ORGANIZER.login, ORGANIZER.password)),
  };
  const hall = await makeHall(app.organizer, { sites: CONSOLES, people: PEOPLE });
  browser = await TestBrowser.launchAt(url);
  const line = new HeldLine();
  const pages: Page[] = [];
  for (const site of hall.sites) {
    const { page } = await pairedConsole(browser, { app, site });
    await page.route('**/attendance', (route) => line.take(page, route));
    pages.push(page);
  }
  await Promise.all(pages.map(allPresent));
  for (const page of pages) await marks(page, 'saved', PEOPLE);
  await eventually(async () => line.held.size, CONSOLES);
  // Half of them at once; at the first answer the service dies, and the other half knocks at a closed door.
  await line.letGo(CONSOLES / 2);
  service.signal('SIGKILL');
  void line.letGo(CONSOLES);
  await service.exit;
  const receipts = (await Promise.all(pages.map(storeOf))).flatMap(({ received }) =>
    received.map(({ id }) => id),
  );

  await start();
  const durable = (await ledgerOf({ app, conference: hall.conference })).map(({ id }) => id);
  expect(durable.length).toBeGreaterThan(0);
  expect(durable.length).toBeLessThanOrEqual((CONSOLES / 2) * PEOPLE);
  expect(durable).toEqual(expect.arrayContaining(receipts));
  line.open();
  for (const page of pages) {
    await marks(page, 'received', PEOPLE);
    await eventually(() => page.getByTestId('line').innerText(), 'Đã kết nối · 0 chờ gửi');
  }
  await expectAllReceived(pages, { app, conference: hall.conference });
});

/** Holds what the consoles send until it is told to let go. */
class HeldLine {
  /** One request a console: who has had no answer for a while gives up and asks again. */
  readonly held = new Map<Page, Route>();
  private isOpen = false;

  async take(page: Page, route: Route): Promise<void> {
    if (this.isOpen) await route.continue();
    else this.held.set(page, route);
  }
  /** Lets the first ones that wait go together. Resolves at the first answer. */
  async letGo(count: number): Promise<void> {
    const going = this.release(count);
    const answers = going.map((route) =>
      route
        .request()
        .response()
        .then((response) => response ?? Promise.reject(new Error('no answer'))),
    );
    await Promise.any(answers).catch(() => undefined);
  }
  open(): void {
    this.isOpen = true;
    this.release(this.held.size);
  }

  private release(count: number): Route[] {
    const going = [...this.held].slice(0, count);
    for (const [page, route] of going) {
      this.held.delete(page);
      // One that was given up meanwhile has nowhere to go.
      void route.continue().catch(() => undefined);
    }
    return going.map(([, route]) => route);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
