/** Names to types: follows imports and `extends`, applies generics, evaluates the utility types. */

import type { EnumValue, FieldNode, MarkerUse, NamedType, TypeNode } from "../model.ts";
import { didYouMean, type Position, type Problem, problem } from "../problems.ts";
import type { Declaration, Doc, Member, Source, TypeExpression } from "../read/source.ts";
import { indexDeclarations } from "./declarations.ts";
import { describeType } from "./describe.ts";

/** What a type parameter stands for while its declaration is resolved. */
type Arguments = { readonly [parameter: string]: TypeNode };

interface Scope {
  file: string;
  arguments: Arguments;
}

export interface Resolver {
  /** The key in `types` of a declaration without type parameters. */
  declaration(declaration: Declaration): string;
  /** The fields of a type, or nothing when it is no object. */
  fields(type: TypeNode): FieldNode[] | undefined;
  types: { [key: string]: NamedType };
}

const UNKNOWN = (position: Position): TypeNode => ({ kind: "unknown", position });
const MAX_INSTANCES = 16;

export function createResolver(
  source: Source,
  parseMarkers: (doc: Doc, place: "field" | "type" | "root") => MarkerUse[],
  problems: Problem[],
): Resolver {
  const types: { [key: string]: NamedType } = {};
  const describe = (type: TypeNode) => describeType(type, types);
  const inProgress: { name: string; key: string; base: string }[] = [];
  const declarations = indexDeclarations(source);

  function declare(declaration: Declaration, args: TypeNode[], position: Position): TypeNode {
    const base = `${declaration.file}#${declaration.name}`;
    const suffix = declaration.parameters.length === 0 ? "" : `<${args.map(keyOf).join(",")}>`;
    const key = base + suffix;
    if (types[key]) return { kind: "named", key };
    const instances = inProgress.filter((entry) => entry.base === base).length;
    if (inProgress.some((entry) => entry.key === key) || instances >= MAX_INSTANCES) {
      const from = inProgress.findIndex((entry) => entry.base === base);
      const names = [...inProgress.slice(from).map((entry) => entry.name), declaration.name];
      const cycle = (new Set(names).size === 1 ? names.slice(0, 2) : names).join(" → ");
      const hint = "bound the depth with a type of its own, or make one field OpenObject";
      problems.push(problem("recursive-type", position, { cycle }, hint));
      return UNKNOWN(position);
    }
    inProgress.push({ name: declaration.name, key, base });
    const scope = { file: declaration.file, arguments: bindParameters(declaration, args) };
    const type =
      declaration.form === "interface" ? interfaceType(declaration, scope) : resolve(declaration.type, scope);
    inProgress.pop();
    const isRoot = declaration.doc.tags.some((tag) => tag.name === "resource");
    types[key] = {
      name: declaration.name,
      doc: declaration.doc.text,
      markers: parseMarkers(declaration.doc, isRoot ? "root" : "type"),
      type,
      inline: suffix !== "",
      position: declaration.position,
    };
    return { kind: "named", key };
  }

  function bindParameters(declaration: Declaration, args: TypeNode[]): Arguments {
    const bound: { [name: string]: TypeNode } = {};
    declaration.parameters.forEach((parameter, i) => {
      const fallback = parameter.default;
      bound[parameter.name] =
        args[i] ??
        (fallback
          ? resolve(fallback, { file: declaration.file, arguments: bound })
          : UNKNOWN(declaration.position));
    });
    return bound;
  }

  function interfaceType(declaration: Declaration, scope: Scope): TypeNode {
    const own = resolve(declaration.type, scope);
    if (declaration.extends.length === 0) return own;
    const inherited = declaration.extends.flatMap((parent) =>
      requireFields(resolve(parent, scope), parent.position),
    );
    return {
      kind: "object",
      fields: mergeFields([...inherited, ...requireFields(own, declaration.position)]),
      position: declaration.position,
    };
  }

  function resolve(expression: TypeExpression, scope: Scope): TypeNode {
    const { position } = expression;
    switch (expression.kind) {
      case "keyword":
        return keyword(expression.name, position);
      case "literal":
        return { kind: "enum", values: [{ value: expression.value, doc: expression.doc }], position };
      case "array":
        return { kind: "list", items: resolve(expression.items, scope) };
      case "object":
        return { kind: "object", fields: expression.members.map((m) => field(m, scope)), position };
      case "index":
        return mapOf(resolve(expression.key, scope), resolve(expression.value, scope), position);
      case "union":
        return union(
          expression.members.map((m) => resolve(m, scope)),
          position,
        );
      case "intersection": {
        const fields = expression.members.flatMap((m) => requireFields(resolve(m, scope), m.position));
        return { kind: "object", fields: mergeFields(fields), position };
      }
      case "access":
        return access(resolve(expression.object, scope), resolve(expression.key, scope), position);
      case "keyof":
        return enumOf(
          requireFields(resolve(expression.object, scope), position).map((f) => f.name),
          position,
        );
      case "mapped":
        return mapped(expression, scope);
      case "reference":
        return reference(expression, scope);
      case "unsupported":
        problems.push(problem("unsupported-type", position, { what: expression.what }, expression.hint));
        return UNKNOWN(position);
    }
  }

  function keyword(name: Extract<TypeExpression, { kind: "keyword" }>["name"], position: Position): TypeNode {
    switch (name) {
      case "string":
      case "number":
      case "boolean":
        return { kind: "scalar", type: name };
      case "null":
        return { kind: "nullable", inner: { kind: "enum", values: [], position } };
      case "unknown":
      case "any":
        return UNKNOWN(position);
      case "never":
      case "undefined":
        return { kind: "enum", values: [], position };
    }
  }

  function field(member: Member, scope: Scope): FieldNode {
    return {
      name: member.name,
      optional: member.optional,
      doc: member.doc.text,
      markers: parseMarkers(member.doc, "field"),
      type: resolve(member.type, scope),
      position: member.position,
    };
  }

  function reference(expression: Extract<TypeExpression, { kind: "reference" }>, scope: Scope): TypeNode {
    const { name, position } = expression;
    const bound = scope.arguments[name];
    if (bound) return bound;
    const args = expression.arguments.map((argument) => resolve(argument, scope));
    const declaration = declarations.find(scope.file, name);
    if (declaration) {
      const wanted = declaration.parameters.length;
      const needed = declaration.parameters.filter((p) => !p.default).length;
      if (args.length < needed || args.length > wanted) {
        problems.push(problem("type-arguments", position, { name, wanted, found: args.length }));
        return UNKNOWN(position);
      }
      return declare(declaration, args, position);
    }
    const utility = utilities[name];
    if (utility) {
      if (args.length === utility.arity) return utility.apply(args, position);
      problems.push(problem("type-arguments", position, { name, wanted: utility.arity, found: args.length }));
      return UNKNOWN(position);
    }
    const known = [...declarations.visible(scope.file), ...Object.keys(utilities)];
    problems.push(
      problem("unknown-type", position, { name }, didYouMean(name, known) ?? "declare it, or import it"),
    );
    return UNKNOWN(position);
  }

  type Utility = { arity: number; apply(args: TypeNode[], position: Position): TypeNode };
  const object = (fields: FieldNode[], position: Position): TypeNode => ({
    kind: "object",
    fields,
    position,
  });
  // biome-ignore format: a table
  const utilities: { [name: string]: Utility | undefined } = {
    Array:         { arity: 1, apply: ([items]) => ({ kind: "list", items: items! }) },
    ReadonlyArray: { arity: 1, apply: ([items]) => ({ kind: "list", items: items! }) },
    Readonly:      { arity: 1, apply: ([type]) => type! },
    Record:        { arity: 2, apply: ([key, value], at) => mapOf(key!, value!, at) },
    Partial:       { arity: 1, apply: ([type], at) => object(requireFields(type!, at).map((f) => ({ ...f, optional: true })), at) },
    Required:      { arity: 1, apply: ([type], at) => object(requireFields(type!, at).map((f) => ({ ...f, optional: false })), at) },
    Pick:          { arity: 2, apply: ([type, keys], at) => object(chooseFields(type!, keys!, true, at), at) },
    Omit:          { arity: 2, apply: ([type, keys], at) => object(chooseFields(type!, keys!, false, at), at) },
    Exclude:       { arity: 2, apply: ([from, what], at) => chooseValues(from!, what!, false, at) },
    Extract:       { arity: 2, apply: ([from, what], at) => chooseValues(from!, what!, true, at) },
    NonNullable:   { arity: 1, apply: ([type]) => { const t = bare(type!); return t.kind === "nullable" ? t.inner : type!; } },
  };

  function chooseFields(type: TypeNode, keys: TypeNode, keep: boolean, position: Position): FieldNode[] {
    const fields = requireFields(type, position);
    const names = enumValues(keys, position).map((v) => String(v.value));
    for (const name of names) {
      if (fields.some((f) => f.name === name)) continue;
      const known = fields.map((f) => f.name);
      problems.push(
        problem("unknown-field", position, { type: describe(type), field: name }, didYouMean(name, known)),
      );
    }
    return fields.filter((f) => names.includes(f.name) === keep);
  }

  function chooseValues(from: TypeNode, what: TypeNode, keep: boolean, position: Position): TypeNode {
    const chosen = enumValues(what, position).map((v) => v.value);
    return {
      kind: "enum",
      values: enumValues(from, position).filter((v) => chosen.includes(v.value) === keep),
      position,
    };
  }

  function mapOf(key: TypeNode, values: TypeNode, position: Position): TypeNode {
    const names = bare(key);
    if (names.kind === "scalar" && names.type === "string") return { kind: "map", values };
    if (names.kind !== "enum") {
      problems.push(
        problem("unsupported-type", position, { what: "a map with such keys" }, "keys are strings"),
      );
      return UNKNOWN(position);
    }
    const fields = names.values.map((v) => ({
      name: String(v.value),
      optional: false,
      doc: v.doc,
      markers: [],
      type: values,
      position,
    }));
    return object(fields, position);
  }

  function mapped(expression: Extract<TypeExpression, { kind: "mapped" }>, scope: Scope): TypeNode {
    const { position, keys, optional } = expression;
    const from = keys.kind === "keyof" ? requireFields(resolve(keys.object, scope), position) : undefined;
    const all = resolve(keys, scope);
    const whole = bare(all);
    if (whole.kind === "scalar") return mapOf(all, resolve(expression.value, scope), position);
    const keepsTypes = expression.value.kind === "access";
    const fields = enumValues(all, position).map((key): FieldNode => {
      const name = String(key.value);
      const origin = from?.find((f) => f.name === name);
      const bound = { ...scope.arguments, [expression.parameter]: enumOf([name], position) };
      return {
        name,
        optional: optional === "add" || (optional === "keep" && (origin?.optional ?? false)),
        doc: origin?.doc ?? key.doc,
        markers: keepsTypes ? (origin?.markers ?? []) : [],
        type: resolve(expression.value, { ...scope, arguments: bound }),
        position: origin?.position ?? position,
      };
    });
    return object(fields, position);
  }

  function access(type: TypeNode, key: TypeNode, position: Position): TypeNode {
    const inner = bare(type);
    const name = bare(key);
    if (inner.kind === "list" && name.kind === "scalar" && name.type === "number") return inner.items;
    const found = enumValues(key, position).map((value) => {
      const fields = requireFields(type, position);
      const one = fields.find((f) => f.name === value.value);
      if (one) return one.type;
      const hint = didYouMean(
        String(value.value),
        fields.map((f) => f.name),
      );
      problems.push(
        problem("unknown-field", position, { type: describe(type), field: String(value.value) }, hint),
      );
      return UNKNOWN(position);
    });
    return found.length === 1 ? found[0]! : union(found, position);
  }

  /** Literals join into one enum; null makes the rest nullable; what is left over is for a marker to explain. */
  function union(members: TypeNode[], position: Position): TypeNode {
    let nullable = false;
    const values: EnumValue[] = [];
    const others: TypeNode[] = [];
    for (const member of members) {
      let type = bare(member);
      if (type.kind === "nullable") {
        nullable = true;
        type = bare(type.inner);
        if (type.kind !== "enum") others.push(type);
      }
      if (type.kind === "enum")
        values.push(...type.values.filter((v) => !values.some((old) => old.value === v.value)));
      else if (member.kind !== "nullable" && bare(member).kind !== "nullable") others.push(member);
    }
    if (values.length > 0) others.push({ kind: "enum", values, position });
    const [only] = others;
    const inner: TypeNode =
      others.length === 1
        ? only!
        : { kind: "union", members: others, text: others.map(describe).join(" | "), position };
    return nullable ? { kind: "nullable", inner } : inner;
  }

  /** The type behind names. */
  function bare(type: TypeNode): TypeNode {
    let inner = type;
    while (inner.kind === "named") inner = types[inner.key]!.type;
    return inner;
  }

  function fieldsOf(type: TypeNode): FieldNode[] | undefined {
    const inner = bare(type);
    return inner.kind === "object" ? inner.fields : undefined;
  }

  function requireFields(type: TypeNode, position: Position): FieldNode[] {
    const fields = fieldsOf(type);
    if (!fields && bare(type).kind !== "unknown") {
      problems.push(
        problem(
          "unsupported-type",
          position,
          { what: `${describe(type)} where an object is needed` },
          "use an interface",
        ),
      );
    }
    return fields ?? [];
  }

  function enumValues(type: TypeNode, position: Position): EnumValue[] {
    const inner = bare(type);
    if (inner.kind === "enum") return inner.values;
    if (inner.kind !== "unknown") {
      problems.push(
        problem(
          "unsupported-type",
          position,
          { what: `${describe(type)} where literals are needed` },
          "use a union of literals",
        ),
      );
    }
    return [];
  }

  function enumOf(names: string[], position: Position): TypeNode {
    return { kind: "enum", values: names.map((value) => ({ value, doc: "" })), position };
  }

  /** Tells instances of a generic type apart. */
  function keyOf(type: TypeNode): string {
    return type.kind === "named"
      ? type.key
      : JSON.stringify(type, (name, value) => (name === "position" ? undefined : value));
  }

  return {
    types,
    fields: fieldsOf,
    declaration(declaration) {
      const type = declare(declaration, [], declaration.position);
      return type.kind === "named" ? type.key : `${declaration.file}#${declaration.name}`;
    },
  };
}

/** The last of several fields with one name wins, at the place of the first. */
function mergeFields(fields: FieldNode[]): FieldNode[] {
  const byName = new Map<string, FieldNode>();
  for (const field of fields) byName.set(field.name, field);
  return [...byName.values()];
}
