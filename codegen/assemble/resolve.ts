/** Names to types: follows imports and `extends`, applies generics, evaluates what is written. */
import { lookup } from "../lookup.ts";
import type { EnumValue, FieldNode, MarkerUse, NamedType, TypeNode } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import { sharedTypes } from "../read/imports.ts";
import type { Declaration, Doc, Member, Source, TypeExpression } from "../read/source.ts";
import { createAlgebra, enumOf, enumOfNames, mergeFields, objectOf, UNKNOWN } from "./algebra.ts";
import { indexDeclarations } from "./declarations.ts";
import { inexpressible, utilityTypes } from "./utility-types.ts";

/** What a type parameter stands for while its declaration is resolved. */
type Arguments = { readonly [parameter: string]: TypeNode };

interface Scope {
  file: string;
  arguments: Arguments;
  /** The declarations around, outermost first: instances of a generic type that never repeat show themselves here. */
  within: readonly Declaration[];
}

export interface Resolver {
  /** The key in `types` of a declaration without type parameters. Resolves all that it refers to. */
  declaration(declaration: Declaration): string;
  /** The fields of an object, or of all forms of a union; nothing for other types. */
  fields(type: TypeNode): FieldNode[] | undefined;
  types: { [key: string]: NamedType };
}

type Of<K extends TypeExpression["kind"]> = Extract<TypeExpression, { kind: K }>;

const MAX_INSTANCES = 16;
const MAX_TEXTS = 256;

