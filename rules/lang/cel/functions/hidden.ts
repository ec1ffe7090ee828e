/** Functions that only macro expansions call. */

import { CelTypes as T } from "../types.ts";
import { A, B, fn, library } from "./row.ts";

const mapAB = T.map(A, B);

/** The compiler emits loops for macros, so these are known to the checker and the cost model only. */
const never = (): never => {
  throw new Error("a macro's helper was called");
};

export const hidden = library("1.0", [
  fn("_&&_", [T.bool, T.bool], T.bool, never),
  fn("_||_", [T.bool, T.bool], T.bool, never),
  fn("_?_:_", [T.bool, A, A], A, never),
  fn("@not_strictly_false", [T.bool], T.bool, never),
  ...[
    fn("cel.@mapInsert", [mapAB, A, B], mapAB, never),
    fn("cel.@mapInsert", [mapAB, mapAB], mapAB, never),
  ].map((row) => ({ ...row, since: "1.32" })),
]);
