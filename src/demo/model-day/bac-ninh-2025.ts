import { stringify } from 'csv-stringify/sync';
import type { ImportReport } from '../../contract/import.js';
import { pathTo, ROUTES } from '../../contract/routes.js';
import type { Site } from '../../contract/site.js';
import type { FromUnitsReply } from '../../contract/unit.js';
import type { Id } from '../../contract/wire.js';
import type { ApiClient } from '../api-client.js';
import { withContacts } from './model-contacts.js';
import type { ModelSite } from './model-sites.js';

export const BAC_NINH_TITLE = 'Tập huấn kiến thức cơ bản về chuyển đổi số tỉnh Bắc Ninh';

/** Code of Bắc Ninh in the directory: since 1 July 2025 Bắc Giang is part of it. */
const PROVINCE = '24';

const DEPARTMENTS = [
  'Văn phòng UBND tỉnh',
  'Sở Nội vụ',
  'Sở Tư pháp',
  'Sở Tài chính',
  'Sở Công Thương',
  'Sở Nông nghiệp và Môi trường',
  'Sở Xây dựng',
  'Sở Văn hoá, Thể thao và Du lịch',
  'Sở Khoa học và Công nghệ',
  'Sở Giáo dục và Đào tạo',
  'Sở Y tế',
  'Sở Dân tộc và Tôn giáo',
  'Thanh tra tỉnh',
  'Ban Quản lý các khu công nghiệp',
  'Công an tỉnh',
] as const;

/** The two old provinces; codes of their units begin alike. */
const AREAS = [
  { code: 'KV1', name: 'Khu vực Bắc Giang', begins: '07' },
  { code: 'KV2', name: 'Khu vực Bắc Ninh', begins: '09' },
] as const;

/**
 * Makes the 114 connection points of Bắc Ninh as an organizer would: departments and two groups
 * from a file, 99 communes and wards from the directory, which a second file puts into the
 * groups. Answers the connection points.
 */
export async function addBacNinh(organizer: ApiClient, conferenceId: Id): Promise<ModelSite[]> {
  const file = (rows: object[]) =>
    organizer.upload<ImportReport>(
      pathTo(ROUTES.siteImport, conferenceId),
      'diem-cau.csv',
      stringify(rows, { header: true, bom: true }),
    );
  const departments = DEPARTMENTS.map((name, at) => ({
    code: `SN${String(at + 1).padStart(2, '0')}`,
    name,
    kind: 'point',
    level: 'department',
  }));
  await file([
    ...departments,
    ...AREAS.map(({ code, name }) => ({ code, name, kind: 'group', level: 'other' })),
  ]);
  await organizer.post<FromUnitsReply>(pathTo(ROUTES.sitesFromUnits, conferenceId), { province: PROVINCE });
  const points = await organizer.all<Site>(`${pathTo(ROUTES.sites, conferenceId)}?kind=point`);
  const areaOf = ({ code }: Site): string | null =>
    AREAS.find(({ begins }) => code.startsWith(begins))?.code ?? null;
  await file(
    withContacts(
      points.map((site) => ({ code: site.code, name: site.name, parentCode: areaOf(site) ?? '' })),
    ),
  );
  return points.map((site) => ({
    code: site.code,
    name: site.name,
    level: site.level,
    parentCode: areaOf(site),
  }));
}
