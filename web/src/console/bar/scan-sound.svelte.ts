import { remember, remembered } from '../store/remembered.js';

const KEY = 'console-scan-sound';

/** Whether a scan is heard. A room that listens to the hall may want silence; the device still buzzes. */
class ScanSound {
  isOn = $state(remembered(KEY) !== 'off');

  toggle(): void {
    this.isOn = !this.isOn;
    remember(KEY, this.isOn ? 'on' : 'off');
  }
}
export const scanSound = new ScanSound();
