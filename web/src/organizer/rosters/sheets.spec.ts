import { describe, expect, it } from '@jest/globals';
import type { Participant } from '#contract/participant.js';
import type { Site } from '#contract/site.js';
import { sheetsOf } from './sheets.js';

const site = (id: string): Site => ({ id, name: id }) as Site;
const person = (fullName: string, siteId: string, origin: 'roster' | 'walk_in' = 'roster'): Participant =>
  ({ id: fullName, fullName, siteId, origin }) as Participant;

describe('the rosters on paper', () => {
  it('follow sites and given names, without walk-ins, empty sites and people without a site', () => {
    const people = [
      person('Vũ Thị Nhàn', 'a'),
      person('Nguyễn Văn An', 'a'),
      person('Đỗ Đức Cường', 'b'),
      person('Khách', 'a', 'walk_in'),
      person('Người Lạ', 'd'),
    ];
    expect(
      sheetsOf([site('b'), site('c'), site('a')], people).map((sheet) => [
        sheet.site.id,
        sheet.people.map(({ fullName }) => fullName),
      ]),
    ).toEqual([
      ['b', ['Đỗ Đức Cường']],
      ['a', ['Nguyễn Văn An', 'Vũ Thị Nhàn']],
    ]);
  });
});
