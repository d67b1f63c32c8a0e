import { api, ApiFault } from '../../shared/api.js';
import { type Clash, clashesOf, touchedBy } from './edit.rules.js';

type Thing = { updatedAt: string };
type Fields = Readonly<Record<string, unknown>>;
/** How often in a row others may save first before the form says that it failed. */
const TRIES = 5;

/**
 * A form about a thing that others may change meanwhile. It sends the changed fields and the version that it
 * has seen. Changes of others in other fields stand; in the same field a person chooses.
 */
export class Edit<T extends Thing> {
  /** Fields about which somebody has to choose; `null`: none. */
  clashes = $state.raw<Clash[] | null>(null);
  private original: T;
  private version: string;
  /** Values of others that a person has seen and chosen to write over. */
  private seen: Record<string, unknown> = {};
  /** Fields in which a person has chosen the value of others. */
  private left = new Set<string>();

  /**
   * @param timezone in which moments are shown
   * @param wordsFor gives the text of a value that the form has none for; `undefined`: the form has it
   */
  constructor(
    private readonly path: string,
    original: T,
    readonly timezone?: string,
    readonly wordsFor?: (field: string, value: unknown) => string | undefined,
  ) {
    this.original = original;
    this.version = original.updatedAt;
  }

  /**
   * @param fields all fields of the form; only changed ones are sent
   * @param more what is sent along and is no field of the thing
   * @throws ApiFault edit.outdated, with `clashes`
   */
  async save<R extends Thing = T>(fields: Fields, more: Fields = {}): Promise<R> {
    // Save was pressed again without a choice.
    if (this.clashes !== null) throw new ApiFault('edit.outdated', 412);
    const touched = Object.fromEntries(
      Object.entries(touchedBy(this.original as unknown as Fields, fields)).filter(
        ([field]) => !this.left.has(field),
      ),
    );
    for (let tries = 1; ; tries += 1) {
      try {
        const saved = await api.patch<R>(this.path, { ...touched, ...more }, `"${this.version}"`);
        this.begin(saved as unknown as T);
        return saved;
      } catch (fault) {
        if (!(fault instanceof ApiFault) || fault.code !== 'edit.outdated' || tries === TRIES) throw fault;
        if (await this.isClashing(touched)) throw fault;
      }
    }
  }

  /** Takes the choice for all clashes that are shown; `save` goes on afterwards. */
  choose(mine: boolean): void {
    for (const { field, theirs } of this.clashes ?? [])
      if (mine) this.seen[field] = theirs;
      else this.left.add(field);
    this.clashes = null;
  }

  private begin(saved: T): void {
    [this.original, this.version, this.seen, this.left] = [saved, saved.updatedAt, {}, new Set()];
    this.clashes = null;
  }

  private async isClashing(touched: Fields): Promise<boolean> {
    const current = await api.get<T>(this.path);
    this.version = current.updatedAt;
    const base = { ...this.original, ...this.seen };
    const clashes = clashesOf(touched, base, current as unknown as Fields);
    this.clashes = clashes.length > 0 ? clashes : null;
    return clashes.length > 0;
  }
}
/** What a form shows of an edit. */
export type ShownEdit = Pick<Edit<Thing>, 'clashes' | 'choose' | 'timezone' | 'wordsFor'>;
