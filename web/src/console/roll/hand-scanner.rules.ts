import { type KeyPlace, usKey } from './us-keyboard.rules.js';

/** A scanner leaves less than this between two keys; no hand does over a whole code. */
const FAST_MS = 50;
const SHORTEST = 4;

/** What a hand scanner has typed. */
export interface Scan {
  /** The text under the machine's keyboard layout. */
  text: string;
  /** The text under a US layout; absent if the positions of the keys are not known. */
  places?: string;
  /** True if letters were deleted meanwhile, as Vietnamese input methods do. */
  isRewritten?: boolean;
}
export type Typed = { kind: 'key' } | { kind: 'burst' } | ({ kind: 'code' } & Scan);

const NO_PLACE: KeyPlace = { code: '', isShifted: false };

/**
 * Tells a hand scanner from typing: it types a whole code at once and ends with Enter, which would otherwise
 * mark the focused row. It sends the keys of a US keyboard, and the machine's layout makes other letters of
 * them. So the positions of the keys are recorded beside the letters.
 */
export class HandScanner {
  private typed = '';
  /** One for each key; `null` for a key without a position, as input methods send them. */
  private places: (string | null)[] = [];
  private isRewritten = false;
  private last = Number.NEGATIVE_INFINITY;

  /**
   * @param key as `KeyboardEvent.key`
   * @param at `timeStamp` of the event in ms: an old machine handles it late
   */
  acceptKey(key: string, at: number, place: KeyPlace = NO_PLACE): Typed {
    const isFast = at - this.last < FAST_MS;
    const isEnter = key === 'Enter' || place.code === 'Enter' || place.code === 'NumpadEnter';
    const isBack = key === 'Backspace';
    const us = usKey(place);
    // Shift and similar keys come between the letters of a code. A dead key has a position; its letter comes
    // later.
    if (key.length > 1 && !isEnter && !isBack && us === null) return { kind: 'key' };
    // No code contains a space, and a space marks the focused row.
    if (key === ' ' && us === null) {
      this.forget();
      return { kind: 'key' };
    }
    this.last = at;
    if (isEnter) return this.end(isFast);
    if (!isFast) this.clear();
    if (isBack) this.removeLast();
    else this.add(key, us);
    return isFast ? { kind: 'burst' } : { kind: 'key' };
  }
  forget(): void {
    this.clear();
    this.last = Number.NEGATIVE_INFINITY;
  }

  private add(key: string, us: string | null): void {
    // Dead keys and keys of an input method have long names and no letter.
    if (key.length === 1) this.typed += key;
    this.places.push(us);
  }
  /** Handles a letter deleted by a Vietnamese input method: the positions are no code then. */
  private removeLast(): void {
    if (this.places.length === 0) return;
    this.typed = [...this.typed].slice(0, -1).join('');
    this.places.push(null);
    this.isRewritten = true;
  }
  private end(isFast: boolean): Typed {
    const { typed: text, places, isRewritten } = this;
    this.forget();
    if (!isFast || Math.max(text.length, places.length) < SHORTEST) return { kind: 'key' };
    const scan: Scan = places.includes(null) ? { text } : { text, places: places.join('') };
    return { kind: 'code', ...scan, ...(isRewritten && { isRewritten }) };
  }
  private clear(): void {
    this.typed = '';
    this.places = [];
    this.isRewritten = false;
  }
}
