/**
 * The most recent `limit` to `2 × limit` values. Two generations instead of a list in order of use: a hit in
 * the younger one costs a single lookup and moves nothing.
 */
export class Recent<V> {
  private young = new Map<string, V>();
  private old = new Map<string, V>();

  constructor(private readonly limit: number) {}

  get(key: string): V | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const aged = this.old.get(key);
    if (aged !== undefined) this.set(key, aged);
    return aged;
  }

  set(key: string, value: V): void {
    if (this.young.size >= this.limit) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }

  deleteWhere(isGone: (value: V) => boolean): void {
    for (const generation of [this.young, this.old])
      for (const [key, value] of generation) if (isGone(value)) generation.delete(key);
  }
}
