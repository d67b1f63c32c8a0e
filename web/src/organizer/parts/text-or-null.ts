/** An empty field of a form says: none. */
export function textOrNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** The texts of a form as fields hold them: none is an empty field. */
export function textsOf<K extends string>(
  source: Partial<Record<K, string | null>> | null,
  names: readonly K[],
): Record<K, string> {
  return Object.fromEntries(names.map((name) => [name, source?.[name] ?? ''])) as Record<K, string>;
}
