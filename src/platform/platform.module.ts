import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Acts } from './audit/acts.js';
import { AuditKey } from './audit/audit-key.js';
import { AuditTrail } from './audit/audit-trail.js';
import { RestoreNote } from './audit/restore-note.js';
import { Caches } from './cache/cache.js';
import { Clock } from './clock/clock.js';
import { Config } from './config/config.js';
import { Checkpointing } from './database/checkpointing.js';
import { Databases, SCHEMA, type Schema } from './database/databases.js';
import { Reader } from './database/reader.js';
import { StorageHealth } from './database/storage-health.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { EventBus } from './events/event-bus.js';
import { PublicResponseCache } from './http/public-response.cache.js';
import { FaultLog } from './http/fault-log.js';
import { ProxyHints } from './http/proxy-hints.js';
import { ServedContracts } from './http/served-contracts.js';
import { UntrustedProxy } from './http/untrusted-proxy.js';
import { Ids } from './ids/ids.js';
import { Metrics } from './metrics/metrics.js';
import { Secrets } from './secrets/secrets.js';
import { ImportFiles } from './sheets/import-files.js';
import { Sheets } from './sheets/sheets.js';
import { Workers } from './workers/workers.js';

/** Provides the base of every feature. It has no domain words. */
@Global()
@Module({})
export class PlatformModule {
  static with(config: Config, schema: Schema): DynamicModule {
    const opened = {
      provide: Databases,
      inject: [Config, SCHEMA],
      useFactory: (settings: Config, tables: Schema) => new Databases(settings, tables).open(),
    };
    const shared = [
      Acts,
      AuditKey,
      AuditTrail,
      RestoreNote,
      PublicResponseCache,
      Caches,
      Clock,
      EventBus,
      Ids,
      Metrics,
      ProxyHints,
      Secrets,
      ServedContracts,
      Workers,
      Sheets,
      ImportFiles,
      Reader,
      StorageHealth,
      FaultLog,
      UnitOfWork,
      UntrustedProxy,
    ];
    return {
      module: PlatformModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: SCHEMA, useValue: schema },
        opened,
        Checkpointing,
        ...shared,
      ],
      exports: [Config, Databases, ...shared],
    };
  }
}
