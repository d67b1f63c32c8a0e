import type { PASSWORD_WEAKNESSES } from '#contract/problem.js';
import backup from './vi-backup.js';
import board from './vi-board.js';
import decisions from './vi-decisions.js';
import paper from './vi-paper.js';
import reports from './vi-reports.js';
import setUp from './vi-set-up.js';
import units from './vi-units.js';

const vi = {
  backup,
  board,
  decisions,
  paper,
  reports,
  ...setUp,
  units,
  product: 'Điểm cầu',
  organizer: 'Ban tổ chức',
  loading: 'Đang tải…',
  triesAgain: 'Trang này tự thử lại khi có thể.',
  skip: 'Đến nội dung chính',
  menu: 'Danh mục',
  language: 'Ngôn ngữ',
  otherLanguage: 'English',
  serviceVersion: (version: string): string => `Điểm cầu, phiên bản ${version}`,
  theme: { label: 'Giao diện', system: 'Theo máy', light: 'Sáng', dark: 'Tối' },
  signOut: 'Đăng xuất',
  notFound: 'Không có trang này. Địa chỉ có thể đã đổi hoặc gõ nhầm.',
  home: 'Về danh sách hội nghị',
  sections: {
    board: 'Bảng điều hành',
    sites: 'Các điểm cầu',
    participants: 'Đại biểu',
    units: 'Đơn vị viết khác nhau',
    checkpoints: 'Mốc điểm danh',
    decisions: 'Cần quyết định',
    schedule: 'Chương trình',
    materials: 'Tài liệu',
    reports: 'Báo cáo',
    rosters: 'Danh sách để in',
    pairing: 'Phiếu ghép nối',
    settings: 'Cài đặt',
  },
  address: {
    onlyHere: (address: string) =>
      `Liên kết và mã QR vừa tạo dẫn tới ${address}: chỉ mở được trên chính máy đang chạy dịch vụ, máy khác không mở được. Trước khi in hay gửi đi, người vận hành dịch vụ phải đặt PUBLIC_URL là địa chỉ mà mọi máy mở được (xem README); sau đó tạo lại.`,
    noHttps: (address: string) =>
      `Địa chỉ ${address} không phải https. Ở bàn điểm danh, máy ảnh, việc điểm danh khi mất mạng và việc cài đặt vào máy đều cần https: trước khi in, người vận hành dịch vụ nên đặt PUBLIC_URL là một địa chỉ https (xem README).`,
  },
  notices: {
    proxyUntrusted: (address: string | null) =>
      `Có yêu cầu đến qua máy chủ trung gian (proxy)${address ? ` ${address}` : ''} nhưng TRUST_PROXY còn để trống: mọi người bị tính chung một địa chỉ, nên một nơi gõ sai nhiều lần có thể làm chậm việc đăng nhập ở nơi khác. Người vận hành dịch vụ cần đặt TRUST_PROXY là địa chỉ của proxy rồi khởi động lại (xem README). Nếu không dùng proxy thì không phải làm gì.`,
  },
  signIn: {
    title: 'Đăng nhập ban tổ chức',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu',
    go: 'Đăng nhập',
    going: 'Đang đăng nhập…',
    viewing: 'Đang mở bảng điều hành…',
    showPassword: 'Hiện mật khẩu',
    hidePassword: 'Ẩn mật khẩu',
    setUpClosed:
      'Liên kết thiết lập này đã được dùng hoặc không đúng. Đã có tài khoản thì đăng nhập ngay tại đây; chưa có thì khởi động lại máy chủ và mở liên kết mới mà máy chủ in ra.',
    viewFailed: 'Liên kết xem bảng không dùng được nữa. Xin ban tổ chức một liên kết mới.',
  },
  firstSetUp: {
    title: 'Tạo tài khoản ban tổ chức đầu tiên',
    lead: 'Liên kết này dùng một lần. Sau bước này, đăng nhập bằng tên và mật khẩu vừa đặt.',
    name: 'Họ và tên',
    login: 'Tên đăng nhập',
    password: 'Mật khẩu (ít nhất 12 ký tự)',
    passwordHint:
      'Nên là vài từ không liên quan với nhau, ví dụ bốn từ ghép thành một câu lạ mà chỉ bạn nghĩ ra.',
    checking: 'Đang kiểm tra liên kết…',
    go: 'Tạo tài khoản',
  },
  weaknesses: {
    'password.too-short': 'Mật khẩu quá ngắn: cần ít nhất 12 ký tự. Hãy thêm vài chữ của riêng bạn.',
    'password.too-long': 'Mật khẩu quá dài: nhiều nhất 128 ký tự. Hãy bớt đi.',
    'password.too-common':
      'Mật khẩu quá dễ đoán: từ thông dụng, năm, dãy phím liền nhau và tên đăng nhập không được tính. Hãy thêm vài chữ của riêng bạn.',
  } as Record<keyof typeof PASSWORD_WEAKNESSES, string>,
};
export type Messages = typeof vi;
export default vi;
