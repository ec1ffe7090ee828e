/** Which declaration a name means in a file: its own, an imported one, or one that passes through other files. */
import { lookup } from "../lookup.ts";
import type { Declaration, Origin, Source } from "../read/source.ts";

export interface DeclarationIndex {
  /** The type that a name means in a file; `ns.Name` for what a namespace import brings. */
  find(file: string, name: string): Declaration | undefined;
  /** The constant or enum that a name means in a file. */
  findConstant(file: string, name: string): Declaration | undefined;
  /** Names that mean something in a file. */
  visible(file: string): string[];
}

/** Finds a name as the file sees it: declared there, imported, or exported on by another file. */
export function indexDeclarations(source: Source): DeclarationIndex {
  const types = createLookup(source, (file) => source.files[file]!.declarations);
  const constants = createLookup(source, (file) => source.files[file]!.constants);
  return {
    find: types.find,
    findConstant: constants.find,
    visible: (file) => [...types.local(file), ...Object.keys(source.files[file]?.imports ?? {})],
  };
}

/** Types and values have names of their own, but travel through the same imports and exports. */
function createLookup(source: Source, declarationsOf: (file: string) => readonly Declaration[]) {
  const local = new Map<string, Map<string, Declaration>>();
  for (const file of Object.keys(source.files)) {
    local.set(file, new Map(declarationsOf(file).map((d) => [d.name, d])));
  }

  /** What another file gets under this name. */
  function exported(file: string, name: string, seen: ReadonlySet<string>): Declaration | undefined {
    const text = source.files[file];
    if (!text || seen.has(`${file} ${name}`)) return undefined;
    const here = local.get(file)?.get(name);
    if (here?.exported && !here.isDefault) return here;
    const next = new Set([...seen, `${file} ${name}`]);
    const renamed = lookup(text.reexports.names, name);
    if (renamed) return follow(renamed, file, next);
    if (name === "default") return [...(local.get(file)?.values() ?? [])].find((d) => d.isDefault);
    for (const other of text.reexports.all) {
      const found = exported(other, name, next);
      if (found) return found;
    }
    return undefined;
  }

  /** A file's own export list names what it declares or imports; another file's, what that exports. */
  function follow(origin: Origin, from: string, seen: ReadonlySet<string>): Declaration | undefined {
    if (origin.file !== from) return exported(origin.file, origin.name, seen);
    const imported = lookup(source.files[from]?.imports, origin.name);
    return local.get(from)?.get(origin.name) ?? (imported && exported(imported.file, imported.name, seen));
  }

  /** What another file gets under a name that may have dots. */
  function reached(file: string, name: string): Declaration | undefined {
    const [first, rest] = splitName(name);
    if (rest === undefined) return exported(file, name, new Set());
    const inner = namespace(lookup(source.files[file]?.reexports.names, first));
    return inner === undefined ? undefined : reached(inner, rest);
  }

  /** The file that a name stands for as a whole. */
  function namespace(origin: Origin | undefined): string | undefined {
    if (!origin) return undefined;
    if (origin.name === "*") return origin.file;
    const passed = lookup(source.files[origin.file]?.reexports.names, origin.name);
    return passed?.name === "*" ? passed.file : undefined;
  }

  return {
    local: (file: string): string[] => [...(local.get(file)?.keys() ?? [])],
    find(file: string, name: string): Declaration | undefined {
      const [first, rest] = splitName(name);
      if (rest !== undefined) {
        const inner = namespace(lookup(source.files[file]?.imports, first));
        return inner === undefined ? undefined : reached(inner, rest);
      }
      const imported = lookup(source.files[file]?.imports, name);
      return local.get(file)?.get(name) ?? (imported && exported(imported.file, imported.name, new Set()));
    },
  };
}

/** `a.b` → `a`, `b`. */
function splitName(name: string): [string, string | undefined] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}
