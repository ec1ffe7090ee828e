/**
 * The form of the inventory: one line for each thing that a rule or a reconcile must keep, in our words. A line of the
 * specification is `spec:<document>#<section>/<number>`, a rule of upstream is `upstream:V16`; a row names the lines it
 * carries as its source. A line without a verdict of its own is one that rows carry: the generator refuses a line that
 * has neither, and a verdict that rows have overtaken.
 */

export type LineId = `spec:${string}#${string}/${number}` | `upstream:${string}`;

interface Verdicts {
  /** The CRD that keeps it: kind and field, and a keyword of that node, as `VirtualMachine.spec.powerState enum`. */
  readonly schema: `${string}.${string} ${string}`;
  /** The file that does it. */
  readonly reconcile: `runtime/${string}.ts`;
  /** The line that says what we do about it; that line's verdict is this one's too. Rows may be named besides. */
  readonly see: LineId;
  /** Nothing keeps it yet: the topic, and what is missing. Rows that name the line take its place. */
  readonly later: `${string}: ${string}`;
  /** Why nothing will keep it. */
  readonly notCarried: string;
}

export type VerdictName = keyof Verdicts;

type Only<Name extends VerdictName> = Pick<Verdicts, Name> & {
  readonly [other in Exclude<VerdictName, Name>]?: never;
};

type AtMostOne =
  | { [Name in VerdictName]: Only<Name> }[VerdictName]
  | { readonly [name in VerdictName]?: never };

export type Line = {
  readonly id: LineId;
  /** One sentence. Of an upstream rule it is what upstream does. */
  readonly says: string;
} & AtMostOne;

/** Why a recorded verdict is not ours; the page of differences has a section for each. */
export type WhyOther = "specification" | "notAsked" | "filled" | "worded" | "narrower" | "caller";

/** Recorded verdicts of upstream that ours differ from, and the line that decides it for us. */
export interface UpstreamException {
  readonly why: WhyOther;
  readonly because: LineId;
  /** One sentence: what we answer instead. */
  readonly says: string;
  /** Ids of the recorded cases. */
  readonly cases: readonly string[];
}

export interface Inventory {
  readonly lines: readonly Line[];
  /** Document → its sections, as anchors, that only explain; the others have lines. */
  readonly explaining: { readonly [document: string]: readonly string[] };
  readonly upstreamExceptions: readonly UpstreamException[];
}
