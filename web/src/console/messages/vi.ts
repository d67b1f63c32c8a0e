import type { AttendanceState, AbsenceReason, Mode } from '#contract/attendance.js';
import type { SignalLevel } from '#contract/board.js';
import codes from './vi.codes.js';
import faults from './vi.faults.js';
import help from './vi.help.js';
import pairing from './vi.pairing.js';

const refusals: Record<string, string> = {
  'checkpoint.confirmed': 'Mốc đã chốt: cần lý do sửa',
  'checkpoint.not-open': 'Mốc điểm danh chưa mở',
  'checkpoint.not-found': 'Mốc điểm danh không còn nữa',
  'participant.not-found': faults.notFound,
  'entry.invalid': 'Lượt ghi thiếu hoặc sai nội dung',
  'entry.id-reused': 'Mã lượt ghi đã dùng cho nội dung khác',
  'entry.site-mismatch': 'Thuộc hội nghị khác',
  'entry.clock-ahead':
    'Giờ máy này nhanh hơn giờ thật quá một ngày: hãy chỉnh giờ rồi gửi lại; nếu vẫn bị từ chối thì điểm danh lại',
  'participant.other-site':
    'Người của điểm cầu khác: ở đây chỉ ghi được có mặt, và đã rời sau khi đã ghi có mặt',
  'walk-in.too-many':
    'Khách ngoài danh sách nhiều hơn dự kiến: lượt này chờ ban tổ chức quyết định, hãy gọi ban tổ chức',
  'entry.undo-target': 'Không tìm thấy lượt cần hoàn tác',
  'request.invalid': 'Máy chủ không đọc được lượt ghi này',
  'request.too-large': 'Nội dung quá dài',
  'receipt.missing': 'Máy chủ chưa trả lời riêng cho lượt này',
  'server.failed': 'Máy chủ gặp lỗi với lượt ghi này',
};
const states: Record<AttendanceState, string> = {
  in_person: 'Có mặt trực tiếp',
  online: 'Có mặt trực tuyến',
  absent: 'Vắng mặt',
  left: 'Đã rời',
  unmarked: 'Chưa điểm danh',
};
const reasons: Record<AbsenceReason, string> = {
  business_trip: 'Đi công tác',
  sick: 'Ốm',
  excused: 'Có phép',
  unknown: 'Chưa rõ lý do',
};
const modes: Record<Mode, string> = { in_person: 'Trực tiếp', online: 'Trực tuyến' };
const levels: Record<SignalLevel, string> = { ok: 'Tốt', bad: 'Kém', none: 'Không có' };

