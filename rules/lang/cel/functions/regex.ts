/** Kubernetes' regular expression functions; RE2 syntax. */

import { CelError, invalid } from "../errors.ts";
import { findAll } from "../regex.ts";
import { CelTypes as T } from "../types.ts";
import { library, method, regex } from "./row.ts";

const { string, int } = T;

/** A pattern that is not known before the expression runs may be none. */
function found(pattern: string, text: string, limit: number): string[] {
  try {
    return findAll(pattern, text, limit);
  } catch (error) {
    throw error instanceof CelError ? invalid(`Illegal regex: ${error.message}`) : error;
  }
}

export const regexes = library("1.0", [
  method("find", [string, string], string, (text: string, p: string) => found(p, text, 1)[0] ?? "", regex),
  method("findAll", [string, string], T.list(string), (text: string, p: string) => found(p, text, -1), regex),
  method(
    "findAll",
    [string, string, int],
    T.list(string),
    (text: string, p: string, limit: number | bigint) => found(p, text, Number(limit)),
    regex,
  ),
]);
