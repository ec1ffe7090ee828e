/** What a table says about a word that somebody else wrote: `constructor` and `toString` are no entries of their own. */
export const lookup = <T>(table: { readonly [word: string]: T } | undefined, word: string): T | undefined =>
  table !== undefined && Object.hasOwn(table, word) ? table[word] : undefined;

/** A table to fill with such words. */
export const emptyTable = <T>(): { [word: string]: T } => Object.create(null);
