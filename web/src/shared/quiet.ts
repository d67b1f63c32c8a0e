const LOOK_EVERY_MS = 500;
const NOT_TEXT = new Set(['button', 'checkbox', 'file', 'radio', 'submit']);

/** Answers whether a dialog is open, or the focus is in a form or field with text. */
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
 * Resolves when the page may be reloaded without losing what a person is writing.
 * @param idleFor milliseconds without a key or a tap after which text in the fields is ignored
 */
export async function quiet(isBusy: () => boolean = () => false, idleFor = Infinity): Promise<void> {
  let touchedAt = Date.now();
  const touched = (): void => void (touchedAt = Date.now());
  for (const act of ['keydown', 'pointerdown'] as const) addEventListener(act, touched, true);
  while (isBusy() || (isWriting() && Date.now() - touchedAt < idleFor))
    await new Promise((done) => setTimeout(done, LOOK_EVERY_MS));
  for (const act of ['keydown', 'pointerdown'] as const) removeEventListener(act, touched, true);
}
