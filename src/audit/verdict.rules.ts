import type { AuditAnchor, AuditBreak } from '../contract/audit.js';

/** What the trail itself says of breaks and restores, in the order of its lines. */
export interface NotedLine {
  seq: number;
  act: string;
  detail: Record<string, unknown> | null;
}

/** The end that a restore discarded, as its line says; `null` if none was known. */
function lostIn({ detail }: NotedLine): AuditAnchor | null {
  const { seq, hash } = (detail?.lost ?? {}) as Partial<AuditAnchor>;
  return typeof seq === 'number' && typeof hash === 'string' ? { seq, hash } : null;
}

/**
 * Separates anchors to look for in the chain from those that a restore discarded: anchors from before the
 * restore, of lines that the backup did not have yet.
 */
export function partAnchors(
  anchors: readonly AuditAnchor[],
  restores: readonly NotedLine[],
  isInChain: (anchor: AuditAnchor) => boolean,
): { expected: AuditAnchor[]; lost: AuditAnchor[] } {
  const isLost = (anchor: AuditAnchor): boolean =>
    !isInChain(anchor) &&
    restores.some((line) => {
      const end = lostIn(line);
      return anchor.seq >= line.seq && (end === null || anchor.seq <= end.seq);
    });
  return {
    expected: anchors.filter((anchor) => !isLost(anchor)),
    lost: anchors.filter(isLost),
  };
}

/** The breaks that no line of the trail has noted yet. */
export function unnoted(breaks: readonly AuditBreak[], noted: readonly NotedLine[]): AuditBreak[] {
  const keyOf = ({ what, from, to }: Pick<AuditBreak, 'what' | 'from' | 'to'>): string =>
    `${what} ${from} ${to}`;
  const known = new Set(noted.map(({ detail }) => keyOf(detail as unknown as AuditBreak)));
  return breaks.filter((one) => !known.has(keyOf(one)));
}
