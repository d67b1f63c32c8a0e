import { DryRunQueryDto, Flag } from '../../platform/sheets/dry-run.dto.js';

export class SiteImportQueryDto extends DryRunQueryDto {
  /**
   * True: codes of administrative units of before 1 July 2025 are mapped to the units that they went into.
   */
  @Flag()
  oldCodes?: boolean;
}
