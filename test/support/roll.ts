import type { Locator, Page } from 'playwright-core';
import { eventually, storedOnDevice, unaccounted } from './commune.js';

/** A console's roll, as the coordinator uses it. */
export const row = (page: Page, name: string): Locator => page.locator('[data-person]', { hasText: name });
export const tap = (page: Page, name: string): Promise<void> => row(page, name).locator('[data-row]').click();
export const choose = (page: Page, name: string, choice: string): Promise<void> =>
  row(page, name).getByRole('button', { name: choice, exact: true }).click();
export const allPresent = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^(Có mặt tất cả|All present)/ }).click();
export const marks = (page: Page, how: string, count: number): Promise<void> =>
  eventually(() => page.locator(`[data-mark="${how}"]`).count(), count);
export const line = (page: Page, text: string): Promise<void> =>
  eventually(() => page.getByTestId('line').innerText(), text);
export const counts = (page: Page): Promise<string> => page.getByTestId('counts').innerText();
/** Chooses an entry of the bar's menu. */
export async function fromMenu(page: Page, name: RegExp | string): Promise<void> {
  await page.getByRole('button', { name: /^(Thêm|More)$/ }).click();
  await page
    .getByRole('group', { name: /^(Thêm|More)$/ })
    .getByText(name)
    .click();
}
/** Confirms the roll with the heads counted in the room. */
export async function confirmRoll(page: Page, heads: number): Promise<void> {
  await page.getByRole('button', { name: /^(Chốt|Confirm)$/ }).click();
  await page.getByRole('spinbutton').fill(String(heads));
  await page.getByRole('button', { name: /^(Chốt điểm danh|Confirm the roll)$/ }).click();
}
/** Nothing waits any more, and nothing that was made is missing. */
export async function settled(page: Page): Promise<void> {
  await eventually(async () => (await storedOnDevice(page)).waiting, 0);
  expect(await unaccounted(page)).toBe(0);
}
