export default {
  good: (at: string) => `Bản sao lưu tốt gần nhất: ${at}.`,
  old: (at: string) =>
    `Bản sao lưu tốt gần nhất đã quá hai ngày: ${at}. Nếu máy chủ hỏng bây giờ, mọi việc ghi nhận sau lúc đó sẽ mất. Báo người vận hành dịch vụ tạo bản sao lưu mới (npm run backup).`,
  none: 'Dữ liệu này chưa được sao lưu lần nào.',
  nightlyOff:
    'Dịch vụ chưa được đặt để tự sao lưu hằng đêm; người vận hành dịch vụ bật bằng BACKUP_DIR (xem README).',
  firstComes: 'Bản sao lưu đầu tiên sẽ được tạo trong ít phút nữa.',
  failed: (at: string) => `Lần sao lưu lúc ${at} không thành công; lý do có trong nhật ký của dịch vụ.`,
  running: 'Đang tạo bản sao lưu mới…',
};
