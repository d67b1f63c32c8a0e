import { loudspeaker, type Melody, play } from '../../shared/synthesizer.js';
import { rungOf, withRung } from './alarm.rules.js';

const CHOICE_KEY = 'alarm';
const RUNG_KEY = 'alarms-rung';
const LOCK = 'diemcau-alarm';
/** Two notes, twice: heard across a room, and no sound of a phone. */
const ALARM: Melody = { notes: [740, 988, 740, 988], seconds: 0.22, shape: 'triangle', loudness: 0.3 };
const GESTURES = ['pointerdown', 'keydown'] as const;

/** The sound and the notifications of this device. The choice is remembered; several tabs ring once. */
class AlarmDevice {
  /** The person wants to hear alarms on this device. */
  isOn = $state(stored(CHOICE_KEY) === 'on');
  /** The browser plays sound: the page was touched since it was loaded. */
  isHeard = $state(false);
  permission = $state<NotificationPermission | 'missing'>(
    'Notification' in globalThis && isSecureContext ? Notification.permission : 'missing',
  );
  readonly canSound = 'AudioContext' in globalThis;

  constructor() {
    window.addEventListener('storage', ({ key, newValue }) => {
      if (key === CHOICE_KEY) this.isOn = newValue === 'on';
    });
    // Browsers play nothing before the first gesture; only then is a context of use.
    for (const gesture of GESTURES) addEventListener(gesture, () => this.isOn && this.#wake(), true);
  }

  choose(isOn: boolean): void {
    this.isOn = isOn;
    store(CHOICE_KEY, isOn ? 'on' : 'off');
    if (isOn) this.#wake();
  }
  /** Asks the browser; call it on a click only. */
  async allowNotifications(): Promise<void> {
    this.permission = await Notification.requestPermission();
  }
  /** Plays the sound, also when it is off. */
  test(): void {
    if (this.#wake()) play(ALARM);
  }

  /** Rings and notifies, unless another tab of this device has done so. */
  async ring(id: string, title: string, text: () => string | Promise<string>): Promise<void> {
    // Only a tab that can be heard may claim the sound, and only one that nobody looks at notifies.
    if (this.isOn && this.isHeard && (await claim(`sound ${id}`))) play(ALARM);
    if (this.permission !== 'granted' || document.hasFocus()) return;
    if (await claim(`notice ${id}`)) notify(title, await text(), id);
  }

  /** Answers false where there is no sound at all. */
  #wake(): boolean {
    try {
      const context = loudspeaker();
      const look = (): void => void (this.isHeard = context.state === 'running');
      context.onstatechange = look;
      look();
      return true;
    } catch {
      this.isHeard = false; // no sound card, or an old browser
      return false;
    }
  }
}
export const alarm = new AlarmDevice();

/** Answers true to one tab of this device. Without a secure context there are no locks: two may then ring. */
function claim(id: string): Promise<boolean> {
  const add = (): boolean => {
    const rung = withRung(rungOf(stored(RUNG_KEY)), id);
    if (rung) store(RUNG_KEY, JSON.stringify(rung));
    return rung !== null;
  };
  return navigator.locks ? navigator.locks.request(LOCK, add) : Promise.resolve(add());
}
/** A phone's Chromium refuses the constructor; the sound and the title remain. */
function notify(title: string, body: string, tag: string): void {
  try {
    const notification = new Notification(title, { body, tag, icon: '/icon.svg' });
    notification.onclick = () => {
      focus();
      notification.close();
    };
  } catch {
    // see above
  }
}
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // a private window may refuse storage; the choice then holds for this page alone
  }
}
