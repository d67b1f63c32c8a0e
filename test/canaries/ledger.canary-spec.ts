import { canaries } from './canary.js';

/** Acknowledged entries stay, reach the same state in any order, and show on the board. */
canaries([
  {
    promise: 'R6',
    when: 'equal times are decided by the order of arrival',
    patches: [
      {
        file: 'src/contract/true-time.ts',
        find: '(a.id < b.id ? 1 : a.id > b.id ? -1 : 0)',
        replace: '0',
      },
    ],
    project: 'rules',
    spec: 'src/contract/standing-properties.spec.ts',
    tests: ['standing, for any set of entries is the same for every order and repetition of delivery (R6)'],
  },
  {
    promise: 'R6',
    when: 'a repeated entry is taken for a reused id',
    patches: [
      {
        file: 'src/attendance/recording/attendance.rules.ts',
        find: 'isSame(stored, fingerprint, context)',
        replace: 'stored === null',
      },
    ],
    project: 'sqlite',
    spec: 'test/attendance.fuzz-spec.ts',
    tests: ['keeps one row of 50 parallel posts of one entry: one accepted, 49 duplicate (R6)'],
  },
  {
    promise: 'R7',
    when: 'the outbox drops a batch that is refused as a whole',
    patches: [
      {
        file: 'web/src/console/sync/sync.ts',
        find: "    if (answer.kind === 'receipts') await",
        replace:
          "    if (answer.kind === 'problem' && answer.status < 500)\n" +
          '      await this.store.removeAcknowledged(ids.map((id) => ' +
          "({ id, outcome: 'refused' as const })), 0);\n" +
          "    if (answer.kind === 'receipts') await",
      },
    ],
    project: 'rules',
    spec: 'web/src/console/sync/sync.spec.ts',
    tests: ['sync R7: made = received + duplicate + refused + waiting whatever is answered, and all arrive'],
  },
  {
    promise: 'R7',
    when: 'an entry leaves the outbox by an answer that does not name it',
    patches: [
      {
        file: 'web/src/console/sync/sync.ts',
        find: 'this.store.removeAcknowledged(receiptsFor(ids, answer), answer.seq)',
        replace:
          'this.store.removeAcknowledged(' +
          "ids.map((id) => ({ id, outcome: 'accepted' as const })), answer.seq)",
      },
    ],
    project: 'rules',
    spec: 'web/src/console/sync/sync.spec.ts',
    tests: ['sync R7: made = received + duplicate + refused + waiting whatever is answered, and all arrive'],
  },
  {
    promise: 'R7',
    when: 'a refused entry stays at the head of the queue',
    patches: [
      {
        file: 'web/src/console/sync/sync.rules.ts',
        find: 'waiting.filter((row) => !state.deferred.has(row.id));\n  if (free',
        replace: 'waiting.filter(() => true);\n  if (free',
      },
    ],
    project: 'rules',
    spec: 'web/src/console/sync/sync.spec.ts',
    tests: ['sync lets no poisoned entry hold up the others, and keeps it'],
  },
  {
    promise: 'R12',
    when: 'the board is not told of rosters that change',
    patches: [
      {
        file: 'src/board/boards.service.ts',
        find: 'bus.on(ListingsMoved, (event) => this.opened.get(event.conferenceId)?.applyListings(event));',
        replace: '',
      },
    ],
    project: 'sqlite',
    spec: 'test/board-and-ledger.e2e-spec.ts',
    tests: ['the board and the ledger agree after random entries, rebuilds and a restart'],
  },
  {
    promise: 'R12',
    when: 'a change leaves without the number of the one before it',
    patches: [
      {
        file: 'src/board/board-revisions.rules.ts',
        find: 'const from = this.seq;',
        replace: 'const from = this.seq + 1;',
      },
    ],
    project: 'sqlite',
    spec: 'test/board-and-ledger.e2e-spec.ts',
    tests: ['the board and the ledger agree after random entries, rebuilds and a restart'],
  },
  {
    promise: 'Acknowledged by sites',
    when: 'the last console of a site wins',
    patches: [
      {
        file: 'src/announcements/receipts.rules.ts',
        find: 'const isNew = acknowledgement !== null && row.acknowledgedAt === null;',
        replace: 'const isNew = acknowledgement !== null;',
      },
    ],
    project: 'rules',
    spec: 'src/announcements/receipts.rules.spec.ts',
    tests: [
      'receipts of an announcement count a site once, and the first console of it wins',
      'receipts of an announcement that repeat what is known change nothing',
    ],
  },
  {
    promise: 'Acknowledged by sites',
    when: 'every acknowledgement counts, whichever console of a site it comes from',
    patches: [
      {
        file: 'src/announcements/receipts.rules.ts',
        find: '    acknowledged: is.acknowledged - was.acknowledged,',
        replace: '    acknowledged: is.acknowledged,',
      },
      {
        file: 'src/announcements/receipts.rules.ts',
        find: 'const isNew = acknowledgement !== null && row.acknowledgedAt === null;',
        replace: 'const isNew = acknowledgement !== null;',
      },
    ],
    project: 'sqlite',
    spec: 'test/announcements-crowd.e2e-spec.ts',
    tests: [
      'an urgent announcement to 239 sites with two consoles each is never acknowledged by more sites than ' +
        'there are, and by all once all are back',
    ],
  },
  {
    promise: 'R10',
    when: 'a backup that failed leaves what it had copied',
    patches: [
      {
        file: 'src/ops/backup/make-backup.ts',
        find: 'await rm(draft, { recursive: true, force: true });',
        replace: 'void draft;',
      },
    ],
    project: 'sqlite',
    spec: 'test/backup.e2e-spec.ts',
    tests: [
      'a backup of the running service fails if a material’s file does not match its row, and leaves nothing',
    ],
  },
]);
