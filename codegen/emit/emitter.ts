/** What every output is: a function from the model to files. Paths are relative to the output folder, with slashes. */
import type { Model } from "../model.ts";

export type Files = Map<string, string>;
/** `ruleFiles` are those that the rule tables make. */
export type Emitter = (model: Model, derive: Derive, ruleFiles: Files) => Files | Promise<Files>;

/**
 * The text of a file that a slow library makes from another text. The library runs, and should be loaded, only in `make`:
 * while `from` is the same as in the last run, the answer is the file as that run left it.
 */
export type Derive = (file: string, from: string, make: () => Promise<string>) => Promise<string>;
