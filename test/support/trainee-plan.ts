import type { SessionCreate } from '../../src/contract/schedule.js';

/** Names and texts that would run if a page let them. */
export const NASTY = '<img src=x onerror="alert(1)">$& "Ậ" \'Ỗ\' ự </script><script>alert(2)</script>';

const MINUTE = 60_000;
/** So many minutes from now. */
const from = (minutes: number): string => new Date(Date.now() + minutes * MINUTE).toISOString();

/** A day during its second session. */
export function traineePlan(): SessionCreate[] {
  return [
    {
      title: 'Khai mạc',
      kind: 'opening',
      startsAt: from(-90),
      endsAt: from(-60),
      speakers: [{ name: 'Lãnh đạo tỉnh' }],
    },
    {
      title: 'Tổng quan về chuyển đổi số',
      kind: 'talk',
      startsAt: from(-60),
      endsAt: from(24),
      abstract: 'Ba trụ cột: chính quyền số, kinh tế số, xã hội số.',
      speakers: [{ name: 'Nguyễn Hữu Tiến', affiliation: 'Cục Tin học hoá' }],
    },
    { title: 'Giải lao', kind: 'break', startsAt: from(24), endsAt: from(40) },
    {
      title: 'Chuyển đổi số và phương pháp luận 2-3-5',
      kind: 'talk',
      startsAt: from(40),
      endsAt: from(100),
      speakers: [{ title: 'GS.', name: 'Hồ Tú Bảo', affiliation: 'VIASM' }],
    },
    {
      title: NASTY,
      kind: 'other',
      startsAt: from(100),
      endsAt: from(120),
      abstract: NASTY,
      speakers: [{ name: NASTY }],
    },
  ];
}
