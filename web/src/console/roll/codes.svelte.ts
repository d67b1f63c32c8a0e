import { scanSound } from '../bar/scan-sound.svelte.js';
import { texts } from '../messages/messages.js';
import { type CodeFound, type CodeSource, type CodeInput, identifyCode } from './code-lookup.js';
import { findGuestByCode } from './guest-search.js';
import { isPresent, type RollRow } from './roll.rules.js';
import { play, type Tune } from './sound.js';
import { aboutText } from './wording.rules.js';
import type { SyncStatus } from '../sync/sync-status.svelte.js';
import type { LocalData } from './local-data.svelte.js';
import type { RollClosing } from './roll-closing.svelte.js';
import type { Roll } from './roll.svelte.js';
import type { RollView } from './view.svelte.js';

type No =
  | Exclude<CodeFound['kind'], 'person' | 'guest' | 'later' | 'keyboard'>
  | 'not-open'
  | 'confirmed'
  | 'not-saved';
/** What a scanned or typed code came to, as it is shown and sounded. */
export interface Verdict<Kind = Tune | 'looking'> {
  kind: Kind;
  headline: string;
  detail: string;
}
const SHOWN_MS = 6_000;

/** Checks people in by their codes, as fast as they come, and shows what each code came to. */
export class Codes {
  verdict = $state.raw<Verdict | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private requests = 0;
  private readonly view: RollView;
  private readonly data: LocalData;
  private readonly status: SyncStatus;
  private readonly roll: Roll;
  private readonly closing: RollClosing;

  constructor(view: RollView, data: LocalData, status: SyncStatus, roll: Roll, closing: RollClosing) {
    this.view = view;
    this.data = data;
    this.status = status;
    this.roll = roll;
    this.closing = closing;
  }

  async acceptCode(given: CodeInput): Promise<void> {
    const request = ++this.requests;
    const verdict = await this.decide(
      given,
      () =>
        request === this.requests &&
        this.show({ kind: 'looking', headline: texts.t.codes.looking, detail: '' }),
    );
    // A later code is on the screen already; this one has changed the roll, or sounds wrong.
    if (request === this.requests) this.show(verdict);
    play(verdict.kind, scanSound.isOn);
  }
  /** Shows a refusal that concerns no code, such as a missing camera. */
  showRefusal([headline, detail]: [string, string]): void {
    this.show({ kind: 'no', headline, detail });
  }

  /** Answers where codes are looked up: on this roll, and at the service while it is connected. */
  source(onasking: () => void = () => undefined): CodeSource {
    const { pairing, snapshot } = this.data;
    return {
      rows: this.roll.rows,
      conferenceId: pairing.conferenceId,
      slug: snapshot.head?.conference.slug ?? null,
      ask: async (code) => {
        if (!this.status.isConnected) return { kind: 'offline' };
        onasking();
        return findGuestByCode(pairing, code);
      },
    };
  }

  private async decide(given: CodeInput, onasking: () => void): Promise<Verdict<Tune>> {
    const { obstacle } = this.closing;
    if (obstacle) return no(obstacle);
    return this.mark(await identifyCode(this.source(onasking), given));
  }

  private async mark(found: CodeFound): Promise<Verdict<Tune>> {
    const t = texts.t.codes;
    if (found.kind === 'person') return this.markRow(found.row);
    if (found.kind === 'guest') {
      const row = this.roll.rows.find(({ participantId }) => participantId === found.guest.participantId);
      if (row) return this.markRow(row);
      const { fullName, siteName } = found.guest;
      this.view.search = '';
      return (await this.view.markGuest(found.guest, 'qr'))
        ? { kind: 'yes', headline: t.present(fullName), detail: t.guestOf(siteName) }
        : no('not-saved');
    }
    if (found.kind === 'keyboard') return spoilt(found.text);
    if (found.kind !== 'later') return no(found.kind);
    // The code may have been scanned twice while the service was out of reach: the first scan made a row.
    const row = this.roll.rows.find(({ codeHash }) => codeHash === found.codeHash);
    if (row) return this.markRow(row);
    this.view.search = '';
    return (await this.view.markCode(found))
      ? { kind: 'later', headline: t.later, detail: t.laterDetail(found.code) }
      : no('not-saved');
  }

  private async markRow(row: RollRow): Promise<Verdict<Tune>> {
    const t = texts.t.codes;
    const detail = aboutText(row, this.data.siteName);
    this.view.search = '';
    this.view.focused = row.participantId;
    if (isPresent(row.standing.state) && !row.isElsewhere)
      return { kind: 'already', headline: t.already(row.fullName), detail };
    return (await this.view.markScanned(row))
      ? { kind: 'yes', headline: t.present(row.fullName), detail }
      : no('not-saved');
  }

  private show(verdict: Verdict): void {
    this.verdict = verdict;
    clearTimeout(this.timer);
    if (verdict.kind !== 'looking') this.timer = setTimeout(() => (this.verdict = null), SHOWN_MS);
  }
}

/** How many characters of the typed text are shown. */
const SHOWN_CHARACTERS = 24;

function spoilt(text: string): Verdict<Tune> {
  const { headline, detail } = texts.t.codes.keyboard;
  const shown = [...text.trim()];
  const start = shown.slice(0, SHOWN_CHARACTERS).join('');
  return { kind: 'no', headline, detail: detail(shown.length > SHOWN_CHARACTERS ? `${start}…` : start) };
}

function no(why: No): Verdict<Tune> {
  const [headline, detail] = texts.t.codes.no[why];
  return { kind: 'no', headline, detail };
}
