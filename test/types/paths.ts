// biome-ignore-all lint/suspicious/noThenProperty: what a row of requests answers is called `then`
/** A proof by the compiler: what a row may name, and what it may not. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { At, FieldPath } from "../../rules/lang/paths.ts";
import type {
  DefaultingTable,
  ImmutabilityTable,
  MoveTable,
  RequestTable,
  Row,
  UpgradeTable,
  ValidationTable,
} from "../../rules/lang/tables.ts";

interface Sample {
  spec?: {
    mode?: "Hard" | "Soft";
    count?: number;
    disks?: { name: string; size?: number }[];
    labels?: { [key: string]: string };
    open?: unknown;
  };
  status?: { mode?: "Hard" | "Soft" };
}

// ── Paths ───────────────────────────────────────────────────────────────────────────────────────────────────────

export const paths: FieldPath<Sample>[] = [
  "spec",
  "spec.mode",
  "spec.disks",
  "spec.disks[]",
  "spec.disks[].size",
  "spec.labels",
  "spec.open",
];
// @ts-expect-error misspelt
export const misspelt: FieldPath<Sample> = "spec.moode";
// @ts-expect-error below a scalar
export const belowScalar: FieldPath<Sample> = "spec.mode.length";
// @ts-expect-error a map's keys are no fields
export const belowMap: FieldPath<Sample> = "spec.labels.app";
// @ts-expect-error an item without its brackets
export const withoutBrackets: FieldPath<Sample> = "spec.disks.size";
// @ts-expect-error a dot before the first field
export const leadingDot: FieldPath<Sample> = ".spec";

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

export const values: [
  Same<At<Sample, "spec.mode">, "Hard" | "Soft">,
  Same<At<Sample, "spec.count">, number>,
  Same<At<Sample, "spec.disks[].name">, string>,
  Same<At<Sample, "spec.disks[].size">, number>,
  Same<At<Sample, "spec.disks">, { name: string; size?: number }[]>,
] = [true, true, true, true, true];

// ── Rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

const row = { id: "s/x", doc: "A sentence.", source: "ours:test" } as const satisfies Row;
// @ts-expect-error an id has two parts
export const badId: Row = { ...row, id: "x" };
// @ts-expect-error a source says where it leads
export const badSource: Row = { ...row, source: "somewhere" };
// @ts-expect-error a section of the specification has a heading
export const noHeading: Row = { ...row, source: "spec:vm-v1alpha5" };

type Rows<T extends { readonly rows: readonly unknown[] }> = T["rows"][number];

type Fixed = Rows<ImmutabilityTable<Sample>>;
export const fixed: Fixed = { ...row, field: "spec.mode", forbid: ["set", "unset"], unless: "privileged" };
// @ts-expect-error a misspelt path
export const fixedPath: Fixed = { ...row, field: "spec.modes", forbid: [] };
// @ts-expect-error an unknown verb
export const fixedVerb: Fixed = { ...row, field: "spec.mode", forbid: ["delete"] };
// @ts-expect-error an unknown fact
export const fixedFact: Fixed = { ...row, field: "spec.mode", forbid: [], unless: "lucky" };

type Default = Rows<DefaultingTable<Sample>>;
const filling = { ...row, on: ["create"], example: { before: {}, after: {} } } as const;
export const filled: Default[] = [
  { ...filling, field: "spec.mode", value: "Hard" },
  { ...filling, field: "spec.count", value: 1 },
  { ...filling, field: "spec.mode", from: "self.status.mode" },
  { ...filling, field: "spec.mode", generate: "now" },
];
// @ts-expect-error a value of another type
export const filledType: Default = { ...filling, field: "spec.count", value: "one" };
// @ts-expect-error a value that is no member
export const filledMember: Default = { ...filling, field: "spec.mode", value: "Gentle" };
// @ts-expect-error a function in a row
export const filledFunction: Default = { ...filling, field: "spec.mode", value: () => "Hard" };
// @ts-expect-error an unknown generator
export const filledGenerator: Default = { ...filling, field: "spec.mode", generate: "dice" };
// @ts-expect-error nothing that gives a value
export const filledNothing: Default = { ...filling, field: "spec.mode" };

type Ask = Rows<RequestTable<Sample, { from: "status.mode"; to: "spec.mode" }>>;
const examples = { admits: [], refuses: [] };
export const asked: Ask[] = [
  { ...row, from: ["(none)"], to: "any", then: "allow" },
  { ...row, from: ["Hard"], to: ["Soft"], then: "deny", message: "no", ...examples },
  { ...row, from: "any", to: "any", then: "freeze", freeze: ["spec.count"], message: "no", ...examples },
];
// @ts-expect-error a state that the enum does not have
export const askedState: Ask = { ...row, from: ["Gentle"], to: "any", then: "allow" };
// @ts-expect-error a refusal without a message
export const askedSilent: Ask = { ...row, from: "any", to: "any", then: "deny", ...examples };
// @ts-expect-error a refusal without examples
export const askedUnseen: Ask = { ...row, from: "any", to: "any", then: "deny", message: "no" };

type Move = Rows<MoveTable<Sample, { observed: "status.mode"; desired: "spec.mode" }>>;
const cell = { ...row, observed: ["Hard"], desired: ["Soft"] } as const;
export const moved: Move = {
  ...cell,
  steps: [{ do: "shutdownGuest", until: "PoweredOff", within: "5m" }],
  ends: { reason: "GuestDidNotRespond", message: "no answer" },
};
// @ts-expect-error an effect that no driver has
export const movedEffect: Move = { ...cell, steps: [{ do: "defenestrate" }] };
// @ts-expect-error a reason that the condition does not have
export const movedReason: Move = { ...cell, steps: [], ends: { reason: "Bored", message: "no" } };
// @ts-expect-error a column is missing
export const movedColumn: Move = { ...row, observed: ["Hard"], steps: [] };

type Valid = Rows<ValidationTable<VirtualMachine>>;
const checked = { ...row, on: ["update"], require: "true", message: "no", ...examples } as const;
export const valid: Valid = { ...checked, at: "spec.bootstrap.cloudInit", reason: "Invalid" };
// @ts-expect-error a node that does not exist
export const validNode: Valid = { ...checked, at: "spec.bootstrapp", reason: "Invalid" };
// @ts-expect-error a reason that no API server knows
export const validReason: Valid = { ...checked, at: "spec", reason: "Awkward" };
// @ts-expect-error a fact in an example that nobody answers
export const validFact: Valid["admits"][number] = { new: {}, facts: { lucky: true } };

type Step = Rows<UpgradeTable<VirtualMachine>>;
const step = { ...row, bit: 0, after: [], freeze: [], example: { before: {}, observed: {}, after: {} } };
export const upgraded: Step = { ...step, fill: { "spec.biosUUID": "observed.biosUUID" } };
// @ts-expect-error a field that does not exist
export const upgradedField: Step = { ...step, fill: { "spec.biosUuid": "observed.biosUUID" } };
// @ts-expect-error something nobody observes
export const upgradedSource: Step = { ...step, fill: { "spec.biosUUID": "observed.colour" } };
