/** The keys that a hand scanner presses, row by row, by `KeyboardEvent.code`. */
const ROWS: string[][] = [
  ['Backquote', ...[...'1234567890'].map((digit) => `Digit${digit}`), 'Minus', 'Equal'],
  [...[...'QWERTYUIOP'].map((letter) => `Key${letter}`), 'BracketLeft', 'BracketRight'],
  [...[...'ASDFGHJKL'].map((letter) => `Key${letter}`), 'Semicolon', 'Quote'],
  [...[...'ZXCVBNM'].map((letter) => `Key${letter}`), 'Comma', 'Period', 'Slash'],
];
/** Stands for a dead key: the browser says `Dead`. */
const DEAD = '◌';

/** What stands on these keys, without Shift and with it. */
const LAYOUTS: Record<string, [string, string][]> = {
  'English (US)': [
    ['`1234567890-=', '~!@#$%^&*()_+'],
    ['qwertyuiop[]', 'QWERTYUIOP{}'],
    ["asdfghjkl;'", 'ASDFGHJKL:"'],
    ['zxcvbnm,./', 'ZXCVBNM<>?'],
  ],
  Vietnamese: [
    ['`ăâêô\u0300\u0309\u0303\u0301\u0323đ-₫', '~ĂÂÊÔ%^&*(Đ_+'],
    ['qwertyuiopươ', 'QWERTYUIOPƯƠ'],
    ["asdfghjkl;'", 'ASDFGHJKL:"'],
    ['zxcvbnm,./', 'ZXCVBNM<>?'],
  ],
  'French (AZERTY)': [
    ['²&é"\'(-è_çà)=', '²1234567890°+'],
    [`azertyuiop${DEAD}$`, `AZERTYUIOP${DEAD}£`],
    ['qsdfghjklmù', 'QSDFGHJKLM%'],
    ['wxcvbn,;:!', 'WXCVBN?./§'],
  ],
  Belgian: [
    ['²&é"\'(§è!çà)-', '³1234567890°_'],
    [`azertyuiop${DEAD}$`, `AZERTYUIOP${DEAD}*`],
    ['qsdfghjklmù', 'QSDFGHJKLM%'],
    ['wxcvbn,;:=', 'WXCVBN?./+'],
  ],
  'German (QWERTZ)': [
    [`${DEAD}1234567890ß${DEAD}`, `°!"§$%&/()=?${DEAD}`],
    ['qwertzuiopü+', 'QWERTZUIOPÜ*'],
    ['asdfghjklöä', 'ASDFGHJKLÖÄ'],
    ['yxcvbnm,.-', 'YXCVBNM;:_'],
  ],
  Swiss: [
    [`§1234567890'${DEAD}`, `°+"*ç%&/()=?${DEAD}`],
    [`qwertzuiopü${DEAD}`, 'QWERTZUIOPè!'],
    ['asdfghjklöä', 'ASDFGHJKLéà'],
    ['yxcvbnm,.-', 'YXCVBNM;:_'],
  ],
  Spanish: [
    ["º1234567890'¡", 'ª!"·$%&/()=?¿'],
    [`qwertyuiop${DEAD}+`, `QWERTYUIOP${DEAD}*`],
    [`asdfghjklñ${DEAD}`, `ASDFGHJKLÑ${DEAD}`],
    ['zxcvbnm,.-', 'ZXCVBNM;:_'],
  ],
  Russian: [
    ['ё1234567890-=', 'Ё!"№;%:?*()_+'],
    ['йцукенгшщзхъ', 'ЙЦУКЕНГШЩЗХЪ'],
    ['фывапролджэ', 'ФЫВАПРОЛДЖЭ'],
    ['ячсмитьбю.', 'ЯЧСМИТЬБЮ,'],
  ],
  Dvorak: [
    ['`1234567890[]', '~!@#$%^&*(){}'],
    ["',.pyfgcrl/=", '"<>PYFGCRL?+'],
    ['aoeuidhtns-', 'AOEUIDHTNS_'],
    [';qjkxbmwvz', ':QJKXBMWVZ'],
  ],
};
export type Layout = keyof typeof LAYOUTS;
export const layouts: Layout[] = Object.keys(LAYOUTS);

/** A key as the browser hears it. */
export interface Press {
  key: string;
  code: string;
  isShifted: boolean;
}
const US = LAYOUTS['English (US)']!;

/**
 * What a scanner that believes in a US keyboard presses for a text, and what the
 * layout makes of it; Enter at the end.
 */
export function scanned(layout: Layout, text: string): Press[] {
  const presses = [...text].flatMap((letter): Press[] => {
    for (const [row, pair] of US.entries())
      for (const [shift, keys] of pair.entries()) {
        const at = [...keys].indexOf(letter);
        if (at < 0) continue;
        const isShifted = shift === 1;
        const made = [...LAYOUTS[layout]![row]![shift as 0 | 1]][at]!;
        const press = { key: made === DEAD ? 'Dead' : made, code: ROWS[row]![at]!, isShifted };
        return isShifted ? [{ key: 'Shift', code: 'ShiftLeft', isShifted }, press] : [press];
      }
    throw new Error(`no key for ${letter}`);
  });
  return [...presses, { key: 'Enter', code: 'Enter', isShifted: false }];
}
