export const ONLY_WHOLE: Readonly<Record<'postgres' | 'faults' | 'canaries' | 'browser', readonly string[]>>;
export function leftOut(project: keyof typeof ONLY_WHOLE): string[];
