/** `vmop rules`: every row with who enforces it and why, or everything about one. */
import { readArguments } from "../arguments.ts";
import type { Output } from "../local/apply.ts";
import { listText, rowText } from "./row-text.ts";
import { findRow, selectRows } from "./rows.ts";
import type { Sources } from "./sources.ts";

export const RULES_USAGE = `Usage: vmop rules [--kind KIND] [--table TABLE] [--place PLACE] [--field FIELD] [--json]
       vmop rules show ID... [--json]

Lists the rows of the rule tables with who enforces each, and why there; show says everything about one: what it says,
the CEL as it stands in the CRD or the policy, and its examples.

  --kind KIND      rows about a kind, such as VirtualMachine
  --table TABLE    rows of a table, such as immutability
  --place PLACE    crd, policy, mutating-policy, webhook, operator, or nowhere
  --field FIELD    rows about a field or what is below it, such as spec.network
  --json           as data`;

const text = { type: "string" } as const;
const flag = { type: "boolean" } as const;
const OPTIONS = {
  kind: text,
  table: text,
  place: text,
  field: text,
  json: flag,
  help: { ...flag, short: "h" },
} as const;

/** @returns 0 done, 2 something that is not there was asked for */
export function rulesCommand(args: readonly string[], sources: Sources, { print, complain }: Output): number {
  const refuse = (complaint: string, usage = ""): number => {
    complain(`vmop rules: ${complaint}${usage}`);
    return 2;
  };
  const read = readArguments(args, OPTIONS);
  if ("complaint" in read) return refuse(read.complaint, `\n\n${RULES_USAGE}`);
  const { json, help, ...filter } = read.values;
  const [command = "list", ...ids] = read.positionals;
  if (help) {
    print(RULES_USAGE);
    return 0;
  }
  const rows = sources.rows();
  if (command === "show") {
    if (ids.length === 0) return refuse("show needs the ID of a row");
    const found = ids.map((id) => findRow(rows, id));
    for (const one of found) if ("complaint" in one) return refuse(one.complaint);
    const chosen = found.filter((one) => "id" in one);
    print(json ? JSON.stringify(chosen, undefined, 2) : chosen.map(rowText).join("\n\n"));
    return 0;
  }
  if (command !== "list" || ids.length > 0)
    return refuse(`there is no command ${command}`, `\n\n${RULES_USAGE}`);
  const selected = selectRows(rows, filter);
  if ("complaint" in selected) return refuse(selected.complaint);
  print(json ? JSON.stringify(selected.rows, undefined, 2) : listText(selected.rows));
  return 0;
}
