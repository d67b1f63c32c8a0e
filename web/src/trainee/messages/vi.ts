import type { SessionStatus } from '#contract/schedule.js';
import faults from '../../shared/faults/vi.js';

const hours = (minutes: number): string => {
  if (minutes < 60) return `${minutes} phút`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} giờ` : `${Math.floor(minutes / 60)} giờ ${rest} phút`;
};
const status: Record<SessionStatus, string> = {
  planned: 'Sắp tới',
  running: 'Đang diễn ra',
  ended: 'Đã kết thúc',
  cancelled: 'Đã huỷ',
};

const vi = {
  product: 'Điểm cầu',
  otherLanguage: 'English',
  serviceVersion: (version: string): string => `Điểm cầu, phiên bản ${version}`,
  theme: { label: 'Giao diện', system: 'theo máy', light: 'sáng', dark: 'tối' },
  simulated: 'Dữ liệu mô phỏng: hội nghị này do chương trình tự diễn, không có người thật.',
  now: 'Đang diễn ra',
  next: 'Tiếp theo',
  nothingNow: 'Hiện chưa có phiên nào diễn ra',
  over: 'Hội nghị đã kết thúc',
  left: (minutes: number): string => `còn ${hours(minutes)}`,
  overtime: 'quá giờ dự kiến',
  /** Beyond a day the clock time alone says it. */
  startsIn: (minutes: number): string => `sau ${hours(minutes)} nữa`,
  live: 'Trực tiếp',
  asOf: (time: string): string => `Cập nhật lúc ${time}`,
  stale: (time: string): string =>
    `Mất kết nối. Đang hiện chương trình lúc ${time}; trang sẽ tự cập nhật khi có mạng.`,
  code: 'Mã cá nhân',
  signIn: 'Vào',
  signingIn: 'Đang vào…',
  waiting: 'Nhiều người ở cùng mạng đang vào. Trang này tự thử lại sau ít giây; không cần bấm lại.',
  wait: (seconds: number): string =>
    `Nhiều người ở cùng mạng đang vào. Hãy đợi ${seconds} giây rồi bấm Vào lần nữa.`,
  codeHint: 'In trên danh sách hoặc giấy mời. Vào để nhận tài liệu dành cho đại biểu.',
  codeMistyped: 'Mã này có vẻ gõ nhầm một ký tự. Xem lại trên giấy mời.',
  codeMissing: 'Nhập mã cá nhân trước.',
  ended: 'Phiên đăng nhập đã hết. Nhập lại mã để tiếp tục.',
  countedAt: 'Được tính tại',
  elsewhere: 'Bạn đang đăng nhập ở một hội nghị khác.',
  signOut: 'Đăng xuất',
  onThisPage: 'Trong trang này',
  programme: 'Chương trình',
  noSessions: 'Ban tổ chức chưa công bố chương trình.',
  status,
  materials: 'Tài liệu',
  noMaterials: 'Chưa có tài liệu nào được phát hành.',
  materialsOf: (count: number): string => `${count} tài liệu`,
  version: (version: number): string => `bản ${version}`,
  forParticipants: 'dành cho đại biểu',
  downloaded: 'đã tải',
  newer: (held: number): string => `Có bản mới. Trên máy này là bản ${held}; hãy tải lại.`,
  calendar: 'Thêm vào lịch (.ics)',
  conferences: 'Hội nghị',
  allConferences: 'Các hội nghị',
  noConferences: 'Chưa có hội nghị nào được mở. Khi ban tổ chức mở hội nghị, chương trình sẽ hiện ở đây.',
  liveConference: 'Đang diễn ra',
  closedConference: 'Đã kết thúc',
  faults,
};
export type Messages = typeof vi;
export default vi;
