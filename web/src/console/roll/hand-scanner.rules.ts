/** A scanner leaves less than this between two keys; no hand does, over a whole code. */
const FAST_MS = 50;
const SHORTEST = 4;

export type Typed = { kind: 'key' } | { kind: 'burst' } | { kind: 'code'; text: string };

/**
 * Tells a hand scanner from fingers where no field has the focus: it types a whole code in one go and ends with Enter, which would
 * else mark whoever's row has the focus.
 */
export class HandScanner {
  private typed = '';
  private last = Number.NEGATIVE_INFINITY;

  /** @param key as `KeyboardEvent.key` @param at ms, of the event and not of its handling: an old machine is late */
  take(key: string, at: number): Typed {
    const isFast = at - this.last < FAST_MS;
    // Shift and the like come between the letters of a code.
    if (key.length > 1 && key !== 'Enter' && key !== 'Backspace') return { kind: 'key' };
    // No code has one, and it marks who has the focus.
    if (key === ' ') {
      this.forget();
      return { kind: 'key' };
    }
    this.last = at;
    if (key === 'Enter') {
      const text = this.typed;
      this.typed = '';
      return isFast && text.length >= SHORTEST ? { kind: 'code', text } : { kind: 'key' };
    }
    // Vietnamese input takes letters back and types others.
    if (key === 'Backspace') this.typed = isFast ? [...this.typed].slice(0, -1).join('') : '';
    else this.typed = isFast ? this.typed + key : key;
    return isFast ? { kind: 'burst' } : { kind: 'key' };
  }
  forget(): void {
    this.typed = '';
    this.last = Number.NEGATIVE_INFINITY;
  }
}
