/** Answers `null` for an empty field. */
export function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Answers the texts of a form's fields; `null` becomes an empty field. */
export function textsOf<K extends string>(
  source: Partial<Record<K, string | null>> | null,
  names: readonly K[],
): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, source?.[name] ?? ''])) as Record<K, string>;
}
