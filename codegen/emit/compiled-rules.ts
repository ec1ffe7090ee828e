/** The compiled rows of a kind as a TypeScript module of plain data and functions. */
import { type CompiledKind, printSource } from "../rules/compile.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";

export function emitCompiledRules(compiled: CompiledKind): Files {
  const [, version, kind] = compiled.kind.split("/") as [string, string, string];
  const text = `${tsHeader("rules/")}import type { CompiledRules } from "../../../rules/lang/compiled.ts";

export const rules: CompiledRules = ${printSource(compiled)};
`;
  return new Map([[`generated/rules/${version}/${kind.toLowerCase()}.ts`, text]]);
}
