import { startTestApp, type TestApp } from './app.js';
import { TestBrowser } from './browser.js';

/**
 * A service and a browser in front of it for one file of stories, until its last one: `const { app,
 * browser } = await browserStories()`.
 */
export async function browserStories(): Promise<{ app: TestApp; browser: TestBrowser }> {
  const app = await startTestApp();
  try {
    const browser = await TestBrowser.launch(app);
    afterAll(async () => {
      await browser.close();
      await app.stop();
    });
    return { app, browser };
  } catch (fault) {
    await app.stop();
    throw fault;
  }
}
