import type { AnnouncementLevel } from '../../contract/announcement.js';

/** What the simulated hall and its sites say to each other. */
export const ANNOUNCEMENTS: Record<'start' | 'sound' | 'break', { level: AnnouncementLevel; text: string }> =
  {
    start: {
      level: 'important',
      text:
        'Hội nghị bắt đầu. Đề nghị các điểm cầu ổn định chỗ ngồi, tắt micro và xác nhận sĩ số ' +
        'ngay sau khi điểm danh xong.',
    },
    sound: {
      level: 'urgent',
      text:
        'Đường truyền âm thanh từ hội trường đang gặp sự cố. Đề nghị các điểm cầu giữ nguyên kết nối, ' +
        'không tự đổi thiết bị; kỹ thuật đang xử lý.',
    },
    break: {
      level: 'info',
      text: 'Phần thảo luận sẽ kéo dài thêm 10 phút. Giờ giải lao lùi lại tương ứng.',
    },
  };

export const HELP_CALLS = [
  {
    message: 'Hình bị giật, tiếng vẫn nghe được.',
    answer: 'Đã hạ độ phân giải, điểm cầu tải lại trang xem.',
  },
  { message: 'Chưa nhận được danh sách bản giấy.', answer: 'Danh sách có trong mục Tài liệu, in hai bản.' },
  { message: 'Micro của điểm cầu không lên tiếng.', answer: 'Kỹ thuật sẽ gọi vào số máy của điểm cầu.' },
  {
    message: 'Có đại biểu không có tên trong danh sách.',
    answer: 'Thêm người ngoài danh sách rồi điểm danh.',
  },
  { message: 'Phòng họp mất điện, đang chạy máy nổ.', answer: 'Đã ghi nhận, báo lại khi có điện.' },
] as const;
export const HELP_NOTED = 'Ban tổ chức đã nhận, đang kiểm tra.';
export const NO_SOUND = 'Không nghe thấy tiếng từ hội trường.';
export const SOUND_IS_BACK = 'Âm thanh đã có lại, cảm ơn điểm cầu đã báo.';

export const INCIDENT_NOTE = 'Đã báo đơn vị quản lý đường truyền, đang khắc phục.';

export const SPEAK_TOPICS = [
  'Kinh phí cho tổ công nghệ số cộng đồng',
  'Chữ ký số cho cán bộ không chuyên trách',
  'Hướng dẫn người cao tuổi dùng dịch vụ công trực tuyến',
  'Sóng di động ở thôn vùng cao',
  'Số hoá hồ sơ đất đai cũ',
  'An toàn thông tin khi dùng máy tính chung',
] as const;
