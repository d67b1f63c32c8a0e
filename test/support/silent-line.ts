import type { Page } from 'playwright-core';

/** A line that can fall silent: nothing is closed, nothing passes. */
export async function overLine(page: Page, line: { isCut: boolean }): Promise<void> {
  await page.routeWebSocket(/socket\.io/, (client) => {
    const server = client.connectToServer();
    client.onMessage((message) => void (line.isCut || server.send(message)));
    server.onMessage((message) => void (line.isCut || client.send(message)));
  });
  await page.route(/\/(api|socket\.io)\//, (route) => (line.isCut ? route.abort() : route.continue()));
}
