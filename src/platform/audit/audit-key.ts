import { Injectable } from '@nestjs/common';
import { join } from 'node:path';
import { Config } from '../config/config.js';
import { DATA_FILES } from '../database/data-folder.js';
import { secretIn } from '../secrets/secret-file.js';

const LOST = 'all lines of the audit trail so far count as altered';

/** The key of the audit trail: `AUDIT_KEY`, else a file in `DATA_DIR` that the first start makes. */
@Injectable()
export class AuditKey {
  readonly value: Buffer;

  constructor(config: Config) {
    this.value = auditKey(config);
  }
}

export const auditKey = ({ dataDir, auditKey: given }: Pick<Config, 'dataDir' | 'auditKey'>): Buffer =>
  given === null ? secretIn(join(dataDir, DATA_FILES.auditKey), LOST) : Buffer.from(given, 'hex');
