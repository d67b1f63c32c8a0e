/** Size, language and scheme, so that each comes twice. */
export const LOOKS = [
  ['phone', 'vi', 'light'],
  ['phone', 'en', 'dark'],
  ['desk', 'vi', 'dark'],
  ['desk', 'en', 'light'],
] as const;
