/** The compiled rows of a kind as a JavaScript module of plain data and functions, with its declaration beside it. */
import { type CompiledKind, printSource } from "../rules/compile.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";

/** The module and its declaration. */
export function emitCompiledRules(compiled: CompiledKind): Files {
  const path = `generated/rules/${stemOf(compiled.kind)}`;
  const { text, types } = shareTypes(printSource(compiled));
  const shared = types.map((type, i) => `const T${i} = ${type};\n`).join("");
  const declaration = `${tsHeader("rules/")}import type { CompiledRules } from "vmop/rules";\n\nexport declare const rules: CompiledRules;\n`;
  return new Map([
    [`${path}.js`, `${tsHeader("rules/")}${shared}\nexport const rules = ${text};\n`],
    [`${path}.d.ts`, declaration],
  ]);
}

/** `group/version/kind` in small letters; Kubernetes' own group has no name but this. */
function stemOf(key: string): string {
  const [group, version, kind] = key.split("/") as [string, string, string];
  return `${group || "core"}/${version}/${kind.toLowerCase()}`;
}

/** All kinds that have rules, so that nobody keeps a list of them. */
export function emitRulesIndex(kinds: readonly string[]): Files {
  if (kinds.length === 0) return new Map();
  const imports = kinds.map((key, i) => {
    return `import { rules as rules${i} } from "./${stemOf(key)}.js";\n`;
  });
  const list = kinds.map((_, i) => `rules${i}`).join(", ");
  return new Map([
    [
      "generated/rules/index.js",
      `${tsHeader("rules/")}${imports.join("")}\nexport const allRules = [${list}];\n`,
    ],
    [
      "generated/rules/index.d.ts",
      `${tsHeader("rules/")}import type { CompiledRules } from "vmop/rules";\n\nexport declare const allRules: readonly CompiledRules[];\n`,
    ],
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
