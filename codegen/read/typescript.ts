/** TypeScript's parser and its types, as ts-morph brings them. What imports ts-morph loads all of it. */
import type { ts as TS } from "ts-morph";
import { loadParser } from "../load-parser.ts";

export type { TS };

export const ts = loadParser() as typeof TS;
