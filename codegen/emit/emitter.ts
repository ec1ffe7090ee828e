/** What every output is: a function from the model to files. Paths are relative to the output folder, with slashes. */
import type { Model } from "../model.ts";

export type Files = Map<string, string>;
export type Emitter = (model: Model) => Files | Promise<Files>;
