import type { MadeRow } from '../store/rows.js';
import { member } from '../roll/member.fixture.js';
import { erasedAmong, withoutNames, withoutPeople } from './erased.rules.js';

const LAN = 'Lương Thị Ngọc Lan';
const lan = { participantId: 'lan', label: 'Đã xoá 1', names: [LAN] };
const row = (more: object): MadeRow =>
  ({ participantId: 'minh', entry: { kind: 'absent' }, ...more }) as unknown as MadeRow;

it.each([
  ['the name', `Đi thay ${LAN}`, 'Đi thay Đã xoá 1'],
  ['capitals', `chị ${LAN.toUpperCase()}, ốm`, 'chị Đã xoá 1, ốm'],
  ['no marks', 'nho luong thi ngoc lan', 'nho Đã xoá 1'],
  ['decomposed letters', LAN.normalize('NFD'), 'Đã xoá 1'],
  ['twice', `${LAN}, ${LAN}`, 'Đã xoá 1, Đã xoá 1'],
  ['a longer word', `${LAN}h`, `${LAN}h`],
  ['other marks', 'Lường Thị Ngọc Lan', 'Lường Thị Ngọc Lan'],
])('in a text: %s', (_what, text, after) => {
  expect(withoutNames(text, [lan])).toBe(after);
});

it('leaves a name of one word alone unless it is written alike', () => {
  expect(withoutNames('an toàn, An', [{ ...lan, names: ['An'] }])).toBe('an toàn, Đã xoá 1');
});

it('answers the same object where nobody is named', () => {
  const calls = { siteId: 'x', calls: [{ message: 'Mất tiếng', taken: null }] };
  expect(withoutNames(calls, [lan])).toBe(calls);
});

it('knows an erased person by what lies on the device', () => {
  const erased = { ...member('lan', { fullName: 'Đã xoá 1' }), erased: true as const };
  const stored = {
    members: [member('lan', { fullName: LAN })],
    rows: [row({ participantId: 'lan', fullName: 'Bà Lan' })],
  };
  expect(erasedAmong([erased, member('minh')], stored)).toEqual([{ ...lan, names: [LAN, 'Bà Lan'] }]);
});

it('empties the entry that brought a walk-in or a guest, and keeps what it says', () => {
  const walkIn = row({
    participantId: 'lan',
    entry: { kind: 'present', walkIn: { fullName: LAN, unit: 'Sở' } },
  });
  expect(withoutPeople(walkIn, [lan]).entry).toEqual({ kind: 'present', walkIn: { fullName: 'Đã xoá 1' } });
  const guest = row({ participantId: 'lan', guest: { participantId: 'lan', fullName: LAN, unit: 'Sở' } });
  expect(withoutPeople(guest, [lan]).guest).toEqual({
    participantId: 'lan',
    fullName: 'Đã xoá 1',
    unit: null,
  });
});
