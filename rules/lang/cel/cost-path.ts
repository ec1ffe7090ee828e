/** Where in the data the value of an expression is, as cel-go keeps it: a Go slice. */

export interface Path {
  readonly names: readonly string[];
}

class Slice implements Path {
  readonly #cells: string[];
  readonly #capacity: number;
  readonly #length: number;

  constructor(cells: string[], length: number, capacity: number) {
    this.#cells = cells;
    this.#length = length;
    this.#capacity = capacity;
  }
  get names(): readonly string[] {
    return this.#cells.slice(0, this.#length);
  }
  /** In place while there is room, so that two paths grown from one share what comes after it; else in a copy twice as large. */
  grow(name: string): Slice {
    const length = this.#length + 1;
    if (length <= this.#capacity) {
      this.#cells[this.#length] = name;
      return new Slice(this.#cells, length, this.#capacity);
    }
    return new Slice([...this.names, name], length, this.#capacity * 2);
  }
}

/** The path with one name more. That of two fields of one value may turn out to be the same: cel-go's estimates depend on it. */
export const grown = (path: Path | undefined, name: string): Path =>
  path instanceof Slice ? path.grow(name) : new Slice([name], 1, 1);
