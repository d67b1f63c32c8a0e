import { stringify } from 'csv-stringify/sync';
import type { ImportReport } from '../../src/contract/import.js';
import { pathTo, ROUTES } from '../../src/contract/routes.js';
import { unitKey } from '../../src/contract/unit-key.js';
import { API_BASE } from '../../src/contract/version.js';
import { attackedSessions } from './attacked-control-room.js';
import type { Client } from './client.js';
import { made } from './hall.js';
import { PAYLOADS, payloadFor } from './payloads.js';

/**
 * Cells and headings of a file that is taken. Those of one that is not are shown by the page that imports it.
 */
export async function attackedImports(
  organizer: Client,
  conferenceId: string,
  attacked: Set<string>,
): Promise<void> {
  const upload = async (route: keyof typeof ROUTES, rows: (string | number)[][]): Promise<void> => {
    const headed = rows.map((row, nth) => [...row, ...(nth === 0 ? PAYLOADS : PAYLOADS.map(() => ''))]);
    const file = { name: 'list.csv', content: stringify(headed) };
    const address = pathTo(ROUTES[route], conferenceId);
    const { columns } = made(await organizer.upload<ImportReport>(`${address}?dryRun=true`, file));
    const mapping = Object.fromEntries(columns.map(({ key, field }) => [key, field]));
    const fields = { mapping: JSON.stringify(mapping), choices: JSON.stringify({}) };
    const { created, errors } = made(await organizer.upload<ImportReport>(address, file, fields));
    if (created !== rows.length - 1) throw new Error(`not imported: ${JSON.stringify(errors).slice(0, 500)}`);
    attacked.add(`POST ${API_BASE}${ROUTES[route].replace(':id', '{id}')}`);
  };
  const cells = (nth: number, count: number, limit?: number): string[] =>
    Array.from({ length: count }, (_, more) => payloadFor(nth + more, limit));
  await upload('siteImport', [
    ['code', 'name', 'level', 'address', 'contactName', 'contactPhone'],
    ...PAYLOADS.map((_, nth) => [
      `NHAP-${nth}`,
      payloadFor(nth),
      'ward',
      ...cells(nth, 2),
      payloadFor(nth, 40),
    ]),
  ]);
  await upload('participantImport', [
    ['code', 'fullName', 'unit', 'position', 'siteCode', 'phone'],
    ...PAYLOADS.map((_, nth) => [`NHAP-${nth}`, ...cells(nth, 3), 'NHAP-0', payloadFor(nth, 40)]),
  ]);
  await upload('sessionImport', attackedSessions(new Date().toISOString().slice(0, 10)));
}

/** Each second payload is made one unit with the one before it; the others stay units of their own. */
export async function attackedUnitMerges(
  organizer: Client,
  conferenceId: string,
  attacked: Set<string>,
): Promise<void> {
  for (let nth = 1; nth < PAYLOADS.length; nth += 2) {
    const [name, into] = [payloadFor(nth), payloadFor(nth - 1)];
    if (unitKey(name) !== unitKey(into))
      made(await organizer.post(pathTo(ROUTES.unitMerges, conferenceId), { name, into }));
  }
  attacked.add('POST /api/v1/conferences/{id}/unit-merges');
}
