import type { AbsenceReason, AttendanceState, EntryKind, LedgerEntry } from '../contract/attendance.js';
import type { Language } from '../contract/conference.js';
import type { SiteLevel } from '../contract/site.js';
import type { Because } from '../contract/standing.js';

export interface ReportWords {
  report: string;
  /** Of the PDF. `{time}`, `{timezone}`, `{page}` and `{pages}` are filled in. */
  paper: {
    title: string;
    checkpoint: string;
    moment: string;
    page: string;
    sign: Record<'when' | 'drawnUp' | 'confirmed' | 'how', string>;
  };
  sheets: Record<'unit' | 'level' | 'site' | 'confirmation' | 'person' | 'amendment', string>;
  states: Record<AttendanceState, string>;
  levels: Record<SiteLevel, string>;
  because: Record<Because, string>;
  reasons: Record<AbsenceReason, string>;
  /** `{minutes}` is filled in. */
  marks: Record<'late' | 'offline' | 'paper' | 'walkIn' | 'clockFast' | 'clockSlow', string>;
  confirmation: Record<'confirmed' | 'open' | 'reopened', string>;
  acts: Record<Exclude<EntryKind, 'present' | 'absent' | 'left'>, string>;
  actors: Record<LedgerEntry['actor']['kind'], string>;
  lateArrival: string;
  columns: Record<
    | 'number'
    | 'fullName'
    | 'unit'
    | 'position'
    | 'code'
    | 'siteCode'
    | 'site'
    | 'level'
    | 'parent'
    | 'state'
    | 'countedAt'
    | 'because'
    | 'reason'
    | 'substituteFor'
    | 'recordedAt'
    | 'marks'
    | 'sites'
    | 'expected'
    | 'people'
    | 'inPerson'
    | 'online'
    | 'present'
    | 'absent'
    | 'left'
    | 'unmarked'
    | 'walkIns'
    | 'share'
    | 'confirmation'
    | 'confirmedAt'
    | 'headcount'
    | 'names'
    | 'difference'
    | 'note'
    | 'receivedAt'
    | 'actor'
    | 'what'
    | 'amendment',
    string
  >;
  noUnit: string;
  total: string;
}

const vi: ReportWords = {
  report: 'Điểm danh',
  paper: {
    title: 'Báo cáo điểm danh',
    checkpoint: 'Mốc điểm danh',
    moment: 'Số liệu lúc {time} (giờ hội nghị, {timezone})',
    page: 'Trang {page}/{pages}',
    sign: {
      when: '……………………, ngày ……… tháng ……… năm …………',
      drawnUp: 'Người lập biểu',
      confirmed: 'Xác nhận của ban tổ chức',
      how: '(Ký, ghi rõ họ tên)',
    },
  },
  sheets: {
    unit: 'Theo đơn vị',
    level: 'Theo cấp',
    site: 'Theo điểm cầu',
    confirmation: 'Chốt điểm danh',
    person: 'Theo người',
    amendment: 'Sửa sau khi chốt',
  },
  states: {
    in_person: 'Có mặt trực tiếp',
    online: 'Có mặt trực tuyến',
    absent: 'Vắng mặt',
    left: 'Đã rời',
    unmarked: 'Chưa điểm danh',
  },
  levels: {
    province: 'Tỉnh',
    department: 'Sở, ban, ngành',
    district: 'Huyện, thành phố',
    commune: 'Xã',
    ward: 'Phường',
    township: 'Thị trấn',
    other: 'Khác',
  },
  because: {
    'no-entry': 'Chưa có ghi nhận',
    'only-word': 'Ghi nhận duy nhất',
    'seen-over-not-seen': 'Nơi thấy người được tính trước nơi không thấy',
    'room-over-screen': 'Trực tiếp được tính trước trực tuyến',
    'latest-word': 'Ghi nhận sau cùng',
  },
  reasons: { business_trip: 'Đi công tác', sick: 'Ốm', excused: 'Có phép', unknown: 'Chưa rõ lý do' },
  marks: {
    late: 'nhận sau giờ chốt',
    offline: 'ghi khi mất mạng',
    paper: 'theo phiếu giấy',
    walkIn: 'ngoài danh sách',
    clockFast: 'đồng hồ máy nhanh {minutes} phút',
    clockSlow: 'đồng hồ máy chậm {minutes} phút',
  },
  confirmation: { confirmed: 'Đã chốt', open: 'Chưa chốt', reopened: 'Đã mở lại' },
  acts: { undo: 'Hoàn tác', confirm: 'Chốt điểm danh', reopen: 'Mở lại mốc điểm danh' },
  actors: { organizer: 'Ban tổ chức', coordinator: 'Điểm cầu' },
  lateArrival: 'ghi trước khi chốt, nhận sau khi chốt',
  columns: {
    number: 'STT',
    fullName: 'Họ và tên',
    unit: 'Đơn vị',
    position: 'Chức vụ',
    code: 'Mã đại biểu',
    siteCode: 'Mã điểm cầu',
    site: 'Điểm cầu',
    level: 'Cấp',
    parent: 'Trực thuộc',
    state: 'Trạng thái',
    countedAt: 'Tính tại điểm cầu',
    because: 'Căn cứ',
    reason: 'Lý do',
    substituteFor: 'Thay cho',
    recordedAt: 'Thời điểm ghi nhận',
    marks: 'Ghi chú',
    sites: 'Số điểm cầu',
    expected: 'Dự kiến',
    people: 'Tổng số người',
    inPerson: 'Có mặt trực tiếp',
    online: 'Có mặt trực tuyến',
    present: 'Tổng có mặt',
    absent: 'Vắng mặt',
    left: 'Đã rời',
    unmarked: 'Chưa điểm danh',
    walkIns: 'Ngoài danh sách',
    share: 'Tỷ lệ có mặt',
    confirmation: 'Chốt điểm danh',
    confirmedAt: 'Chốt lúc',
    headcount: 'Số người đếm được',
    names: 'Số người có tên',
    difference: 'Chênh lệch',
    note: 'Giải thích',
    receivedAt: 'Nhận lúc',
    actor: 'Người ghi',
    what: 'Nội dung',
    amendment: 'Lý do sửa',
  },
  noUnit: '(Không ghi đơn vị)',
  total: 'Tổng cộng',
};

