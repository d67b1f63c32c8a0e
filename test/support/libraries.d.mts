export const JOINED: readonly string[];
export const SEPARATE: Readonly<Record<string, string>>;
export function joinedLibraries(): Promise<Record<string, string>>;
