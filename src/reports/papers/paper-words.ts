import type { Language } from '../../contract/conference.js';

/** Words of the papers. Words in braces are filled in. */
export interface PaperWords {
  nation: string;
  motto: string;
  /** How long the motto is in bold 13 pt, in points: the drawn line below it is as long. */
  mottoRule: number;
  number: string;
  signBlank: string;
  blank: string;
  placeAndDate: string;
  dateBlank: string;
  report: string;
  subject: string;
  general: string;
  name: string;
  oneDay: string;
  severalDays: string;
  form: string;
  list: string;
  read: string;
  atCheckpoint: string;
  overDay: string;
  results: string;
  present: string;
  noList: string;
  absent: string;
  outside: string;
  ofDay: string;
  byCheckpoint: string;
  byLevel: string;
  byArea: string;
  manyAreas: string;
  confirmed: string;
  /** Of a day with several checkpoints. */
  confirmedAll: string;
  differing: string;
  end: string;
  recipients: string;
  archive: string;
  appendix: string;
  attached: string;
  bySite: string;
  byUnit: string;
  people: string;
  outsiders: string;
  group: string;
  times: string;
  instead: string;
  at: string;
  columns: Record<
    | 'nth'
    | 'checkpoint'
    | 'level'
    | 'area'
    | 'site'
    | 'code'
    | 'unit'
    | 'sites'
    | 'listed'
    | 'inPerson'
    | 'online'
    | 'absent'
    | 'substituted'
    | 'left'
    | 'unmarked'
    | 'rate'
    | 'outside'
    | 'guests'
    | 'expected'
    | 'fullName'
    | 'position'
    | 'state'
    | 'notes',
    string
  >;
}

const vi: PaperWords = {
  nation: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
  motto: 'Độc lập - Tự do - Hạnh phúc',
  mottoRule: 159,
  number: 'Số: {number}/{sign}',
  signBlank: 'BC-……',
  blank: '………………',
  placeAndDate: '{place}, ngày {day} tháng {month} năm {year}',
  dateBlank: '……',
  report: 'BÁO CÁO',
  subject: 'Kết quả tham dự {title}',
  general: 'I. THÔNG TIN CHUNG',
  name: '1. Hội nghị: {title}.',
  oneDay: '2. Thời gian: ngày {from}.',
  severalDays: '2. Thời gian: từ ngày {from} đến ngày {to}.',
  form: '3. Hình thức: trực tiếp kết hợp trực tuyến, tại {sites} điểm cầu.',
  list: '4. Đại biểu trong danh sách: {listed} người.',
  read: '5. Số liệu lúc {time} ngày {day} ({timezone}), {period}.',
  atCheckpoint: 'tại mốc điểm danh “{name}”',
  overDay: 'của ngày {day}, gồm {count} mốc điểm danh; mỗi người tính theo mốc có mặt đầy đủ nhất',
  results: 'II. KẾT QUẢ',
  present:
    'Có mặt {present}/{listed} người trong danh sách, đạt {rate}% số người trong danh sách; trong đó dự trực tiếp {inPerson} người, dự trực tuyến {online} người.',
  noList: 'Hội nghị không lập danh sách đại biểu nên không tính tỷ lệ.',
  absent:
    'Vắng mặt {absent} người (có người dự thay: {substituted}); đã rời {left} người; chưa điểm danh {unmarked} người.',
  outside: 'Ngoài danh sách có {outside} người dự, không tính vào tỷ lệ.',
  ofDay:
    'Trong {count} mốc điểm danh, {all} người có mặt ở tất cả các mốc, {some} người có mặt ở một số mốc, {none} người không có mặt ở mốc nào.',
  byCheckpoint: 'Theo mốc điểm danh',
  byLevel: 'Theo cấp',
  byArea: 'Theo khu vực',
  manyAreas: 'Kết quả theo {count} khu vực: tại Phụ lục kèm theo.',
  confirmed: 'Số điểm cầu đã chốt điểm danh: {confirmed}/{sites}.',
  confirmedAll: 'Số điểm cầu đã chốt điểm danh ở tất cả các mốc: {confirmed}/{sites}.',
  differing:
    'Có {count} điểm cầu mà số người dự kiến khác số người trong danh sách (cột “Dự kiến” của Phụ lục I).',
  end: 'Trên đây là báo cáo kết quả tham dự {title}./.',
  recipients: 'Nơi nhận:',
  archive: 'Lưu: VT',
  appendix: 'Phụ lục {nth}',
  attached: '(Kèm theo Báo cáo số {number}/{sign} ngày {day} tháng {month} năm {year} của {body})',
  bySite: 'Kết quả theo điểm cầu',
  byUnit: 'Kết quả theo đơn vị',
  people: 'Danh sách đại biểu',
  outsiders: 'Người dự ngoài danh sách',
  group: '{code} · {name} · {listed} người',
  times: '{attended}/{count} mốc',
  instead: 'thay {name}',
  at: 'tại {site}',
  columns: {
    nth: 'STT',
    checkpoint: 'Mốc',
    level: 'Cấp',
    area: 'Khu vực',
    site: 'Điểm cầu',
    code: 'Mã',
    unit: 'Đơn vị',
    sites: 'Số điểm cầu',
    listed: 'Danh sách',
    inPerson: 'Trực tiếp',
    online: 'Trực tuyến',
    absent: 'Vắng',
    substituted: 'Có người dự thay',
    left: 'Đã rời',
    unmarked: 'Chưa điểm danh',
    rate: 'Tỷ lệ có mặt',
    outside: 'Ngoài danh sách',
    guests: 'Khách điểm cầu khác',
    expected: 'Dự kiến',
    fullName: 'Họ và tên',
    position: 'Chức vụ',
    state: 'Kết quả',
    notes: 'Lý do, ghi chú',
  },
};

