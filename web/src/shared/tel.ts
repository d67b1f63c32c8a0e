import { dialled } from '#contract/phone.js';

/** The address that calls a number; none if the text holds no number, so that it is no link. */
export function telOf(phone: string): string | undefined {
  const number = dialled(phone);
  return number === null ? undefined : `tel:${number}`;
}
