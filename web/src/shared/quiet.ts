const LOOK_EVERY_MS = 500;
const NOT_TEXT = new Set(['button', 'checkbox', 'file', 'radio', 'submit']);

/** True while a dialog is open, or the person is in a form or field that holds text. */
function isWriting(): boolean {
  if (document.querySelector('dialog[open]')) return true;
  const field = document.activeElement;
  const fields = field?.closest('form')?.querySelectorAll('input, textarea') ?? (field ? [field] : []);
  return [...fields].some(holdsText);
}
const holdsText = (field: Element): boolean =>
  field instanceof HTMLTextAreaElement
    ? field.value !== ''
    : field instanceof HTMLInputElement && !NOT_TEXT.has(field.type) && field.value !== '';

/**
 * Resolves when the page may be loaded again without taking what a person is writing.
 * @param idleFor after so many ms without a key or a tap nobody is, whatever stands in the fields
 */
export async function quiet(isBusy: () => boolean = () => false, idleFor = Infinity): Promise<void> {
  let touchedAt = Date.now();
  const touched = (): void => void (touchedAt = Date.now());
  for (const act of ['keydown', 'pointerdown'] as const) addEventListener(act, touched, true);
  while (isBusy() || (isWriting() && Date.now() - touchedAt < idleFor))
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  for (const act of ['keydown', 'pointerdown'] as const) removeEventListener(act, touched, true);
}
