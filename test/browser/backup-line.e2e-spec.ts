import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startTestApp } from '../support/app.js';
import {
  accessibilityFaults,
  type PageOptions,
  screenshot,
  sidewaysScroll,
  TestBrowser,
} from '../support/browser.js';
import { browserStories } from '../support/browser-stories.js';
import { eventually } from '../support/commune.js';
import { closePages, signedInPage } from '../support/organizer-page.js';
import { NightlyBackupService } from '../../src/ops/backup/nightly-backup.service.js';

const { app, browser } = await browserStories();
afterEach(closePages);

const DAY_MS = 86_400_000;
const lastWas = (days: number): Promise<void> =>
  writeFile(
    join(app.dataDir, 'last-backup.json'),
    JSON.stringify({ at: new Date(Date.now() - days * DAY_MS).toISOString(), folder: '/sao-luu', bytes: 1 }),
  );
const line = (page: Page) => page.locator('[data-backup]');

/** Reads the line about backups, and checks the page around it. */
async function said(
  options: PageOptions,
  name: string,
): Promise<{ state: string | null; text: string; warnings: number }> {
  const { page, faults } = await signedInPage(browser, options);
  await line(page).waitFor();
  await screenshot(page, name);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  return {
    state: await line(page).getAttribute('data-backup'),
    text: (await line(page).innerText()).trim(),
    warnings: await page.locator('[data-backup] .notice').count(),
  };
}

describe('the conference list says when the last good backup was', () => {
  it('calmly, when none was ever made and BACKUP_DIR is unset', async () => {
    expect(await said({ size: 'phone' }, 'backup-none-phone')).toEqual({
      state: 'none',
      text: expect.stringMatching(/^Dữ liệu này chưa được sao lưu lần nào\. .*BACKUP_DIR/),
      warnings: 0,
    });
    expect(
      await said({ size: 'desk', language: 'en', scheme: 'dark' }, 'backup-none-desk-en-dark'),
    ).toMatchObject({
      text: expect.stringMatching(/^No backup of this data exists yet\./),
    });
  });

  it('calmly, when it is recent', async () => {
    await lastWas(1.9);
    expect(await said({ size: 'desk' }, 'backup-good-desk')).toEqual({
      state: 'good',
      text: expect.stringMatching(/^Bản sao lưu tốt gần nhất: \d\d:\d\d \d\d[-/]\d\d[-/]\d{4}\.$/),
      warnings: 0,
    });
  });

  it('with a warning, when it is older than two days', async () => {
    await lastWas(2.1);
    expect(await said({ size: 'phone' }, 'backup-old-phone')).toEqual({
      state: 'old',
      text: expect.stringMatching(/^Bản sao lưu tốt gần nhất đã quá hai ngày: /),
      warnings: 1,
    });
    expect(await said({ size: 'desk', language: 'en' }, 'backup-old-desk-en')).toMatchObject({
      text: expect.stringMatching(/^The last good backup is more than two days old: /),
    });
    await said({ size: 'desk', scheme: 'dark' }, 'backup-old-desk-dark');
  });
});

describe('a nightly backup that cannot be made', () => {
  it('is told on the conference list', async () => {
    const backups = join(app.dataDir, 'no-folder');
    await mkdir(app.dataDir, { recursive: true });
    await writeFile(backups, '');
    const failing = await startTestApp({ BACKUP_DIR: backups });
    const there = await TestBrowser.launch(failing);
    try {
      failing.app.get(NightlyBackupService).every(20);
      await eventually(
        async () =>
          (await failing.organizer.get<{ failedAt: string | null }>('/api/v1/backup')).body.failedAt !== null,
        true,
      );
      const { page } = await signedInPage(there, { size: 'phone' });
      await line(page).waitFor();
      expect(await line(page).innerText()).toMatch(
        /Lần sao lưu lúc \d\d:\d\d .* không thành công; lý do có trong nhật ký của dịch vụ\./,
      );
      await screenshot(page, 'backup-failed-phone');
    } finally {
      await closePages();
      await there.close();
      await failing.stop();
    }
  });
});
