/** Which declaration a name means in a file: its own, an imported one, or one that passes through other files. */
import type { Declaration, Source } from "../read/source.ts";

export interface DeclarationIndex {
  /** The declaration that a name means in a file. */
  find(file: string, name: string): Declaration | undefined;
  /** Names that mean something in a file. */
  visible(file: string): string[];
}

export function indexDeclarations(source: Source): DeclarationIndex {
  const local = new Map<string, Map<string, Declaration>>();
  for (const text of Object.values(source.files)) {
    local.set(text.file, new Map(text.declarations.map((d) => [d.name, d])));
  }
  function exported(file: string, name: string, seen: ReadonlySet<string>): Declaration | undefined {
    const text = source.files[file];
    if (!text || seen.has(file)) return undefined;
    const here = local.get(file)?.get(name);
    if (here?.exported) return here;
    const next = new Set([...seen, file]);
    const renamed = text.reexports.names[name] ?? text.imports[name];
    if (renamed) return exported(renamed.file, renamed.name, next);
    for (const other of text.reexports.all) {
      const found = exported(other, name, next);
      if (found) return found;
    }
    return undefined;
  }
  return {
    find(file, name) {
      const imported = source.files[file]?.imports[name];
      return local.get(file)?.get(name) ?? (imported && exported(imported.file, imported.name, new Set()));
    },
    visible(file) {
      return [...(local.get(file)?.keys() ?? []), ...Object.keys(source.files[file]?.imports ?? {})];
    },
  };
}
