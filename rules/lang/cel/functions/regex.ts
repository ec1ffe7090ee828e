/** Kubernetes' regular expression functions; RE2 syntax. */

import { findAll } from "../regex.ts";
import { CelTypes as T } from "../types.ts";
import { library, method, regex } from "./row.ts";

const { string, int } = T;

export const regexes = library("1.0", [
  method("find", [string, string], string, (text: string, p: string) => findAll(p, text, 1)[0] ?? "", regex),
  method(
    "findAll",
    [string, string],
    T.list(string),
    (text: string, p: string) => findAll(p, text, -1),
    regex,
  ),
  method(
    "findAll",
    [string, string, int],
    T.list(string),
    (text: string, p: string, limit: number | bigint) => findAll(p, text, Number(limit)),
    regex,
  ),
]);
