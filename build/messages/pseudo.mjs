/**
 * A language that is none: English with accents, every vowel twice, so about a third longer, in brackets. A
 * text without brackets is in no catalogue; one that is cut off has no room for a longer language.
 */
import { TYPE } from '@formatjs/icu-messageformat-parser';

const FROM = [...'aeiouyAEIOUYcdghnstz'];
const TO = 'áá éé íí óó úú ýý ÁÁ ÉÉ ÍÍ ÓÓ ÚÚ ÝÝ ç ð ğ ħ ñ š ť ž'.split(' ');
const LETTERS = Object.fromEntries(FROM.map((letter, at) => [letter, TO[at]]));
const literal = (value) => ({ type: TYPE.literal, value });

/** The empty text stays empty: there is nothing to translate. */
export const pseudo = (nodes) =>
  nodes.length === 0 ? nodes : [literal('⟦'), ...nodes.map(accented), literal('⟧')];

function accented(node) {
  if (node.type === TYPE.literal)
    return literal(node.value.replace(/[A-Za-z]/g, (letter) => LETTERS[letter] ?? letter));
  if (!node.options) return node;
  const options = Object.entries(node.options).map(([key, option]) => [
    key,
    { ...option, value: option.value.map(accented) },
  ]);
  return { ...node, options: Object.fromEntries(options) };
}
