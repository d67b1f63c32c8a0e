import type { SignalLevel } from '#contract/board.js';
import type { SiteLine } from './site-line.js';

/** What this page has told the organizers of picture and sound; `null` as long as it has reported nothing. */
export class SignalReport {
  picture = $state<SignalLevel | null>(null);
  sound = $state<SignalLevel | null>(null);
  isSent = $state(false);
  private readonly line: SiteLine;

  constructor(line: SiteLine) {
    this.line = line;
  }

  get isReported(): boolean {
    return this.picture !== null || this.sound !== null;
  }
  get isBad(): boolean {
    return [this.picture, this.sound].some((level) => level === 'bad' || level === 'none');
  }

  async say(what: 'picture' | 'sound', level: SignalLevel): Promise<void> {
    const { picture, sound } = this;
    this[what] = level;
    this.isSent = false;
    // Both levels are sent together; one that nobody has chosen counts as good.
    this.isSent = await this.line.signal({ picture: this.picture ?? 'ok', sound: this.sound ?? 'ok' });
    if (!this.isSent) Object.assign(this, { picture, sound });
  }
}
