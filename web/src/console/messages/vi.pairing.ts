/** How a device becomes a console, and ceases to be one. */
const pairing = {
  pairing: {
    heading: 'Ghép máy này với điểm cầu',
    intro: 'Mỗi máy chỉ ghép một lần. Mã ghép nằm trên phiếu mà ban tổ chức gửi cho điểm cầu.',
    fromLink: 'Mã ghép đã có sẵn trong liên kết vừa mở.',
    code: 'Mã ghép',
    deviceName: 'Tên máy',
    deviceHint: 'Ban tổ chức thấy tên này khi cần hỗ trợ.',
    submit: 'Bắt đầu',
    working: 'Đang ghép…',
    scan: 'Quét mã QR trên phiếu',
    stopScan: 'Dừng quét',
    aim: 'Hướng máy ảnh vào mã QR trên phiếu ghép.',
    codeNeeded: 'Hãy nhập mã ghép ghi trên phiếu.',
    notOurs: 'Mã QR này không phải mã ghép. Hãy quét mã trên phiếu của điểm cầu.',
    already: (site: string) => `Máy này đang là bàn điểm danh của ${site}.`,
    keep: 'Giữ như cũ',
    waitingKept: (count: number) => `${count} lượt chưa gửi vẫn được giữ trên máy này.`,
    faults: {
      'auth.code-invalid':
        'Mã ghép sai, đã dùng hoặc hết hạn. Hãy xem lại phiếu, hoặc xin ban tổ chức mã mới.',
      'rate.limited': 'Đã thử nhiều lần. Hãy chờ vài phút rồi thử lại.',
      'storage.full':
        'Đã ghép, nhưng chưa lưu được vào máy này: bộ nhớ máy đầy. Hãy xóa bớt tệp trên máy rồi bấm lại; mã ghép vẫn dùng được.',
      'contract.too-old': 'Trang này đã cũ và đang tự cập nhật. Sau đó hãy thử lại; mã ghép vẫn dùng được.',
      network: 'Không kết nối được máy chủ. Hãy kiểm tra mạng rồi bấm lại; mã ghép vẫn dùng được.',
      other: 'Máy chủ chưa nhận được yêu cầu. Hãy bấm lại sau ít giây; mã ghép vẫn dùng được.',
    },
    devices: {
      windows: 'Máy tính Windows',
      mac: 'Máy tính Mac',
      android: 'Điện thoại Android',
      iphone: 'Điện thoại iPhone',
      ipad: 'Máy tính bảng iPad',
      linux: 'Máy tính Linux',
      other: 'Máy điểm danh',
    },
  },
  ended: {
    heading: 'Máy này không còn là bàn điểm danh',
    revoked: (site: string) =>
      `Ban tổ chức đã thu hồi quyền của máy này${site ? ` tại ${site}` : ''}. Danh sách đã được xóa khỏi máy.`,
    kept: (count: number) =>
      `${count} lượt chưa gửi vẫn được giữ trên máy này và không bị xóa. Hãy báo ban tổ chức.`,
    handingIn: (count: number) =>
      `${count} lượt chưa gửi vẫn được giữ trên máy này và đang được chuyển cho ban tổ chức. Hãy để trang này mở.`,
    handInLost: (count: number) =>
      `Chưa kết nối được máy chủ. ${count} lượt chưa gửi vẫn được giữ trên máy này, có mạng là tự chuyển cho ban tổ chức.`,
    handedIn: (count: number) =>
      `${count} lượt chưa gửi đã được chuyển cho ban tổ chức, không mất lượt nào. Ban tổ chức xét rồi mới tính các lượt này.`,
    nothingKept: 'Mọi lượt điểm danh đã được máy chủ nhận, không mất gì.',
    again: 'Ghép lại',
  },
  noStorage: {
    heading: 'Trình duyệt không cho lưu trên máy này',
    advice:
      'Điểm danh cần chỗ lưu để không mất lượt nào khi rớt mạng. Hãy mở trang bằng cửa sổ thường (không phải ẩn danh), hoặc bằng trình duyệt khác.',
  },
};
export type PairingMessages = typeof pairing;
export default pairing;