/** Resolves types on demand, each once; what has no schema becomes unknown and is a problem. */
export function createResolver(
  source: Source,
  parseMarkers: (doc: Doc, place: "field" | "type" | "root", file: string) => MarkerUse[],
  problems: Problem[],
): Resolver {
  const types: { [key: string]: NamedType } = {};
  const algebra = createAlgebra(types, problems);
  const utilities = utilityTypes(algebra);
  const declarations = indexDeclarations(source);
  const inProgress = new Set<string>();
  /** Fields whose types nobody has asked for yet. A type may contain itself only because these wait. */
  const waiting: FieldNode[] = [];

  function declare(declaration: Declaration, args: TypeNode[], scope: Scope, position: Position): TypeNode {
    const base = `${declaration.file}#${declaration.name}`;
    const suffix = declaration.parameters.length === 0 ? "" : `<${args.map(algebra.keyOf).join(",")}>`;
    const key = base + suffix;
    const reference: TypeNode = { kind: "named", key, position };
    if (types[key] || inProgress.has(key)) return reference;
    if (scope.within.filter((one) => one === declaration).length >= MAX_INSTANCES) {
      const cycle = `${declaration.name} → ${declaration.name}`;
      const hint = "each instance needs another one; bound the depth with types of their own";
      problems.push(problem("recursive-type", position, { cycle }, hint));
      return UNKNOWN(position);
    }
    inProgress.add(key);
    const { file } = declaration;
    const inside = {
      file,
      arguments: bindParameters(declaration, args),
      within: [...scope.within, declaration],
    };
    const type =
      declaration.form === "interface"
        ? interfaceType(declaration, inside)
        : resolve(declaration.type, inside);
    inProgress.delete(key);
    const isRoot = declaration.doc.tags.some((tag) => tag.name === "resource");
    types[key] = {
      name: declaration.name,
      doc: declaration.doc.text,
      markers: parseMarkers(declaration.doc, isRoot ? "root" : "type", file),
      type,
      inline: suffix !== "",
      position: declaration.position,
    };
    return reference;
  }

  function bindParameters(declaration: Declaration, args: TypeNode[]): Arguments {
    const bound: { [name: string]: TypeNode } = {};
    declaration.parameters.forEach((parameter, i) => {
      const scope = { file: declaration.file, arguments: bound, within: [] };
      bound[parameter.name] =
        args[i] ?? (parameter.default ? resolve(parameter.default, scope) : UNKNOWN(declaration.position));
    });
    return bound;
  }

  function interfaceType(declaration: Declaration, scope: Scope): TypeNode {
    const own = resolve(declaration.type, scope);
    if (declaration.extends.length === 0) return own;
    const inherited = declaration.extends.flatMap((parent) =>
      algebra.requireFields(resolve(parent, scope), parent.position),
    );
    const fields = [...inherited, ...algebra.requireFields(own, declaration.position)];
    return objectOf(mergeFields(fields), declaration.position);
  }

  function resolve(expression: TypeExpression, scope: Scope): TypeNode {
    const { position } = expression;
    const inner = (one: TypeExpression) => resolve(one, scope);
    switch (expression.kind) {
      case "keyword":
        return keyword(expression.name, position);
      case "literal":
        return enumOf([{ value: expression.value, doc: expression.doc }], position);
      case "array":
        return { kind: "list", items: item(expression.items, scope) };
      case "tuple":
        return tuple(expression, scope);
      case "object":
        return objectOf(
          expression.members.map((m) => field(m, scope)),
          position,
        );
      case "index":
        return algebra.mapOf(inner(expression.key), item(expression.value, scope), position);
      case "union":
        return algebra.union(expression.members.map(inner), position, expression.docs);
      case "intersection":
        return algebra.intersection(expression.members.map(inner), position);
      case "access":
        return algebra.access(inner(expression.object), inner(expression.key), position);
      case "keyof": {
        const fields = algebra.requireFields(inner(expression.object), position);
        return enumOfNames(
          fields.map((f) => f.name),
          position,
        );
      }
      case "mapped":
        return mapped(expression, scope);
      case "template":
        return template(expression, scope);
      case "typeof":
        return constant(expression.name, position, scope);
      case "reference":
        return reference(expression, scope);
      case "unsupported":
        return algebra.unsupported(expression.what, position, expression.hint);
    }
  }

  function keyword(name: Of<"keyword">["name"], position: Position): TypeNode {
    switch (name) {
      case "string":
      case "number":
      case "boolean":
        return { kind: "scalar", type: name };
      case "null":
        return { kind: "nullable", inner: enumOf([], position) };
      case "unknown":
      case "any":
        return UNKNOWN(position);
      case "never":
      case "undefined":
        return enumOf([], position);
    }
  }

  function field(member: Member, scope: Scope): FieldNode {
    const rest = {
      name: member.name,
      optional: member.optional || mayBeUndefined(member.type, scope),
      doc: member.doc.text,
      markers: parseMarkers(member.doc, "field", scope.file),
      position: member.position,
    };
    const { kind } = member.type;
    return kind === "keyword" || kind === "literal"
      ? { ...rest, type: resolve(member.type, scope) }
      : lazyField(rest, () => resolve(member.type, scope));
  }

  /** The type is resolved when it is first read, and is an ordinary property from then on. */
  function lazyField(rest: Omit<FieldNode, "type">, make: () => TypeNode): FieldNode {
    const node = Object.defineProperty({ ...rest } as FieldNode, "type", {
      configurable: true,
      enumerable: true,
      get() {
        // A second reader while the first is not done yet would wait for itself.
        settle({ kind: "unknown", position: rest.position, cycle: `${rest.name} → ${rest.name}` });
        const type = make();
        settle(type);
        return type;
      },
    });
    const settle = (value: TypeNode) =>
      Object.defineProperty(node, "type", { value, writable: true, configurable: true, enumerable: true });
    waiting.push(node);
    return node;
  }

  function item(expression: TypeExpression, scope: Scope): TypeNode {
    if (!mayBeUndefined(expression, scope)) return resolve(expression, scope);
    const hint = "JSON has no undefined; use null, or leave the item out";
    return algebra.unsupported("undefined in a list or map", expression.position, hint);
  }

  /** `T | undefined`, also behind names. */
  function mayBeUndefined(expression: TypeExpression, scope: Scope, depth = 0): boolean {
    if (expression.kind === "keyword") return expression.name === "undefined";
    if (expression.kind === "union") return expression.members.some((m) => mayBeUndefined(m, scope, depth));
    if (expression.kind !== "reference" || depth > MAX_INSTANCES || lookup(scope.arguments, expression.name))
      return false;
    const declaration = declarations.find(scope.file, expression.name);
    if (declaration?.form !== "alias") return false;
    return mayBeUndefined(declaration.type, { ...scope, file: declaration.file }, depth + 1);
  }

  function tuple(expression: Of<"tuple">, scope: Scope): TypeNode {
    const { position } = expression;
    const elements = expression.elements.map(({ type, form }) => {
      const inner = resolve(type, scope);
      const rest = algebra.bare(inner);
      return form === "rest" && rest.kind === "list" ? rest.items : inner;
    });
    const least = expression.elements.filter(({ form }) => form === "one").length;
    const open = expression.elements.some(({ form }) => form === "rest");
    const [first] = elements;
    const differ = elements.some((element) => algebra.keyOf(element) !== algebra.keyOf(first!));
    const bounds = { least, ...(open ? {} : { most: elements.length }), position };
    if (first && !differ) return { kind: "list", items: first, tuple: bounds };
    return { kind: "list", items: algebra.union(elements, position), tuple: { ...bounds, elements } };
  }

  /** The texts that a template literal type can be, when they are finitely many. */
  function template(expression: Of<"template">, scope: Scope): TypeNode {
    const { position, head } = expression;
    let texts: EnumValue[] = [{ value: head, doc: "" }];
    for (const { type, text } of expression.spans) {
      const inner = algebra.bare(resolve(type, scope));
      if (inner.kind !== "enum" || texts.length * inner.values.length > MAX_TEXTS) {
        const hint = "use string with @pattern, or literals in the braces";
        return algebra.unsupported("a template literal type without an end", position, hint);
      }
      const values = inner.values;
      texts = texts.flatMap((one) =>
        values.map((v) => ({ value: `${one.value}${v.value}${text}`, doc: "" })),
      );
    }
    return enumOf(texts, position);
  }

  function constant(name: string, position: Position, scope: Scope): TypeNode {
    const declaration = declarations.findConstant(scope.file, name);
    if (!declaration) {
      problems.push(
        problem(
          "unknown-type",
          position,
          { name: `typeof ${name}` },
          "declare the constant here, or import it",
        ),
      );
      return UNKNOWN(position);
    }
    const key = `${declaration.file}#typeof ${name}`;
    if (inProgress.has(key)) return UNKNOWN(position);
    inProgress.add(key);
    const type = resolve(declaration.type, { file: declaration.file, arguments: {}, within: [] });
    inProgress.delete(key);
    return type;
  }

  function reference(expression: Of<"reference">, scope: Scope): TypeNode {
    const { name, position } = expression;
    const bound = lookup(scope.arguments, name);
    if (bound) return bound;
    const args = expression.arguments.map((argument) => resolve(argument, scope));
    const around = declarations.find(scope.file, owner(name));
    const declaration =
      declarations.find(scope.file, name) ?? (around?.form === "other" ? around : undefined);
    if (declaration) {
      const wanted = declaration.parameters.length;
      const needed = declaration.parameters.filter((p) => !p.default).length;
      if (args.length >= needed && args.length <= wanted) return declare(declaration, args, scope, position);
      problems.push(problem("type-arguments", position, { name, wanted, found: args.length }));
      return UNKNOWN(position);
    }
    if (declarations.findConstant(scope.file, owner(name))) {
      const object = constant(owner(name), position, scope);
      return algebra.access(object, enumOfNames([leaf(name)], position), position);
    }
    const utility = lookup(utilities, name);
    if (utility) {
      if (args.length === utility.arity) return utility.apply(args, position);
      problems.push(problem("type-arguments", position, { name, wanted: utility.arity, found: args.length }));
      return UNKNOWN(position);
    }
    const known = [...declarations.visible(scope.file), ...Object.keys(utilities)];
    const instead = lookup(inexpressible, name);
    const from = lookup(source.files[scope.file]?.imports, name.split(".", 1)[0]!)?.file;
    const lost = from && `${from} exports no such type`;
    const hint = instead ?? lost ?? shared(name) ?? didYouMean(name, known) ?? "declare it, or import it";
    problems.push(
      instead
        ? problem("unsupported-type", position, { what: `a ${name}` }, hint)
        : problem("unknown-type", position, { name }, hint),
    );
    return UNKNOWN(position);
  }

  function mapped(expression: Of<"mapped">, scope: Scope): TypeNode {
    const { position, keys, optional } = expression;
    const from =
      keys.kind === "keyof" ? algebra.requireFields(resolve(keys.object, scope), position) : undefined;
    const all = resolve(keys, scope);
    if (algebra.bare(all).kind === "scalar")
      return algebra.mapOf(all, resolve(expression.value, scope), position);
    const keepsTypes = expression.value.kind === "access";
    const fields = algebra.enumValues(all, position).map((key) => {
      const name = String(key.value);
      const origin = from?.find((f) => f.name === name);
      const bound = { ...scope.arguments, [expression.parameter]: enumOfNames([name], position) };
      return lazyField(
        {
          name,
          optional: optional === "add" || (optional === "keep" && (origin?.optional ?? false)),
          doc: origin?.doc ?? key.doc,
          markers: keepsTypes ? (origin?.markers ?? []) : [],
          position: origin?.position ?? position,
        },
        () => resolve(expression.value, { ...scope, arguments: bound }),
      );
    });
    return objectOf(fields, position);
  }

  return {
    types,
    fields(type) {
      const inner = algebra.bare(type);
      return inner.kind === "variants"
        ? mergeFields(inner.variants.flatMap((v) => v.fields))
        : algebra.fields(type);
    },
    declaration(declaration) {
      const scope = { file: declaration.file, arguments: {}, within: [] };
      const type = declare(declaration, [], scope, declaration.position);
      for (let one = waiting.pop(); one; one = waiting.pop()) void one.type;
      return type.kind === "named" ? type.key : `${declaration.file}#${declaration.name}`;
    },
  };
}

/** How to import one of our own types. */
function shared(name: string): string | undefined {
  const found = sharedTypes().find(({ names }) => names.includes(name));
  return found && `import type { ${name} } from "${found.from}"`;
}

/** `Level` of `Level.High`. */
const owner = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf(".")));
/** `High` of `Level.High`. */
const leaf = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
