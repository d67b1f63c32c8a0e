import { Injectable } from '@nestjs/common';
import type { Instant } from '../../contract/wire.js';
import { BulkInsert } from '../../platform/database/bulk-insert.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { Ids } from '../../platform/ids/ids.js';
import { UUID } from './field-readers.rules.js';
import type { Refusal } from './judge-batch.rules.js';
import type { RefusedEntryRow } from './refused-entry.entity.js';
import { shortened } from '../../contract/shortened.js';

/** Characters of JSON: four times what our clients send. A longer entry is stored as its id alone. */
const LONGEST = 8_192;

type Row = Omit<RefusedEntryRow, 'decision' | 'decidedAt' | 'decidedById' | 'decidedByName' | 'reason'>;
const SAID_AGAIN = ['seq', 'deviceId', 'code', 'message', 'entry', 'receivedAt'];
const rows = new BulkInsert<Row>(
  'refused_entry',
  {
    id: 'text',
    seq: 'bigint',
    entryId: 'text',
    conferenceId: 'text',
    siteId: 'text',
    deviceId: 'text',
    code: 'text',
    message: 'text',
    entry: 'text',
    receivedAt: 'text',
  },
  `ON CONFLICT ("entryId", "siteId") DO UPDATE
    SET ${SAID_AGAIN.map((name) => `"${name}" = excluded."${name}"`).join(', ')}`,
);

/** Keeps what was refused until a person has decided about it. */
@Injectable()
export class RefusedEntriesRepository {
  constructor(private readonly ids: Ids) {}

  /** Keeps refusals with an id only: without one a repetition could not be recognised. */
  async store(tx: Transaction, refusals: readonly Refusal[], receivedAt: Instant): Promise<void> {
    const last = new Map<string, Row>();
    for (const { context, parsed, code, message, seq } of refusals) {
      if (!UUID.test(parsed.id)) continue;
      const { conferenceId, siteId, deviceId } = context;
      const entryId = parsed.id.toLowerCase();
      const source = JSON.stringify(parsed.source);
      const entry = source.length > LONGEST ? JSON.stringify({ id: entryId }) : source;
      last.set(`${entryId} ${siteId}`, {
        id: this.ids.next(),
        seq,
        entryId,
        conferenceId,
        siteId,
        deviceId,
        code,
        message: shortened(message, 500),
        entry,
        receivedAt,
      });
    }
    await rows.run(tx, [...last.values()]);
  }
}
