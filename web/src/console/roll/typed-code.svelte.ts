import { codeReadings, isMistyped, soundCode } from '#contract/code-readings.js';
import { texts } from '../messages/messages.js';
import { type CodeFound, findOwners, identifyCode } from './code-lookup.js';
import type { Codes } from './codes.svelte.js';
import { isPresent } from './roll.rules.js';
import type { RollView } from './view.svelte.js';

type Found = CodeFound | { kind: 'open' | 'looking' };
/** People who type a code pause no longer than this within it. */
const PAUSE_MS = 300;

/** Says whose code is being typed into the search before Enter is pressed; marks nobody. */
export class TypedCode {
  /** `null` if the text is neither a code nor the beginning of one. */
  found = $state.raw<Found | null>(null);
  private readonly view: RollView;
  private readonly codes: Codes;
  private requests = 0;

  constructor(view: RollView, codes: Codes) {
    this.view = view;
    this.codes = codes;
  }

  /** Answers whether Enter would mark somebody. */
  isMarkable: boolean = $derived.by(() => {
    const { found } = this;
    if (found?.kind === 'person') return !isPresent(found.row.standing.state) || found.row.isElsewhere;
    return found?.kind === 'guest' || found?.kind === 'later';
  });

  text: string = $derived.by(() => {
    const [t, { found }] = [texts.t.codes.typing, this];
    if (found?.kind === 'person')
      return this.isMarkable ? t.person(found.row.fullName) : t.already(found.row.fullName);
    if (found?.kind === 'guest') return t.guest(found.guest.fullName, found.guest.siteName);
    if (found === null || !(found.kind in t)) return '';
    return t[found.kind as 'later' | 'mistyped' | 'unknown' | 'open' | 'looking'];
  });

  /** @param isNamed whether the text finds somebody by name */
  async lookUp(text: string, isNamed: boolean): Promise<void> {
    const request = ++this.requests;
    const show = (found: Found | null): void => {
      if (request !== this.requests) return;
      this.found = found;
      this.view.isCode = this.text !== '';
      this.view.codeOwner = found?.kind === 'person' ? found.row.participantId : null;
    };
    if (text.trim() === '' || !globalThis.crypto?.subtle) return show(null);
    const source = this.codes.source();
    const [row, other] = await findOwners(source, [text]);
    if (row && !other) return show({ kind: 'person', row });
    if (isNamed) return show(null);
    if (soundCode(text) === null) {
      if (isMistyped(text)) return show({ kind: 'mistyped' });
      return show(mayGrow(text) ? { kind: 'open' } : null);
    }
    show({ kind: 'looking' });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (request === this.requests) show(await identifyCode(source, text));
  }
}

/** Answers whether the text may become a code: one word with a digit, which names do not have. */
const mayGrow = (text: string): boolean =>
  !/\S\s+\S/.test(text.trim()) && codeReadings(text).some((one) => /\d/.test(one));
