import { Injectable } from '@nestjs/common';
import type { StatsFs } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { Config } from '../platform/config/config.js';
import { Databases } from '../platform/database/databases.js';
import { Reader } from '../platform/database/reader.js';
import { StorageHealth } from '../platform/database/storage-health.js';
import { Metrics } from '../platform/metrics/metrics.js';
import { lastBackup } from './backup/last-backup.js';

/** Measures the disks and the database, each time the metrics are read. */
@Injectable()
export class StorageMetrics {
  constructor(
    private readonly config: Config,
    private readonly databases: Databases,
    private readonly reader: Reader,
    storage: StorageHealth,
    metrics: Metrics,
  ) {
    const { file } = databases;
    metrics.gauge(
      'diemcau_database_size_bytes',
      'The database: the file of SQLite, or what PostgreSQL says',
      () => this.databaseSize(),
    );
    if (file !== null)
      metrics.gauge('diemcau_database_wal_size_bytes', 'What SQLite has yet to move into its file', () =>
        stat(`${file}-wal`).then(
          ({ size }) => size,
          () => 0,
        ),
      );
    metrics.gauges('diemcau_disk_size_bytes', 'The disk of DATA_DIR and of BACKUP_DIR', 'disk', () =>
      this.ofDisks(({ blocks, bsize }) => blocks * bsize),
    );
    metrics.gauges('diemcau_disk_free_bytes', 'Room that is left there', 'disk', () =>
      this.ofDisks(({ bavail, bsize }) => bavail * bsize),
    );
    metrics.gauge('diemcau_storage_takes_writes', '1, or 0 from a refusal until a probe was stored', () =>
      Number(storage.takesWrites),
    );
    metrics.gauge(
      'diemcau_backup_last_success_timestamp_seconds',
      'When the last whole backup began; 0 if none was ever made',
      async () => Date.parse((await lastBackup(config.dataDir))?.at ?? '1970-01-01') / 1000,
    );
  }

  private async databaseSize(): Promise<number> {
    if (this.databases.file !== null) return (await stat(this.databases.file)).size;
    const [row] = await this.reader.query<{ size: number | string }>(
      'SELECT pg_database_size(current_database()) AS "size"',
    );
    return Number(row!.size);
  }

  /** A folder that is not there yet is left out. */
  private async ofDisks(read: (disk: StatsFs) => number): Promise<Record<string, number>> {
    const { dataDir, backupDir } = this.config;
    const folders = Object.entries({ data: dataDir, backup: backupDir });
    const figures = await Promise.all(
      folders.map(async ([name, folder]) => {
        const disk = folder === null ? null : await statfs(folder).catch(() => null);
        return disk === null ? [] : [[name, read(disk)] as const];
      }),
    );
    return Object.fromEntries(figures.flat());
  }
}
