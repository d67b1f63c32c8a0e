import type { SESSION_COLUMNS } from '../../contract/schedule.js';
import type { ColumnSpec } from '../../platform/sheets/columns.rules.js';

export type SessionColumn = (typeof SESSION_COLUMNS)[number];

/** Headings of columns that offices use in programmes. */
export const SESSION_HEADINGS: readonly ColumnSpec<SessionColumn>[] = [
  {
    name: 'date',
    headings: ['day', 'ngày', 'ngày tháng', 'ngày họp', 'ngày học', 'thứ, ngày', 'thứ ngày'],
  },
  {
    name: 'startsAt',
    required: true,
    headings: [
      'start',
      'starts',
      'start time',
      'time',
      'from',
      'bắt đầu',
      'giờ bắt đầu',
      'thời gian bắt đầu',
      'thời gian',
      'giờ',
      'từ giờ',
      'từ',
    ],
  },
  {
    name: 'endsAt',
    headings: [
      'end',
      'ends',
      'end time',
      'to',
      'until',
      'kết thúc',
      'giờ kết thúc',
      'thời gian kết thúc',
      'đến giờ',
      'đến',
    ],
  },
  {
    name: 'title',
    required: true,
    headings: [
      'session',
      'session title',
      'topic',
      'item',
      'nội dung',
      'tên phiên',
      'phiên',
      'nội dung chương trình',
      'tên nội dung',
      'chuyên đề',
      'tên chuyên đề',
      'chủ đề',
      'hoạt động',
      'nội dung làm việc',
    ],
  },
  { name: 'kind', headings: ['type', 'loại', 'loại phiên', 'hình thức', 'loại hoạt động'] },
  {
    name: 'speaker',
    headings: [
      'speakers',
      'presenter',
      'báo cáo viên',
      'giảng viên',
      'diễn giả',
      'người trình bày',
      'người thực hiện',
      'thực hiện',
      'chủ trì',
      'người báo cáo',
      'đơn vị thực hiện',
    ],
  },
  {
    name: 'abstract',
    headings: ['description', 'about', 'note', 'notes', 'mô tả', 'tóm tắt', 'ghi chú', 'nội dung chi tiết'],
  },
];
