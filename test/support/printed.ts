import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** How many pages of upright A4 it prints; SCREENSHOTS keeps the file beside the pictures. */
export async function pagesPrinted(page: Page, name: string): Promise<number> {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  if (process.env.SCREENSHOTS) await writeFile(join(process.env.SCREENSHOTS, `${name}.pdf`), pdf);
  expect(
    [...pdf.toString('latin1').matchAll(/\/MediaBox\s*\[([^\]]+)\]/g)]
      .map(([, box]) =>
        box!
          .trim()
          .split(/\s+/)
          .map((side) => Math.round(Number(side))),
      )
      .at(0),
  ).toEqual([0, 0, 595, 842]);
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
}
