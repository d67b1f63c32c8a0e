import board from './vi-board.js';
import decisions from './vi-decisions.js';
import setUp from './vi-set-up.js';

const vi = {
  board,
  decisions,
  ...setUp,
  product: 'Điểm cầu',
  organizer: 'Ban tổ chức',
  loading: 'Đang tải…',
  skip: 'Đến nội dung chính',
  menu: 'Danh mục',
  language: 'Ngôn ngữ',
  otherLanguage: 'English',
  theme: { label: 'Giao diện', system: 'Theo máy', light: 'Sáng', dark: 'Tối' },
  signOut: 'Đăng xuất',
  notFound: 'Không có trang này. Địa chỉ có thể đã đổi hoặc gõ nhầm.',
  home: 'Về danh sách hội nghị',
  sections: {
    board: 'Bảng điều hành',
    sites: 'Các điểm cầu',
    participants: 'Đại biểu',
    checkpoints: 'Mốc điểm danh',
    decisions: 'Cần quyết định',
    schedule: 'Chương trình',
    materials: 'Tài liệu',
    reports: 'Báo cáo',
    rosters: 'Danh sách để in',
    pairing: 'Phiếu ghép nối',
    settings: 'Cài đặt',
  },
  signIn: {
    title: 'Đăng nhập ban tổ chức',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu',
    go: 'Đăng nhập',
    going: 'Đang đăng nhập…',
    viewing: 'Đang mở bảng điều hành…',
    viewFailed: 'Liên kết xem bảng không dùng được nữa. Xin ban tổ chức một liên kết mới.',
  },
  firstSetUp: {
    title: 'Tạo tài khoản ban tổ chức đầu tiên',
    lead: 'Liên kết này dùng một lần. Sau bước này, đăng nhập bằng tên và mật khẩu vừa đặt.',
    name: 'Họ và tên',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu (ít nhất 12 ký tự)',
    go: 'Tạo tài khoản',
  },
};
export type Messages = typeof vi;
export default vi;
