import type { Page } from 'playwright-core';

export interface ChosenFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A file as somebody has it on the computer. The pages look at its content, not at its type. */
export const fileOf = (name: string, content: string): ChosenFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** Chooses a file in the open dialog, by the browser's own dialog. */
export async function chooseFile(page: Page, file: ChosenFile): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.locator('dialog[open] input[type=file]').click(),
  ]);
  await chooser.setFiles(file);
}
