/** Help with making JSON patches; only mutating policies have it. */

import { CelTypes as T } from "../types.ts";
import { fn, library, traverse } from "./row.ts";

/** A name as a step of a JSON pointer. */
const escapeKey = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

export const jsonPatch = library("1.0", [
  fn("jsonpatch.escapeKey", [T.string], T.string, escapeKey, traverse),
]);
