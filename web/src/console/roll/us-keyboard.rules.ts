/**
 * The keys of a US keyboard by `KeyboardEvent.code`, with Shift and without: where
 * hand scanners think that they type.
 */
const KEYS: Record<string, [string, string]> = {
  Backquote: ['`', '~'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
[...')!@#$%^&*('].forEach((shifted, digit) => {
  KEYS[`Digit${digit}`] = [String(digit), shifted];
  KEYS[`Numpad${digit}`] = [String(digit), String(digit)];
});
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') KEYS[`Key${letter}`] = [letter.toLowerCase(), letter];

/** A key by its place: `code` as `KeyboardEvent.code`, '' if the browser does not know it. */
export interface KeyPlace {
  code: string;
  isShifted: boolean;
}

/** What stands at that place of a US keyboard; `null` if nothing does. */
export const usKey = ({ code, isShifted }: KeyPlace): string | null =>
  KEYS[code]?.[isShifted ? 1 : 0] ?? null;
