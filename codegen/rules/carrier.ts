/**
 * Which schema node carries a rule that asks about more than its own node. An API server forgives a rule whose node did
 * not change; so the rule stands as far inside as what it reads allows, and a new status never meets a rule about spec.
 */
import { type Expr, partsOf } from "../../rules/lang/cel/ast.ts";
import type { Check } from "./check.ts";
import { parsed } from "./parsed.ts";
import type { Mentions } from "./reads.ts";

/** Dotted path of the innermost node that holds all that the row reads; the object for a row about the past or one operation. */
export function carrierOf({ anchor, on }: Check, { names, paths }: Mentions): string {
  if (names.has("oldRoot") || names.has("oldSelf") || on.length < 2) return "";
  const outside = [...paths].filter((path) => path.split(".")[0] === "root");
  const holders = outside
    .filter((path) => !isAround(path.slice("root.".length), anchor))
    .map((path) => path.split(".").slice(1, -1));
  const own = anchor.split("[]")[0]!.split(".");
  return [anchor.includes("[]") ? own.slice(0, -1) : own, ...holders].reduce(commonStart).join(".");
}

/** A node that the anchor is inside of, and that is there wherever the row applies. */
const isAround = (path: string, anchor: string): boolean => path !== "" && anchor.startsWith(`${path}.`);

const commonStart = (one: readonly string[], other: readonly string[]): string[] => {
  const end = one.findIndex((name, i) => name !== other[i]);
  return one.slice(0, end < 0 ? undefined : end);
};

/** The condition with `root` standing for the carrier: `root.spec.bootstrap` is `root.bootstrap` at `spec`. */
export function seenFrom(carrier: string, source: string): string {
  const read = parsed(source);
  if (carrier === "" || "issues" in read) return source;
  const around = carrier.split(".").map((_, i, names) => names.slice(0, i + 1).join("."));
  const places = [...new Set(placesOf(read.ast, "root"))].sort((a, b) => b - a);
  return places.reduce((text, at) => {
    const [before, after] = [text.slice(0, at), text.slice(at + "root".length)];
    const path = /^(?:\.\??\w+)*/.exec(after)![0];
    const asked = path.replaceAll("?", "").slice(1);
    if (around.includes(asked) && before.endsWith("has(") && after[path.length] === ")")
      return `${before.slice(0, -"has(".length)}true${after.slice(path.length + 1)}`;
    const names = path.split(".").slice(carrier.split(".").length + 1);
    return `${before}root${names.map((name) => `.${name}`).join("")}${after.slice(path.length)}`;
  }, source);
}

/** Where a name stands in the text. */
const placesOf = (expr: Expr, name: string): number[] =>
  expr.kind === "ident" && expr.name === name
    ? [expr.pos]
    : partsOf(expr).flatMap((part) => placesOf(part, name));
