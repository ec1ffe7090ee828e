/** A figure and what it stands beside. */

export interface Row {
  what: string;
  unit: string;
  /** Which is better. */
  better: "more" | "less";
  /** A number, or why there is none. */
  ours: number | Missing;
  /** Whom or what we stand beside. */
  peer: string;
  theirs: number | Missing;
}

export interface Missing {
  missing: string;
}

export const missing = (reason: string): Missing => ({ missing: reason });

export interface Section {
  name: string;
  rows(): Promise<Row[]>;
}

/** Ours divided by theirs; undefined where one is missing, or theirs is 0. */
export function ratioOf({ ours, theirs }: Row): number | undefined {
  return typeof ours === "number" && typeof theirs === "number" && theirs !== 0 ? ours / theirs : undefined;
}
