/** What a scanned or typed code came to. */
const codes = {
  present: (name: string) => `${name} có mặt`,
  already: (name: string) => `${name} đã điểm danh rồi`,
  guestOf: (site: string) => `Người của ${site}`,
  later: 'Đã ghi có mặt, chưa rõ tên',
  laterDetail: (code: string) => `Mã ${code} không có trong danh sách này. Có mạng là máy chủ cho biết tên.`,
  looking: 'Đang tra mã…',
  /** What keys have typed and no code says. */
  keyboard: {
    headline: 'Không đọc được mã',
    detail: (text: string) =>
      `${text === '' ? 'Chữ máy quét gõ ra' : `“${text}”`} không thể là mã. Thường do bàn phím: hãy chuyển sang tiếng Anh (Mỹ), tắt bộ gõ tiếng Việt rồi quét lại; hoặc tìm theo tên.`,
  },
  /** While a code is typed into the search. */
  typing: {
    person: (name: string) => `Mã của ${name}.`,
    already: (name: string) => `Mã của ${name}, đã điểm danh rồi.`,
    guest: (name: string, site: string) => `Mã của ${name}, người của ${site}.`,
    later: 'Mã đúng, có mạng mới biết tên.',
    mistyped: 'Mã gõ chưa đúng: hãy xem lại từng ký tự.',
    unknown: 'Không ai có mã này.',
    open: 'Chưa khớp ai. Nếu là mã cá nhân thì gõ hết rồi nhấn Enter.',
    looking: 'Đang tra mã…',
    mark: 'Ghi có mặt',
  },
  /** A headline, and what to do. */
  no: {
    unknown: ['Không ai có mã này', 'Mã không thuộc hội nghị này. Hãy tìm theo tên, hoặc ghi là khách.'],
    'not-here': [
      'Mã không có trong danh sách',
      'Chưa có mạng để tra ở điểm cầu khác. Hãy tìm theo tên, hoặc ghi là khách.',
    ],
    mistyped: ['Mã gõ chưa đúng', 'Hãy xem lại từng ký tự.'],
    'other-conference': [
      'Mã của hội nghị khác',
      'Mã này không dùng cho hội nghị này. Hãy tìm theo tên, hoặc ghi là khách.',
    ],
    limited: ['Chưa tra được mã', 'Đã thử nhiều mã sai. Hãy chờ vài phút, hoặc tìm theo tên.'],
    'not-possible': ['Không tra được mã ở đây', 'Địa chỉ trang phải bắt đầu bằng https. Hãy tìm theo tên.'],
    'not-a-code': [
      'Không phải mã cá nhân',
      'Hãy quét mã QR trên giấy mời hoặc danh sách, hoặc tìm theo tên.',
    ],
    'not-open': ['Chưa ghi: mốc chưa mở', 'Đến giờ mở, hãy quét lại.'],
    confirmed: ['Chưa ghi: mốc đã chốt', 'Muốn ghi thêm thì bấm “Sửa sau khi chốt” trước, rồi quét lại.'],
    'not-saved': ['Chưa lưu được', 'Bộ nhớ máy đầy. Hãy xóa bớt tệp trên máy rồi quét lại.'],
  } satisfies Record<string, [string, string]>,
};
export type CodeMessages = typeof codes;
export default codes;
