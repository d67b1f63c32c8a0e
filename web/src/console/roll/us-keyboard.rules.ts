/**
 * The keys of a US keyboard by `KeyboardEvent.code`, with Shift and without. Hand scanners assume this
 * layout.
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

/** A key by its position: `code` as `KeyboardEvent.code`, '' if the browser does not know it. */
export interface KeyPlace {
  code: string;
  isShifted: boolean;
}

/** Answers the character at that position of a US keyboard; `null` if there is none. */
export const usKey = ({ code, isShifted }: KeyPlace): string | null =>
  KEYS[code]?.[isShifted ? 1 : 0] ?? null;
