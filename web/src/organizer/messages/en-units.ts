import type { UnitMessages } from './vi-units.js';
import { countOf, peopleOf } from '#contract/count-of.js';

const units: UnitMessages = {
  kind: 'Kind',
  kinds: { point: 'Site', group: 'Group of sites' },
  groupName: 'Name of the group',
  groupHint: 'A group only arranges sites: it has no console and no roster, and does not count as a site.',
  groups: (n) => countOf(n, 'group'),
  removeGroupAsk: (name) => `Delete the group “${name}”?`,
  directory: {
    open: 'Add from the directory',
    title: 'Add sites from the directory of administrative units',
    lead: 'Communes, wards and special zones of the 34 provinces and cities since 1 July 2025. Choose one: all its units become sites.',
    province: 'Province or city',
    choose: 'Choose a province or city',
    would: (n) => `${countOf(n, 'site')} will be added.`,
    kept: (n) => `${countOf(n, 'site')} already added, left unchanged.`,
    which: 'Show the list',
    go: (n) => `Add ${countOf(n, 'site')}`,
    goNone: 'Add sites',
    added: (n) => `${countOf(n, 'site')} added.`,
  },
  oldCodes: {
    found: 'The file has codes of communes and wards that ended on 1 July 2025.',
    map: 'Map old codes to the units of today',
    hint: 'Several old units that became one are one site: figures are added up, address and contact are the first given. A unit that was divided goes to one part alone: please check.',
    merged: (n) => `${countOf(n, 'site')} made of several rows`,
    row: (n) => `row ${n}`,
  },
  names: {
    lead: 'The report by unit puts spellings together that differ only in capitals, the place of a tone (Hòa, Hoà), a full stop or blanks. Merge what differs more here; later imports follow. What is stored of each person stays, and every merge can be undone.',
    none: 'No participant names a unit yet.',
    alike: (n) => `Perhaps one unit (${n})`,
    alikeLead:
      'Choose the right name: the others are merged into it. If they are different units, leave them as they are.',
    take: 'Take this name',
    all: (n) => `All units (${n})`,
    search: 'Find a unit',
    alsoSpelt: (names) => `also spelt: ${names}`,
    merged: (name, people) => `merged: “${name}” (${peopleOf(people)})`,
    unmerge: 'Undo',
    merge: 'Merge into another',
    mergeTitle: (name) => `Merge “${name}” into another unit`,
    mergeLead: 'The people of this unit are counted with the unit that you choose.',
    into: 'Merge into',
  },
};
export default units;
