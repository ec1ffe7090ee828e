/** Finds keys that a mapping of a YAML text has twice, of which the parser keeps the last. */
import { isScalar, LineCounter, parseDocument, visit } from "yaml";
import { kubernetesYaml } from "../../yaml.ts";

/** One sentence a repeated key, with its line, in order of appearance. `text` must be valid YAML. */
export function repeatedKeys(text: string): string[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...kubernetesYaml, uniqueKeys: false, lineCounter: lines });
  const found: { line: number; key: unknown }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push({ line: lines.linePos(key.range![0]).line, key: key.value });
        seen.add(key.value);
      }
    },
  });
  return found
    .sort((a, b) => a.line - b.line)
    .map(({ line, key }) => `line ${line}: key ${JSON.stringify(key)} already set in map`);
}
