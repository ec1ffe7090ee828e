/** The compiled rows of a kind as a JavaScript module of plain data and functions, with its declaration beside it. */
import { type CompiledKind, printSource } from "../rules/compile.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";

/** The module and its declaration. */
export function emitCompiledRules(compiled: CompiledKind): Files {
  const [group, version, kind] = compiled.kind.split("/") as [string, string, string];
  const path = `generated/rules/${group}/${version}/${kind.toLowerCase()}`;
  const { text, types } = shareTypes(printSource(compiled));
  const shared = types.map((type, i) => `const T${i} = ${type};\n`).join("");
  const declaration = `${tsHeader("rules/")}import type { CompiledRules } from "vmop/rules";\n\nexport declare const rules: CompiledRules;\n`;
  return new Map([
    [`${path}.js`, `${tsHeader("rules/")}${shared}\nexport const rules = ${text};\n`],
    [`${path}.d.ts`, declaration],
  ]);
}

/** Conditions carry the types they read by; each is written once for all of them. */
function shareTypes(source: string): { text: string; types: string[] } {
  const types: string[] = [];
  const text = source.replace(/^(const t\d+ = )(\{.*\});$/gm, (_, head: string, type: string) => {
    if (!types.includes(type)) types.push(type);
    return `${head}T${types.indexOf(type)};`;
  });
  return { text, types };
}
