/** Changes as text: a block a kind, breaking changes first and with reasons, safe ones in a line. */
import { isDeepStrictEqual } from "node:util";
import { type Change, type ChangeClass, meaningOf } from "./changes.ts";

/** The changes as lines for people, the counts of each class last; one sentence where there are none. */
export function comparisonText(changes: readonly Change[]): string {
  if (changes.length === 0) return "no CRD changed\n";
  const names = [...new Set(changes.map(({ crd }) => crd))];
  const blocks = names.map((name) => block(changes.filter(({ crd }) => crd === name)));
  return `${blocks.join("\n")}\n${total(changes)}\n`;
}

function block(changes: readonly Change[]): string {
  const [{ kind, crd }] = changes as [Change];
  const lines = changes.flatMap((change, i) => {
    const next = changes[i + 1];
    // Neighbours of one class with the same reasons share them.
    const shared = next?.class === change.class && isDeepStrictEqual(reasons(next), reasons(change));
    return [
      `  ${change.class.padEnd(9)}  ${headline(change)}`,
      ...(shared ? [] : reasons(change)).map((line) => `             ${line}`),
    ];
  });
  return `${kind} (${crd})\n${lines.join("\n")}\n`;
}

/** `v1 spec.volume: a bound is tighter: maxLength 63 → maxLength 40`. */
function headline({ version, path, what, was, is }: Change): string {
  const place = [version, path].filter(Boolean).join(" ");
  const values = was === undefined || is === undefined ? (was ?? is) : `${was} → ${is}`;
  return [place, what, values].filter(Boolean).join(": ");
}

const reasons = ({ code, why, todo, forgivenWhile }: Change): string[] => [
  ...(meaningOf(code).obvious ? [] : [why]),
  ...(forgivenWhile === undefined
    ? []
    : [`an old value is forgiven only while all of ${forgivenWhile} stays as it is`]),
  ...(todo === undefined ? [] : [`instead: ${todo}`]),
];

const CLASSES: readonly ChangeClass[] = ["breaking", "ratcheted", "safe"];

function total(changes: readonly Change[]): string {
  const counts = CLASSES.map((name) => `${changes.filter((change) => change.class === name).length} ${name}`);
  return `${counts.join(", ")}; ratcheted: stored objects may keep the old value, from Kubernetes 1.33 on`;
}
