import type { Speaker } from '#contract/schedule.js';

/** Reads speakers, one a line: `GS. | Hồ Tú Bảo | VIASM`; a line without `|` is a name. */
export function speakersOf(text: string): Speaker[] {
  return text
    .split('\n')
    .map((line) => line.split('|').map((part) => part.trim()))
    .flatMap(([first = '', second, third]) => {
      const name = second === undefined ? first : second;
      if (name === '') return [];
      return [{ name, title: second === undefined ? null : first || null, affiliation: third || null }];
    });
}

export function linesOf(speakers: readonly Speaker[]): string {
  return speakers
    .map(({ name, title, affiliation }) =>
      title || affiliation ? [title ?? '', name, ...(affiliation ? [affiliation] : [])].join(' | ') : name,
    )
    .join('\n');
}
