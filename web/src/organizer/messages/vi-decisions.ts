import type { ProblemCode } from '#contract/problem.js';

/** Where the general sentence would not fit an entry. */
const why: Partial<Record<ProblemCode, string>> = {
  'participant.not-found': 'Không có người này trong danh sách của hội nghị.',
  'checkpoint.not-found': 'Không có mốc điểm danh này.',
  'checkpoint.confirmed': 'Điểm cầu đã chốt mốc này trước đó.',
  'entry.id-reused': 'Sổ đã có một lượt khác cùng mã.',
};
const decisions = {
  why,
  waiting: 'lượt cần quyết định',
  lead: 'Các lượt điểm danh dưới đây chưa được tính. Chấp nhận thì lượt được ghi vào sổ đúng như điểm cầu đã làm, mỗi lượt chỉ tính một lần. Không nhận thì lượt vẫn được giữ ở đây, kèm lý do.',
  state: 'Tình trạng',
  states: { open: 'Chờ quyết định', accepted: 'Đã nhận', rejected: 'Không nhận', all: 'Tất cả' },
  quarantine: {
    title: (open: string | null) => `Từ máy đã thu hồi${open === null ? '' : ` (${open})`}`,
    none: 'Không có lượt nào từ máy đã thu hồi.',
  },
  refused: {
    title: (open: string | null) => `Bị máy chủ từ chối${open === null ? '' : ` (${open})`}`,
    none: 'Không có lượt nào bị từ chối.',
  },
  nobody: 'Không rõ là ai',
  wholeSite: 'Cả điểm cầu',
  code: (code: string) => `Mã ${code}`,
  kinds: {
    present: 'Có mặt',
    undo: 'Hoàn tác',
    confirm: 'Chốt điểm danh',
    counted: (heads: string) => `Chốt điểm danh, đếm được ${heads} người`,
    reopen: 'Mở lại điểm danh',
    unknown: 'Không đọc được nội dung',
  },
  site: (code: string, name: string, device: string | null) =>
    `${name} (${code})${device ? ` · ${device}` : ''}`,
  times: (recorded: string | null, received: string) =>
    `${recorded ? `ghi lúc ${recorded}, ` : ''}máy chủ nhận lúc ${received}`,
  fromRevoked: 'Máy bị thu hồi trước khi gửi được lượt này.',
  because: (why: string) => `Lý do: ${why}`,
  accept: 'Chấp nhận',
  acceptOf: (who: string) => `Chấp nhận: ${who}`,
  acceptAll: (n: string) => `Chấp nhận ${n} lượt đang hiện`,
  acceptAllAsk: (n: string) => `Ghi ${n} lượt đang hiện vào sổ điểm danh? Lượt đã ghi không bỏ ra được nữa.`,
  reject: 'Không nhận',
  rejectOf: (who: string) => `Không nhận: ${who}`,
  rejectReason: 'Lý do không nhận',
  amendment: 'Lý do ghi thêm lượt này sau khi điểm cầu đã chốt',
  accepted: (who: string) => `Đã ghi vào sổ: ${who}.`,
  rejected: (who: string) => `Không nhận: ${who}. Lượt vẫn được giữ trong danh sách.`,
  stillRefused: (why: string) => `Chưa ghi được: ${why}`,
  acceptedMany: (taken: string, left: number) =>
    `Đã ghi ${taken} lượt vào sổ.${left > 0 ? ` Còn ${left} lượt chưa ghi được, lý do ở từng lượt.` : ''}`,
  decidedAccepted: (name: string, at: string) => `Đã nhận lúc ${at}${name ? `, bởi ${name}` : ''}`,
  decidedRejected: (name: string, at: string, reason: string) =>
    `Không nhận lúc ${at}, bởi ${name}: ${reason}`,
};
export type DecisionsMessages = typeof decisions;
export default decisions;