const en: ReportWords = {
  report: 'Attendance',
  paper: {
    title: 'Attendance report',
    checkpoint: 'Checkpoint',
    moment: 'As of {time} (time of the conference, {timezone})',
    page: 'Page {page} of {pages}',
    sign: {
      when: 'Place: ………………………… Date: …………………',
      drawnUp: 'Drawn up by',
      confirmed: 'Confirmed by the organizers',
      how: '(signature and full name)',
    },
  },
  sheets: {
    unit: 'By unit',
    level: 'By level',
    site: 'By site',
    confirmation: 'Confirmations',
    person: 'By person',
    amendment: 'Amendments',
  },
  states: {
    in_person: 'Present in person',
    online: 'Present online',
    absent: 'Absent',
    left: 'Left',
    unmarked: 'Unmarked',
  },
  levels: {
    province: 'Province',
    department: 'Department',
    district: 'District',
    commune: 'Commune',
    ward: 'Ward',
    township: 'Township',
    other: 'Other',
  },
  because: {
    'no-entry': 'No entry',
    'only-word': 'The only word',
    'seen-over-not-seen': 'Seen outranks not seen',
    'room-over-screen': 'The room outranks the screen',
    'latest-word': 'The latest word',
  },
  reasons: { business_trip: 'Business trip', sick: 'Sick', excused: 'Excused', unknown: 'Not known' },
  marks: {
    late: 'received late',
    offline: 'recorded offline',
    paper: 'from paper',
    walkIn: 'walk-in',
    clockFast: 'clock {minutes} min fast',
    clockSlow: 'clock {minutes} min slow',
  },
  confirmation: { confirmed: 'Confirmed', open: 'Not confirmed', reopened: 'Reopened' },
  acts: { undo: 'Undone', confirm: 'Confirmed', reopen: 'Reopened' },
  actors: { organizer: 'Organizers', coordinator: 'Site' },
  lateArrival: 'recorded before the confirmation, received after',
  columns: {
    number: 'No.',
    fullName: 'Full name',
    unit: 'Unit',
    position: 'Position',
    code: 'Code',
    siteCode: 'Site code',
    site: 'Site',
    level: 'Level',
    parent: 'Under',
    state: 'State',
    countedAt: 'Counted at',
    because: 'Because',
    reason: 'Reason',
    substituteFor: 'Substitute for',
    recordedAt: 'Recorded at',
    marks: 'Notes',
    sites: 'Sites',
    expected: 'Expected',
    people: 'People',
    inPerson: 'Present in person',
    online: 'Present online',
    present: 'Present',
    absent: 'Absent',
    left: 'Left',
    unmarked: 'Unmarked',
    walkIns: 'Walk-ins',
    share: 'Share present',
    confirmation: 'Confirmation',
    confirmedAt: 'Confirmed at',
    headcount: 'Heads counted',
    names: 'Names in the room',
    difference: 'Difference',
    note: 'Explanation',
    receivedAt: 'Received at',
    actor: 'Recorded by',
    what: 'What',
    amendment: 'Why amended',
  },
  noUnit: '(No unit given)',
  total: 'Total',
};

export const REPORT_WORDS: Record<Language, ReportWords> = { vi, en };