const en: PaperWords = {
  nation: 'SOCIALIST REPUBLIC OF VIET NAM',
  motto: 'Independence - Freedom - Happiness',
  mottoRule: 206,
  number: 'No. {number}/{sign}',
  signBlank: 'BC-……',
  blank: '………………',
  placeAndDate: '{place}, {year}-{month}-{day}',
  dateBlank: '……',
  report: 'REPORT',
  subject: 'Attendance at {title}',
  general: 'I. GENERAL',
  name: '1. Conference: {title}.',
  oneDay: '2. Date: {from}.',
  severalDays: '2. Dates: {from} to {to}.',
  form: '3. Form: in person and online. Sites: {sites}.',
  list: '4. People on the lists: {listed}.',
  read: '5. As of {time} on {day} ({timezone}), {period}.',
  atCheckpoint: 'at checkpoint “{name}”',
  overDay: 'of {day}, checkpoints: {count}; each person counts by the best of them',
  results: 'II. RESULTS',
  present:
    '{present} of {listed} people on the lists ({rate}%) were present: {inPerson} in person, {online} online.',
  noList: 'The conference has no lists, so there is no rate.',
  absent: 'Absent: {absent} (with a substitute: {substituted}); left: {left}; not marked: {unmarked}.',
  outside: 'People on no list who took part: {outside}; the rate does not count them.',
  ofDay: 'Checkpoints: {count}. Present at all of them: {all}; at some: {some}; at none: {none}.',
  byCheckpoint: 'By checkpoint',
  byLevel: 'By level',
  byArea: 'By area',
  manyAreas: 'Results by area ({count}): see the appendix.',
  confirmed: 'Sites that have confirmed: {confirmed} of {sites}.',
  confirmedAll: 'Sites that have confirmed every checkpoint: {confirmed} of {sites}.',
  differing:
    'Sites whose expected figure differs from their list: {count} (column “Expected” of Appendix I).',
  end: 'This is the report on the attendance at {title}.',
  recipients: 'To:',
  archive: 'Archive',
  appendix: 'Appendix {nth}',
  attached: '(Attached to Report No. {number}/{sign} of {year}-{month}-{day}, {body})',
  bySite: 'Results by site',
  byUnit: 'Results by unit',
  people: 'People on the lists',
  outsiders: 'People on no list',
  group: '{code} · {name} · on the list: {listed}',
  times: '{attended} of {count} checkpoints',
  instead: 'for {name}',
  at: 'at {site}',
  columns: {
    nth: 'No.',
    checkpoint: 'Checkpoint',
    level: 'Level',
    area: 'Area',
    site: 'Site',
    code: 'Code',
    unit: 'Unit',
    sites: 'Sites',
    listed: 'On the list',
    inPerson: 'In person',
    online: 'Online',
    absent: 'Absent',
    substituted: 'Replaced',
    left: 'Left',
    unmarked: 'Not marked',
    rate: 'Rate',
    outside: 'On no list',
    guests: 'Guests',
    expected: 'Expected',
    fullName: 'Full name',
    position: 'Position',
    state: 'Result',
    notes: 'Reason, notes',
  },
};

export const PAPER_WORDS: Record<Language, PaperWords> = { vi, en };

/** Puts values in the place of the words in braces. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
