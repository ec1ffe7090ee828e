/** Writing to an object that somebody else holds. */

/** One change of an object, in the words of a JSON patch. */
export interface Change {
  readonly op: "add" | "replace" | "remove";
  readonly path: readonly string[];
  /** What stands there afterwards. */
  readonly value?: unknown;
}

type Node = { [key: string]: unknown };

/** An object as changes leave it. What they write below is copied, each node once; the original stays as it was. */
export class Draft {
  #object: unknown;
  readonly #copies = new Set<unknown>();

  constructor(original: unknown) {
    this.#object = original;
  }

  /** The original, as long as nothing has changed. It goes on changing with the draft. */
  get object(): unknown {
    return this.#object;
  }

  /** Makes a change; all nodes on its path but the last have to be there. */
  apply({ op, path, value }: Change): void {
    const leaf = path[path.length - 1]!;
    let node = this.#copyOf(this.#object);
    this.#object = node;
    for (let i = 0; i < path.length - 1; i++) {
      const below = this.#copyOf(node[path[i]!]);
      node[path[i]!] = below;
      node = below;
    }
    if (op === "remove") delete node[leaf];
    else node[leaf] = value;
    // It may hold copies of ours, which then stand in two places.
    if (typeof value === "object") this.#copies.clear();
  }

  #copyOf(node: unknown): Node {
    if (this.#copies.has(node)) return node as Node;
    const copy = Array.isArray(node) ? [...node] : { ...(node as Node) };
    this.#copies.add(copy);
    return copy as Node;
  }
}
