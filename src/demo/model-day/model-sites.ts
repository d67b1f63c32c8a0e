import type { SiteLevel } from '../../contract/site.js';
import { BAC_GIANG_2021 } from './bac-giang-2021.js';

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

/** Levels of units by the first words of their names. */
const LEVELS: readonly (readonly [string, SiteLevel])[] = [
  ['Thành phố ', 'district'],
  ['Huyện ', 'district'],
  ['Xã ', 'commune'],
  ['Phường ', 'ward'],
  ['Thị trấn ', 'township'],
];

/**
 * The 239 connection points: 20 departments, 10 districts, 209 communes, wards
 * and townships, in order of code.
 */
export function modelSites(): ModelSite[] {
  const departments = DEPARTMENTS.map((name, at) => ({
    code: `SN${String(at + 1).padStart(2, '0')}`,
    name,
    level: 'department' as const,
    parentCode: null,
  }));
  const districts = Object.entries(BAC_GIANG_2021).map(([words, below]) => ({
    district: siteOf(words, null),
    below,
  }));
  return [
    ...departments,
    ...districts.map(({ district }) => district),
    ...districts.flatMap(({ district, below }) =>
      below.split(';').map((words) => siteOf(words, district.code)),
    ),
  ];
}

/**
 * Any number of sites, for other sizes of a day: first whole provinces of the model
 * day's kind, numbered beyond 239.
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

/** @param words the unit's code, a blank, its name */
function siteOf(words: string, parentCode: string | null): ModelSite {
  const [code = '', ...rest] = words.trim().split(' ');
  const name = rest.join(' ');
  const level = LEVELS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? 'other';
  return { code, name, level, parentCode };
}
