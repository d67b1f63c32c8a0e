import type { Entry, Receipt } from '../../contract/attendance.js';
import type { ListFigures } from '../../contract/board.js';
import { type ConfirmationFact, confirmation } from '../../contract/confirmation.js';
import { type Fact, standing } from '../../contract/standing.js';
import type { Id } from '../../contract/wire.js';
import { ControlRoomAccount } from './control-room-account.js';

/** The consoles' figures of one site: its list, walk-ins and guests. */
export type SiteFigures = Pick<ListFigures, 'counts' | 'outside' | 'guests'>;
const noFigures = (): SiteFigures => ({
  counts: { inPerson: 0, online: 0, absent: 0, left: 0, unmarked: 0, walkIns: 0 },
  outside: { inPerson: 0, online: 0, absent: 0, left: 0 },
  guests: { inPerson: 0, online: 0, left: 0 },
});

/**
 * Records what the simulated consoles sent and received, and computes from it what the service must show.
 */
export class Account {
  readonly made = new Map<Id, { entry: Entry; siteId: Id; deviceId: Id }>();
  readonly outcomes = new Map<Id, Receipt>();
  private readonly home = new Map<Id, Id>();
  private readonly walkIns = new Set<Id>();
  readonly seen = {
    sites: 0,
    socketsLost: 0,
    downloads: 0,
    downloadBytes: 0,
    wrongDownloads: 0,
    requests: 0,
    failedRequests: 0,
    repeats: 0,
  };
  readonly controlRoom = new ControlRoomAccount();
  readonly faults = new Map<string, number>();

  belongs(participantId: Id, siteId: Id): void {
    this.home.set(participantId, siteId);
  }
  make(entry: Entry, siteId: Id, deviceId: Id): void {
    this.made.set(entry.id, { entry, siteId, deviceId });
    if (entry.walkIn) {
      this.walkIns.add(entry.id);
      this.home.set(entry.id, siteId);
    }
  }
  /** A repeated entry's `duplicate` says that the first was accepted. */
  receive(receipt: Receipt): void {
    if (!this.outcomes.has(receipt.id) || receipt.outcome === 'refused')
      this.outcomes.set(receipt.id, receipt);
  }
  fault(what: string): void {
    this.seen.failedRequests += 1;
    this.faults.set(what, (this.faults.get(what) ?? 0) + 1);
  }

  get refused(): Receipt[] {
    return [...this.outcomes.values()].filter(({ outcome }) => outcome === 'refused');
  }
  get waiting(): number {
    return this.made.size - this.outcomes.size;
  }
  get stored(): Id[] {
    return [...this.outcomes.values()].filter(({ outcome }) => outcome !== 'refused').map(({ id }) => id);
  }

  /** Figures by site as the ledger's rule gives them for what was stored. */
  expected(): Map<Id, SiteFigures> {
    const facts = this.factsByPerson();
    const bySite = new Map<Id, SiteFigures>();
    const at = (siteId: Id): SiteFigures => {
      const figures = bySite.get(siteId) ?? noFigures();
      bySite.set(siteId, figures);
      return figures;
    };
    for (const [person, home] of this.home) {
      const { state, siteId } = standing(facts.get(person) ?? []);
      const field = state === 'in_person' ? 'inPerson' : state;
      const seenAt = field === 'absent' || field === 'unmarked' ? home : (siteId ?? home);
      if (!this.walkIns.has(person)) {
        at(home).counts[field] += 1;
        if (seenAt !== home && field !== 'absent' && field !== 'unmarked') at(seenAt).guests[field] += 1;
      } else if (field !== 'unmarked') {
        at(seenAt).outside[field] += 1;
        at(seenAt).counts.walkIns += 1;
      }
    }
    return bySite;
  }

  /** People in the room, as each site has confirmed. */
  confirmed(): Map<Id, number> {
    const facts = new Map<Id, ConfirmationFact[]>();
    for (const id of this.stored) {
      const made = this.made.get(id);
      if (made?.entry.kind === 'confirm')
        facts.set(made.siteId, [
          ...(facts.get(made.siteId) ?? []),
          factOf(made.entry, made.siteId, made.deviceId),
        ]);
    }
    return new Map([...facts].map(([siteId, siteFacts]) => [siteId, confirmation(siteFacts).headcount!]));
  }

  private factsByPerson(): Map<Id, Fact[]> {
    const personOf = new Map<Id, Id>();
    for (const id of this.stored) {
      const person = this.outcomes.get(id)?.participantId;
      if (person) personOf.set(id, person);
    }
    const facts = new Map<Id, Fact[]>();
    for (const id of this.stored) {
      const made = this.made.get(id);
      const person = personOf.get(id) ?? personOf.get(made?.entry.undoes ?? '');
      if (!made || !person) continue;
      facts.set(person, [...(facts.get(person) ?? []), factOf(made.entry, made.siteId, made.deviceId)]);
    }
    return facts;
  }
}

/**
 * A simulated console measures its offset first of all, so nothing that it made
 * has to be capped at its arrival.
 */
function factOf(entry: Entry, siteId: Id, deviceId: Id): Fact & ConfirmationFact {
  const {
    id,
    kind,
    mode = null,
    reason = null,
    substituteFor = null,
    undoes = null,
    recordedAt,
    deviceSeq = null,
    headcount = null,
    note = null,
    clockOffset = null,
  } = entry;
  return {
    id,
    kind,
    siteId,
    mode: kind === 'present' ? (mode ?? 'in_person') : null,
    reason,
    substituteFor,
    undoes,
    recordedAt,
    receivedAt: null,
    deviceId,
    deviceSeq,
    headcount,
    note,
    clockOffset,
  };
}
