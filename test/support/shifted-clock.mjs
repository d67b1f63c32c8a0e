/**
 * Loaded before a service (`--import`): its clock is off by as many ms as the file CLOCK_SHIFT
 * says, and jumps when that changes.
 */
import { readFileSync } from 'node:fs';

const RightDate = Date;
let shift = 0;
const read = () => (shift = Number(readFileSync(process.env.CLOCK_SHIFT, 'utf8')));
read();
setInterval(read, 20).unref();

globalThis.Date = class Date extends RightDate {
  constructor(...parts) {
    if (parts.length === 0) super(RightDate.now() + shift);
    else super(...parts);
  }
  static now() {
    return RightDate.now() + shift;
  }
};