const vi = {
  product: 'Điểm cầu',
  title: 'Bàn điểm danh',
  otherLanguage: 'English',
  simulated: 'Dữ liệu mô phỏng',
  loading: 'Đang mở…',
  close: 'Đóng',
  cancel: 'Thôi',
  undo: 'Hoàn tác',
  ...pairing,
  line: {
    connecting: 'Đang kết nối…',
    connected: (waiting: number) => `Đã kết nối · ${waiting} chờ gửi`,
    lost: (since: string, waiting: number) =>
      waiting > 0
        ? `Mất kết nối từ ${since}. ${waiting} lượt đã lưu trên máy này, sẽ gửi khi có mạng.`
        : `Mất kết nối từ ${since}. Cứ điểm danh tiếp, lượt ghi được lưu trên máy này.`,
    hindered: (since: string, waiting: number) =>
      `Máy chủ chưa nhận được từ ${since}. ${waiting} lượt đã lưu trên máy này, sẽ tự gửi lại.`,
    tooOld: (waiting: number) =>
      `Máy chủ không nhận trang cũ. ${waiting} lượt đã lưu trên máy này, chưa gửi.`,
    clockBehind: (minutes: string) =>
      `Đồng hồ máy này chậm ${minutes} so với máy chủ. Lượt điểm danh vẫn được nhận; hãy chỉnh lại giờ khi tiện.`,
    clockAhead: (minutes: string) =>
      `Đồng hồ máy này nhanh ${minutes} so với máy chủ. Lượt điểm danh vẫn được nhận; hãy chỉnh lại giờ khi tiện.`,
    minutes: (count: number) => (count < 120 ? `${count} phút` : `${Math.round(count / 60)} giờ`),
    severalTabs:
      'Bàn điểm danh này đang mở ở hơn một thẻ trình duyệt. Hãy dùng một thẻ cho khỏi nhầm; không lượt nào bị mất.',
    updating: 'Trang vừa có bản mới.',
  },
  renewal: {
    renewing: 'Trang này đã cũ so với máy chủ và đang tự cập nhật.',
    stuck:
      'Trang này đã cũ so với máy chủ mà chưa có bản mới; trang tự thử lại. Nếu sau ít phút vẫn vậy, hãy gọi ban tổ chức.',
    goOn: 'Cứ điểm danh tiếp: lượt ghi được lưu trên máy này, cập nhật xong sẽ gửi.',
    reload: 'Tải lại trang',
  },
  checkpoint: {
    label: 'Mốc điểm danh',
    none: 'Ban tổ chức chưa tạo mốc điểm danh nào. Danh sách sẽ mở khi có mốc đầu tiên.',
    notOpen: (name: string, at: string) =>
      `Mốc “${name}” mở lúc ${at}. Đến giờ trang tự mở, chưa cần làm gì.`,
    late: (at: string) => `Mốc này hết hạn lúc ${at}. Lượt ghi bây giờ vẫn được nhận và ghi là muộn.`,
    opened: (name: string) => `Mốc “${name}” đã mở.`,
    goTo: 'Chuyển sang mốc này',
  },
  roll: {
    label: 'Danh sách điểm danh',
    all: (count: number) => `Có mặt tất cả (${count})`,
    allDone: 'Đã điểm danh hết',
    undoAll: (count: number) => `Hoàn tác ${count} lượt`,
    search: 'Tìm tên, đơn vị, mã…',
    clear: 'Xóa ô tìm',
    scan: 'Quét mã',
    aim: 'Hướng máy ảnh vào mã QR cá nhân.',
    notFound: (typed: string) => `Không có ai khớp “${typed}”.`,
    loading: 'Đang tải danh sách…',
    loadingLost: 'Chưa tải được danh sách vì không có mạng. Trang tự thử lại.',
    empty: 'Danh sách của điểm cầu đang trống. Có thể thêm khách bên dưới, hoặc báo ban tổ chức.',
    keys: 'Phím mũi tên để chuyển người, phím cách để đánh dấu, / để tìm.',
    more: (name: string) => `Thêm lựa chọn cho ${name}`,
    walkIn: 'khách',
    guest: 'điểm cầu khác',
    nameless: 'điểm cầu khác, có mạng mới biết tên',
    substituteFor: (name: string) => `thay ${name}`,
    substitutedBy: (name: string) => `có ${name} dự thay`,
    elsewhere: 'đang tính ở điểm cầu khác',
    alsoElsewhere: 'cũng được ghi ở điểm cầu khác',
    addWalkIn: '+ Khách / người ngoài danh sách',
  },
  states,
  reasons,
  modes,
  marks: {
    none: '',
    saving: 'đang lưu…',
    saved: 'đã lưu trên máy',
    received: 'đã nhận',
    refused: (reason: string) => `bị từ chối: ${reason}`,
  },
  panel: {
    state: 'Trạng thái',
    reason: 'Lý do vắng',
    absent: 'Vắng',
    left: 'Đã rời',
    ownWords: 'Lý do khác',
    ownWordsLabel: 'Ghi lý do',
    save: 'Ghi',
    substitute: 'Có người thay',
    undoLast: 'Hoàn tác lượt cuối',
  },
  person: {
    walkInHeading: 'Khách, người ngoài danh sách',
    substituteHeading: (name: string) => `Người thay ${name}`,
    fullName: 'Họ và tên',
    unit: 'Đơn vị',
    add: 'Ghi có mặt',
    nameNeeded: 'Hãy ghi họ và tên.',
  },
  codes,
  faults,
  guests: {
    heading: 'Hay là người của điểm cầu khác?',
    search: 'Tìm họ tên này ở điểm cầu khác',
    searching: 'Đang tìm…',
    mark: 'Ghi có mặt',
    markLabel: (name: string, site: string) => `Ghi có mặt: ${name}, ${site}`,
    nobody: 'Không có ai trùng đúng họ tên này ở điểm cầu khác. Hãy ghi là khách.',
    offline:
      'Chưa có mạng nên không tìm được theo họ tên. Hãy ghi là khách; ban tổ chức sẽ ghép lại với người trong danh sách.',
    limited: 'Đã tìm nhiều lần. Hãy chờ vài phút, hoặc ghi là khách; ban tổ chức sẽ ghép lại.',
    failed: 'Máy chủ chưa tìm được. Hãy ghi là khách; ban tổ chức sẽ ghép lại.',
  },
  counts: {
    present: (count: number, listed: number, outside: number) =>
      outside === 0 ? `${count} có mặt` : `${count}/${listed} có mặt + ${outside} ngoài danh sách`,
    absent: (count: number) => `${count} vắng`,
    left: (count: number) => `${count} đã rời`,
    unmarked: (count: number) => `${count} chưa điểm danh`,
  },
  history: {
    open: 'Lịch sử',
    heading: 'Những lượt đã làm trên máy này',
    empty: 'Chưa có lượt nào ở mốc này.',
    people: (first: string, others: number) => (others > 0 ? `${first} và ${others} người khác` : first),
    undone: 'đã hoàn tác',
    refused: 'bị từ chối',
    unnamed: 'Người không còn trong danh sách trên máy',
    kinds: {
      present: 'Có mặt',
      absent: 'Vắng',
      left: 'Đã rời',
      undo: 'Hoàn tác',
      confirm: 'Chốt điểm danh',
      reopen: 'Mở lại mốc',
    },
  },
  closing: {
    close: 'Chốt',
    heading: (checkpoint: string) => `Chốt điểm danh · ${checkpoint}`,
    names: (count: number) => `Danh sách có ${count} người đang có mặt tại phòng.`,
    unmarked: (count: number) => `Còn ${count} người chưa điểm danh.`,
    heads: 'Số người đếm được trong phòng',
    headsNeeded: 'Hãy nhập số người, từ 0 trở lên.',
    difference: (more: number) =>
      more === 0
        ? 'Khớp với danh sách.'
        : more > 0
          ? `Trong phòng nhiều hơn danh sách ${more} người.`
          : `Trong phòng ít hơn danh sách ${-more} người.`,
    note: 'Vì sao lệch, nếu biết',
    meaning: 'Sau khi chốt, mọi thay đổi phải kèm lý do và được ghi trong báo cáo.',
    confirm: 'Chốt điểm danh',
    closed: (heads: number, at: string) => `Đã chốt lúc ${at}: ${heads} người.`,
    amend: 'Sửa sau khi chốt',
    amendMeaning: 'Lý do này đi kèm mọi thay đổi bạn ghi tiếp theo, cho tới khi bấm “Sửa xong”.',
    amending: (reason: string) => `Đang sửa, lý do: ${reason}`,
    why: 'Lý do sửa',
    begin: 'Bắt đầu sửa',
    stop: 'Sửa xong',
    open: 'Bỏ chốt',
    reopened: (reason: string) => `Ban tổ chức đã mở lại mốc này: ${reason}`,
  },
  paper: {
    open: 'Nhập từ giấy',
    heading: 'Nhập từ bản giấy',
    meaning: 'Các lượt ghi tiếp theo mang giờ ghi trên giấy và được đánh dấu là từ bản giấy.',
    time: 'Giờ ghi trên giấy (hôm nay)',
    toCome: 'Giờ này chưa tới.',
    begin: 'Bắt đầu nhập',
    on: (at: string) => `Đang nhập từ giấy: các lượt ghi mang giờ ${at}.`,
    stop: 'Nhập xong',
  },
  trouble: {
    refused: (count: number) => `${count} lượt bị máy chủ từ chối`,
    held: (count: number) => `${count} lượt máy chủ chưa nhận`,
    aside: (count: number) => `${count} lượt của lần ghép trước chưa gửi`,
    look: 'Xem',
    heading: 'Lượt cần xem lại',
    explanation: 'Các lượt này vẫn nằm trên máy. Không lượt nào tự mất.',
    again: 'Gửi lại',
    copy: 'Sao chép',
    copied: 'Đã sao chép',
    sendAside: 'Gửi bằng lần ghép này',
    otherSite: 'Thuộc điểm cầu khác, hãy sao chép và gửi ban tổ chức.',
  },
  foot: {
    now: 'Bây giờ',
    next: 'Tiếp theo',
    nothingNow: 'Chưa có phiên nào đang diễn ra',
    materials: (count: number) => `Tài liệu (${count})`,
    materialsHeading: 'Tài liệu cho điểm cầu',
    noMaterials: 'Chưa có tài liệu nào được phát hành.',
    download: 'Tải về',
    downloading: (percent: number) => `Đang tải ${percent}%`,
    downloadFailed: 'Tải chưa xong. Hãy bấm lại.',
    signal: 'Tín hiệu nhận được',
    signalHint: 'Hình và tiếng từ hội trường thế nào? Bấm để ban tổ chức biết.',
    picture: 'Hình',
    sound: 'Tiếng',
    levels,
    signalNeedsLine: 'Báo được khi có kết nối.',
    signalSent: 'Ban tổ chức đã nhận tình trạng tín hiệu.',
    offline: {
      preparing: 'Đang chuẩn bị để mở được khi không có mạng…',
      ready:
        'Trang này mở và điểm danh được cả khi không có mạng; tải tài liệu và báo tín hiệu thì cần mạng.',
      impossible: 'Trình duyệt này không mở lại được trang khi không có mạng: đừng đóng trang khi mất mạng.',
    },
    storage: {
      asking: '',
      kept: 'Dữ liệu được giữ lâu dài trên máy.',
      'may-be-cleared':
        'Trình duyệt có thể xóa dữ liệu khi máy đầy: đừng xóa dữ liệu duyệt web khi còn lượt chờ gửi.',
    },
  },
  help,
  announce: {
    marked: (name: string, state: string) => `${name}: ${state}, đã lưu trên máy`,
    markedMany: (count: number) => `${count} người có mặt, đã lưu trên máy`,
    undone: 'Đã hoàn tác',
  },
  refusal: (code: string): string => refusals[code] ?? 'Máy chủ không nhận lượt này',
};
export type Messages = typeof vi;
export default vi;
