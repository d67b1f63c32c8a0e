import type { CameraFault } from '../pairing/scan.js';

/** What the device, the browser or the organizers have put in the way: what happened, and what to do. */
const faults = {
  camera: {
    pairing: {
      'no-camera': 'Máy này không có máy ảnh dùng được. Hãy nhập mã ghép bằng tay.',
      refused:
        'Trình duyệt chưa cho phép dùng máy ảnh. Hãy cho phép trong cài đặt của trang, hoặc nhập mã bằng tay.',
      busy: 'Máy ảnh đang được chương trình khác dùng, ví dụ phần mềm họp. Hãy tắt máy ảnh ở đó rồi bấm quét lại, hoặc nhập mã bằng tay.',
    } satisfies Record<CameraFault, string>,
    roll: {
      'no-camera': [
        'Máy này không có máy ảnh',
        'Hãy gõ mã cá nhân vào ô tìm rồi bấm Enter, hoặc tìm theo tên.',
      ],
      refused: [
        'Chưa được dùng máy ảnh',
        'Hãy cho phép máy ảnh trong cài đặt của trang, hoặc gõ mã cá nhân vào ô tìm.',
      ],
      busy: [
        'Máy ảnh đang bận',
        'Chương trình khác đang dùng, ví dụ phần mềm họp. Hãy tắt máy ảnh ở đó rồi quét lại, hoặc gõ mã vào ô tìm.',
      ],
    } satisfies Record<CameraFault, [string, string]>,
  },
  walkInsAtLimit: (count: number) =>
    `Đã ghi ${count} khách ngoài danh sách, nhiều hơn dự kiến. Khách ghi thêm sẽ chờ ban tổ chức quyết định; hãy gọi ban tổ chức.`,
  /** A tap that did nothing. */
  tap: {
    'not-open': (name: string, at: string) => `Chưa ghi: mốc “${name}” mở lúc ${at}.`,
    confirmed: 'Chưa ghi: mốc này đã chốt.',
    full: 'Chưa lưu được lượt vừa rồi: bộ nhớ máy đầy. Các lượt trước vẫn còn. Hãy xóa bớt tệp trên máy rồi bấm lại.',
  },
  roster: {
    removed: (names: string) => `Ban tổ chức đã bỏ khỏi danh sách: ${names}.`,
    moved: (names: string) => `Ban tổ chức đã chuyển sang điểm cầu khác: ${names}. Lượt ghi ở đây vẫn còn.`,
    added: (names: string) => `Ban tổ chức đã thêm vào danh sách: ${names}.`,
    more: (count: number) => `và ${count} người khác`,
    seen: 'Đã rõ',
  },
  notFound: 'Ban tổ chức đã bỏ người này khỏi danh sách. Lượt ghi vẫn được giữ, chờ ban tổ chức xét',
  codeNotFound: 'Không ai trong hội nghị có mã này',
  /** Where nothing may be put into the clipboard. */
  copyByHand: 'Hãy chọn và sao chép đoạn dưới đây:',
};
export type FaultMessages = typeof faults;
export default faults;
