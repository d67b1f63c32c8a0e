import { personalCode } from '../../contract/personal-code.js';
import type { Random } from '../random.js';
import type { ModelSite } from './model-sites.js';

/** An invented person as an import's row names them. */
export interface ModelPerson {
  code: string;
  fullName: string;
  unit: string;
  position: string;
  siteCode: string;
  mode: 'in_person' | 'online';
}

const SURNAMES = [
  ['Nguyễn', 36],
  ['Trần', 10],
  ['Lê', 8],
  ['Phạm', 6],
  ['Hoàng', 5],
  ['Vũ', 5],
  ['Phan', 3],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 3],
  ['Thân', 4],
  ['Giáp', 3],
  ['Dương', 3],
  ['Ngô', 2],
  ['Lương', 2],
  ['Chu', 1],
  ['Đào', 1],
  ['Hà', 1],
  ['Lý', 1],
  ['Vi', 1],
  ['Ong', 1],
  ['Trịnh', 1],
] as const;
const MEN = {
  middle: ['Văn', 'Đức', 'Quang', 'Hữu', 'Minh', 'Xuân', 'Thế', 'Công', 'Ngọc', 'Đình', 'Anh', 'Tiến'],
  given: [
    'An',
    'Bình',
    'Cường',
    'Dũng',
    'Đạt',
    'Đông',
    'Giang',
    'Hải',
    'Hiếu',
    'Hoà',
    'Hùng',
    'Khánh',
    'Lâm',
    'Long',
    'Mạnh',
    'Nam',
    'Phong',
    'Phúc',
    'Quân',
    'Sơn',
    'Thắng',
    'Thành',
    'Tiến',
    'Toàn',
    'Trung',
    'Tuấn',
    'Tùng',
    'Việt',
    'Vinh',
  ],
} as const;
const WOMEN = {
  middle: [
    'Thị',
    'Thị',
    'Thị',
    'Thu',
    'Ngọc',
    'Thanh',
    'Kim',
    'Minh',
    'Phương',
    'Thị Hồng',
    'Thị Thu',
    'Thị Bích',
  ],
  given: [
    'Anh',
    'Bích',
    'Chi',
    'Dung',
    'Duyên',
    'Hà',
    'Hạnh',
    'Hằng',
    'Hiền',
    'Hoa',
    'Hồng',
    'Huệ',
    'Hương',
    'Hường',
    'Lan',
    'Linh',
    'Loan',
    'Mai',
    'Nga',
    'Nguyệt',
    'Nhung',
    'Oanh',
    'Phượng',
    'Quỳnh',
    'Thảo',
    'Thuỷ',
    'Trang',
    'Tuyết',
    'Vân',
    'Yến',
  ],
} as const;
const POSITIONS = {
  department: [
    'Giám đốc',
    'Phó Giám đốc',
    'Chánh Văn phòng',
    'Trưởng phòng',
    'Phó Trưởng phòng',
    'Chuyên viên',
    'Chuyên viên',
    'Chuyên viên chính',
    'Văn thư',
  ],
  district: [
    'Chủ tịch UBND',
    'Phó Chủ tịch UBND',
    'Trưởng phòng Nội vụ',
    'Trưởng phòng Văn hoá và Thông tin',
    'Chánh Văn phòng',
    'Trưởng phòng Tài chính - Kế hoạch',
    'Chuyên viên',
    'Chuyên viên',
  ],
  commune: [
    'Bí thư Đảng uỷ',
    'Chủ tịch UBND',
    'Phó Chủ tịch UBND',
    'Chủ tịch HĐND',
    'Văn phòng - Thống kê',
    'Địa chính - Xây dựng',
    'Tư pháp - Hộ tịch',
    'Văn hoá - Xã hội',
    'Tài chính - Kế toán',
    'Chỉ huy trưởng Quân sự',
    'Công an xã',
    'Bí thư Đoàn Thanh niên',
    'Chủ tịch Hội Phụ nữ',
    'Chủ tịch Hội Nông dân',
    'Chủ tịch MTTQ',
    'Chủ tịch Hội Cựu chiến binh',
    'Cán bộ một cửa',
  ],
} as const;

/**
 * People of all sites, about 15 each and at least `atLeast` together. Some share a
 * name within one commune, as in life.
 */
export function modelPeople(sites: readonly ModelSite[], random: Random, atLeast: number): ModelPerson[] {
  const sizes = sites.map((site) =>
    site.level === 'department'
      ? random.between(17, 22)
      : site.level === 'district'
        ? random.between(20, 26)
        : random.between(12, 17),
  );
  for (
    let short = atLeast - sizes.reduce((sum, size) => sum + size, 0), at = 0;
    short > 0;
    short -= 1, at += 1
  )
    sizes[at % sizes.length]! += 1;
  return sites.flatMap((site, at) => peopleOf(site, sizes[at]!, random));
}

function peopleOf(site: ModelSite, size: number, random: Random): ModelPerson[] {
  const positions =
    POSITIONS[site.level === 'department' || site.level === 'district' ? site.level : 'commune'];
  const people = Array.from({ length: size }, (_, at) => ({
    code: personalCode(random.bytes(10)),
    fullName: personName(random),
    unit:
      site.level === 'district'
        ? `UBND ${lowered(site.name)}`
        : site.level === 'department'
          ? site.name
          : `UBND ${lowered(site.name)}`,
    position: positions[at] ?? random.pick(positions.slice(-6)),
    siteCode: site.code,
    mode: random.chance(0.06) ? ('online' as const) : ('in_person' as const),
  }));
  if (random.chance(0.15)) people.at(-1)!.fullName = people[0]!.fullName;
  return people;
}

export function personName(random: Random): string {
  const kind = random.chance(0.45) ? WOMEN : MEN;
  // The order of these calls is part of what a seed means.
  const surname = random.weighted(SURNAMES);
  const middle = random.pick<string>(kind.middle);
  return `${surname} ${middle} ${random.pick<string>(kind.given)}`;
}

/** `Xã Đồng Tiến` → `xã Đồng Tiến`, as it stands inside a sentence. */
function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
