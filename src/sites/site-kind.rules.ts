import type { SiteKind, SiteLevel } from '../contract/site.js';
import { type Cell, choiceIn, choices } from '../platform/sheets/cells.rules.js';
import { type Faults, shown } from '../platform/sheets/faults.rules.js';

/** Words of offices for a level or a kind: one column often holds both. */
const NODE_WORDS = choices<SiteLevel | SiteKind>({
  province: ['provincial', 'tỉnh', 'cấp tỉnh', 'thành phố trực thuộc trung ương'],
  department: [
    'agency',
    'department or agency',
    'sở',
    'cấp sở',
    'ban',
    'ngành',
    'sở ngành',
    'sở, ban, ngành',
    'cơ quan',
    'sở ban ngành cấp tỉnh',
  ],
  district: [
    'city',
    'town',
    'district or city',
    'huyện',
    'huyện, thành phố',
    'cấp huyện',
    'quận',
    'thị xã',
    'thành phố',
    'thành phố thuộc tỉnh',
  ],
  commune: ['xã', 'cấp xã'],
  ward: ['phường'],
  township: ['thị trấn'],
  special_zone: ['special zone', 'special administrative zone', 'đặc khu'],
  other: ['khác'],
  point: ['site', 'connection point', 'điểm cầu', 'điểm'],
  group: [
    'area',
    'region',
    'cluster',
    'group of sites',
    'khu vực',
    'cụm',
    'nhóm',
    'vùng',
    'khối',
    'cụm điểm cầu',
    'nhóm điểm cầu',
    'khu vực điểm cầu',
    'cụm xã',
    'cụm, khu vực',
    'khu vực, cụm',
  ],
});

/** The kind and level in a row; each is `null` if the row does not say it. */
export interface NodeWords {
  kind: SiteKind | null;
  level: SiteLevel | null;
}

/**
 * Reads the columns `kind` and `level` together. Each may hold the words of the other: offices head one
 * column `Loại` and write `Xã` or `Cụm` into it. A level in the column `kind` says that the row is a point;
 * in the column `level` it says nothing of the kind. A row that says point and group at once is a fault.
 */
export function nodeIn(kindCell: Cell, levelCell: Cell, faults: Faults): NodeWords {
  const inKind = choiceIn(kindCell, NODE_WORDS, faults);
  const inLevel = choiceIn(levelCell, NODE_WORDS, faults);
  const kinds = new Set([kindOf(inKind), isKind(inLevel) ? inLevel : null].filter((kind) => kind !== null));
  if (kinds.size > 1) {
    const words = `${shown(kindCell.text)} and ${shown(levelCell.text)}`;
    faults.add(
      kindCell,
      kindCell.column,
      'cell.invalid',
      `The row is both a site and a group of sites: ${words}`,
      kindCell.text,
    );
  }
  const [kind = null] = kinds;
  return { kind, level: levelOf(inLevel) ?? levelOf(inKind) ?? (inLevel === 'group' ? 'other' : null) };
}

type Word = SiteLevel | SiteKind | null;
const isKind = (word: Word): word is SiteKind => word === 'point' || word === 'group';
const levelOf = (word: Word): SiteLevel | null => (word === null || isKind(word) ? null : word);
const kindOf = (word: Word): SiteKind | null => (word === null || isKind(word) ? word : 'point');
