import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';

/** Empty between two probes of whether the storage takes writes. */
export class StorageProbe1700000000135 implements MigrationInterface {
  name = 'StorageProbe1700000000135';
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(
      new Table({ name: 'storage_probe', columns: [{ name: 'filler', type: 'text' }] }),
    );
  }
  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('storage_probe');
  }
}
