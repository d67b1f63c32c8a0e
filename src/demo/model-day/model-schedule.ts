import type { SessionCreate } from '../../contract/schedule.js';

export const MODEL_TITLE = 'Tập huấn kiến thức cơ bản về chuyển đổi số tỉnh Bắc Giang';

interface Planned extends Omit<SessionCreate, 'startsAt' | 'endsAt'> {
  /** Names the hand-outs' session. */
  key: 'opening' | 'overview' | 'methodology' | 'break' | 'locality' | 'closing';
  /** Minutes. */
  lasts: number;
}

/** The public programme of the day; the speakers are those whom the province named. */
const PLAN: Planned[] = [
  {
    key: 'opening',
    title: 'Khai mạc',
    kind: 'opening',
    lasts: 20,
    speakers: [{ name: 'Lãnh đạo tỉnh Bắc Giang' }],
    abstract: 'Phát biểu khai mạc của lãnh đạo tỉnh tại hội trường trung tâm, truyền tới 239 điểm cầu.',
  },
  {
    key: 'overview',
    title: 'Tổng quan về chuyển đổi số',
    kind: 'talk',
    lasts: 50,
    speakers: [{ name: 'Nguyễn Hữu Tiến', affiliation: 'Cục Tin học hoá' }],
    abstract: 'Chính quyền số, kinh tế số, xã hội số và vai trò của cán bộ, công chức, viên chức.',
  },
  {
    key: 'methodology',
    title: 'Chuyển đổi số và phương pháp luận 2-3-5',
    kind: 'talk',
    lasts: 60,
    speakers: [{ name: 'Hồ Tú Bảo', title: 'GS.', affiliation: 'Viện Nghiên cứu cao cấp về Toán (VIASM)' }],
    abstract: null,
  },
  { key: 'break', title: 'Giải lao', kind: 'break', lasts: 15, speakers: [], abstract: null },
  {
    key: 'locality',
    title: 'Quá trình chuyển đổi số ở địa phương',
    kind: 'talk',
    lasts: 60,
    speakers: [{ name: 'Nguyễn Nhật Quang', title: 'TS.', affiliation: 'VINASA' }],
    abstract: null,
  },
  {
    key: 'closing',
    title: 'Bế mạc',
    kind: 'closing',
    lasts: 15,
    speakers: [{ name: 'Lãnh đạo tỉnh Bắc Giang' }],
    abstract: null,
  },
];

export interface ModelSession {
  key: Planned['key'];
  body: SessionCreate;
}

/** The day's sessions one after another from `startsAt` (milliseconds). */
export function modelSessions(startsAt: number): ModelSession[] {
  let at = startsAt;
  return PLAN.map(({ key, lasts, ...session }) => {
    const from = at;
    at += lasts * 60_000;
    return {
      key,
      body: { ...session, startsAt: new Date(from).toISOString(), endsAt: new Date(at).toISOString() },
    };
  });
}

/** The roll is taken at the opening, after the break and at the closing. */
export function modelCheckpoints(
  sessions: readonly ModelSession[],
): { key: ModelSession['key']; name: string; opensAt: string; closesAt: string }[] {
  const around = (
    key: ModelSession['key'],
    name: string,
  ): { key: ModelSession['key']; name: string; opensAt: string; closesAt: string } => {
    const { startsAt, endsAt } = sessions.find((session) => session.key === key)!.body;
    return {
      key,
      name,
      opensAt: new Date(Date.parse(startsAt) - 30 * 60_000).toISOString(),
      closesAt: endsAt,
    };
  };
  return [around('opening', 'Khai mạc'), around('locality', 'Sau giải lao'), around('closing', 'Bế mạc')];
}
