/** Words of what is printed: rosters and pairing sheets. */
const print = {
  rosters: {
    lead: 'Danh sách trên giấy A4 để ký và để điểm danh khi máy hỏng: mỗi người một mã QR mà bàn điểm danh quét được. Mỗi điểm cầu bắt đầu một trang mới.',
    title: 'Danh sách điểm danh',
    date: 'Ngày',
    nth: 'STT',
    code: 'Mã',
    signature: 'Ký tên',
    absent: 'Vắng, lý do',
    qr: (name: string) => `Mã QR của ${name}`,
    walkIn: 'người đến thêm',
    sums: (n: string) => `Danh sách có ${n} người. Có mặt: ……… Vắng: ……… Đến thêm: ………`,
    coordinator: 'Cán bộ điểm cầu (ký, ghi rõ họ tên): ……………………………………',
    allSites: (n: string) => `Tất cả ${n} điểm cầu`,
    byHand: 'Để trống, ghi bằng tay',
    ready: (sites: string, people: string) => `${sites} điểm cầu, ${people} người. Khi in, chọn khổ A4 dọc.`,
    empty: 'Chưa có ai trong danh sách để in.',
    tooMany: (n: string) => `Nhiều hơn ${n} người, không in một lần được. Hãy chọn từng điểm cầu.`,
    print: 'In danh sách',
  },
  pairing: {
    lead: 'In cho mỗi điểm cầu một phiếu có mã QR. Cán bộ điểm cầu quét mã một lần là dùng được, không cần mật khẩu.',
    warning: (n: string) =>
      `Mỗi lần tạo là ${n} mã mới, mỗi mã dùng một lần. Thiết bị đã ghép nối không bị ảnh hưởng. Tạo xong hãy in ngay: vì an toàn, mã không xem lại được.`,
    make: 'Tạo phiếu ghép nối',
    making: 'Đang tạo mã…',
    print: 'In',
    layout: 'Cách in',
    layouts: { one: 'Mỗi điểm cầu một trang', four: 'Bốn phiếu một trang A4' },
    kicker: 'Phiếu ghép nối điểm cầu',
    siteCode: 'Mã điểm cầu',
    steps: [
      'Mở máy ảnh của điện thoại, đưa vào mã QR này rồi mở liên kết hiện ra.',
      'Trên máy tính: mở địa chỉ ghi cạnh mã QR và nhập mã.',
      'Mã chỉ dùng một lần, cho một thiết bị. Cần thêm thiết bị, gọi ban tổ chức.',
    ],
    code: 'Mã',
    expires: (when: string) => `Có hiệu lực đến ${when}`,
    none: 'Hội nghị chưa có điểm cầu nào để in phiếu.',
  },
};
export type PrintMessages = typeof print;
export default print;
