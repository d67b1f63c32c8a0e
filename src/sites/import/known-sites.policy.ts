import { folded } from '../../contract/folded.js';
import type { SiteKind } from '../../contract/site.js';
import type { Id } from '../../contract/wire.js';
import { type Faults, type Place, shown } from '../../platform/sheets/faults.rules.js';
import { codeKey } from '../site.entity.js';
import { newCodeOf } from '../units/unit-directory.js';

interface Named {
  id: Id;
  code: string;
  codeKey: string;
  name: string;
  kind?: SiteKind;
}

/** The sites of a conference as files name them: by code, by what a spreadsheet makes of a code, by name. */
export class KnownSites {
  private readonly byCode = new Map<string, Named>();
  private readonly withZeros = new Map<string, string>();
  private readonly byName = new Map<string, Named[]>();
  private readonly chosen = new Map<string, Id>();
  private readonly codes: ReadonlyMap<Id, string>;
  private readonly groups: ReadonlySet<Id>;

  /**
   * @param choices what a person has said of texts that name no site
   * @param hasOldCodes true: a code of before 1 July 2025 names the site of the unit that it went into
   */
  constructor(
    sites: readonly Named[],
    choices: Readonly<Record<string, Id>> = {},
    private readonly hasOldCodes = false,
  ) {
    for (const site of sites) {
      this.byCode.set(site.codeKey, site);
      if (/^0+\d+$/.test(site.codeKey)) this.withZeros.set(site.codeKey.replace(/^0+(?=\d)/, ''), site.code);
      const key = nameKey(site.name);
      this.byName.set(key, [...(this.byName.get(key) ?? []), site]);
    }
    this.groups = new Set(sites.filter(({ kind }) => kind === 'group').map(({ id }) => id));
    this.codes = new Map(sites.map(({ id, code }) => [id, code]));
    for (const [text, id] of Object.entries(choices))
      if (this.codes.has(id)) this.chosen.set(nameKey(text), id);
  }

  /** The sites that the text names: one, several of one name, or none. */
  named(text: string): readonly Pick<Named, 'id' | 'code'>[] {
    const byCode =
      this.byCode.get(codeKey(text)) ??
      (this.hasOldCodes ? this.byCode.get(codeKey(newCodeOf(text))) : undefined);
    if (byCode) return [byCode];
    const chosen = this.chosen.get(nameKey(text));
    return chosen === undefined ? (this.byName.get(nameKey(text)) ?? []) : [{ id: chosen, code: '' }];
  }
  /** True if the id is of a group, which has no roster. */
  isGroup(id: Id): boolean {
    return this.groups.has(id);
  }
  codeOf(id: Id): string | null {
    return this.codes.get(id) ?? null;
  }
  /** The code that becomes this text when its leading zeros are dropped. */
  longerThan(code: string): string | undefined {
    return this.withZeros.get(codeKey(code));
  }
}

const nameKey = (name: string): string =>
  folded(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** The site that the text names; null, with the reason among the faults. */
export function siteNamed(
  text: string,
  { column, ...place }: Place & { column: string },
  sites: KnownSites,
  faults: Faults,
): Id | null {
  const found = sites.named(text);
  if (found.length === 1) return found[0]!.id;
  if (found.length > 1) {
    const codes = found.slice(0, 5).map(({ code }) => code);
    const list = `${codes.join(', ')}${found.length > 5 ? ', …' : ''}`;
    const message = `${found.length} sites are named ${shown(text)}: name one by its code (${list})`;
    faults.add(place, column, 'cell.ambiguous', message, text);
    return null;
  }
  const longer = sites.longerThan(text);
  if (longer === undefined)
    faults.add(
      place,
      column,
      'cell.not-found',
      `The conference has no site with the code or name ${shown(text)}`,
      text,
    );
  else {
    const message =
      `The conference has no site with the code ${shown(text)}, but one with ${shown(longer)}: ` +
      'a spreadsheet drops zeros in front of a number';
    faults.add(place, column, 'cell.zeros-lost', message, text);
  }
  return null;
}
