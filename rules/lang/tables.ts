/**
 * The tables of the rule language. A table is plain data: a header, and rows that are JSON. Conditions are CEL over
 *
 *   self, oldSelf    the object (or the node the row is anchored at), as an API server shows it to a CRD rule
 *   root, oldRoot    the whole object, whatever the anchor
 *   wrote            the same node as the caller sent it, before our defaults
 *   fact.<name>      a row of `facts.ts`, or another object that a row of `../lookups.ts` names
 *   feature.<name>   whether a row of `../features.ts` is on
 *
 * An anchor may lead to the items of a list (`spec.network.interfaces[]`): the row then speaks about each of them, and
 * `oldSelf` is the item with the same keys before.
 *
 * Where a row runs is derived from these names and never declared.
 */
import type { ConditionReason } from "../conditions.ts";
import type { FeatureName } from "../features.ts";
import type { LookupName } from "../lookups.ts";
import type { EffectName } from "./effects.ts";
import type { FactName } from "./facts.ts";
import type { At, FieldPath } from "./paths.ts";

/** What tables become for JavaScript, for those who import this language from outside. */
export type { CompiledRules } from "./compiled.ts";

/** Where a row's behaviour comes from: a line of the inventory (`spec:vm-v1alpha5#transitions/3`, `upstream:V16`), or us. */
export type Source = `spec:${string}#${string}` | `upstream:${string}` | `ours:${string}`;

export interface Row {
  /** Never reused, never renamed; stands in messages, documentation and tests. */
  readonly id: `${string}/${string}`;
  /** One sentence in the present tense. */
  readonly doc: string;
  /** Everything that the row carries. */
  readonly source: Source | readonly Source[];
}

export type WriteOperation = "create" | "update";

/** In a delete `self` is the object that goes. */
export type Operation = WriteOperation | "delete";

/** Why a request is refused: the types of Kubernetes' `field.Error`. */
export type RefusalReason =
  | "Invalid"
  | "Forbidden"
  | "Required"
  | "Duplicate"
  | "NotSupported"
  | "NotFound"
  | "TypeInvalid";

/**
 * An example for a row that can refuse: values of the node the row is anchored at, the objects around it where the row
 * reads them, what is known beside them, and the features that are off.
 */
export interface Example {
  readonly old?: unknown;
  readonly new: unknown;
  readonly wrote?: unknown;
  readonly root?: unknown;
  readonly oldRoot?: unknown;
  readonly facts?: { readonly [name in FactName]?: boolean } & { readonly [name in LookupName]?: unknown };
  readonly off?: readonly FeatureName[];
}

interface Refusing {
  readonly admits: readonly Example[];
  readonly refuses: readonly Example[];
}

// ── Immutability ────────────────────────────────────────────────────────────────────────────────────────────────

/** What can happen to a field in an update (KEP-5073). An empty string counts as absent. */
export type ChangeVerb = "set" | "modify" | "unset";

/** What an example of a guard has around the field: beside it, in the whole object, and known from elsewhere. */
export interface Surroundings extends Pick<Example, "root" | "oldRoot" | "facts" | "off"> {
  /** The node that holds the field; a change of the field is tried in it. */
  readonly self?: object;
}

type Guard =
  | { readonly when?: never }
  | {
      /** The row forbids only while this holds; `self` is the node that holds the field. */
      readonly when: string;
      /** Where the guard holds, and where it does not. */
      readonly holds: Surroundings;
      readonly lifts: Surroundings;
    };

export type ImmutabilityRow<T> = Row &
  Guard & {
    /** A field of a list's items is followed by the keys of the item. */
    readonly field: FieldPath<T>;
    /** The changes that are refused; an empty list is a decision too. */
    readonly forbid: readonly ChangeVerb[];
    /** A fact that lifts the row. */
    readonly unless?: FactName;
    /** What a refusal says; made of the verbs where left out. */
    readonly message?: string;
  };

export interface ImmutabilityTable<T> {
  readonly kind: "immutability";
  readonly doc: string;
  readonly hit: "collect";
  readonly rows: readonly ImmutabilityRow<T>[];
}

// ── Defaulting ──────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Values that CEL cannot say: a random UUID, the time, the version of the running build, and slots for volumes and
 * drives, with the controllers they need. `placement` finds by itself what is missing below its fields.
 */
export type GeneratorName = "uuid4" | "now" | "build" | "placement";

type DefaultSource<Value> =
  | { readonly value: Value }
  | { readonly from: string }
  | { readonly generate: GeneratorName }
  /** Takes away what is there. */
  | { readonly remove: true };

/** One label or annotation; the map is made where there is none. */
export type MetadataKey = `metadata.${"labels" | "annotations"}[${string}]`;

/** The type of what a default writes. */
type Written<T, P> = P extends MetadataKey ? string : P extends FieldPath<T> ? At<T, P> : never;

type DefaultRowAt<T, P extends FieldPath<T> | MetadataKey> = P extends unknown
  ? Row & {
      readonly field: P;
      /** Further fields that are filled together with it. */
      readonly also?: readonly FieldPath<T>[];
      readonly on: readonly WriteOperation[];
      /** For a field of a list's items `self` is the item, here and in `from`; else the object. */
      readonly when?: string;
      /** Writes over what is there; without it only an unset field is filled. */
      readonly replace?: true;
      /** The object before and after, as the caller would see them; a generated value reads `<uuid4>`, `<now>` or `<build>`. */
      readonly example: Pick<Example, "old" | "facts" | "off"> & {
        readonly before: unknown;
        readonly after: unknown;
      };
    } & DefaultSource<Written<T, P>>
  : never;

export type DefaultRow<T> = DefaultRowAt<T, FieldPath<T> | MetadataKey>;

export interface DefaultingTable<T> {
  readonly kind: "defaulting";
  readonly doc: string;
  readonly hit: "unique";
  readonly rows: readonly DefaultRow<T>[];
}

// ── Requests and moves ──────────────────────────────────────────────────────────────────────────────────────────

/** An axis value: a member of the field's enum, or `(none)` where the field is absent. */
type AxisValue<T, P> = P extends FieldPath<T> ? (At<T, P> & string) | "(none)" : never;

type Axes<T> = { readonly [name: string]: FieldPath<T> };

type Cells<T, A extends Axes<T>> = { readonly [K in keyof A]: readonly AxisValue<T, A[K]>[] | "any" };

export type RequestRow<T, A extends Axes<T>> = Row &
  Cells<T, A> & { readonly when?: string } & (
    | { readonly then: "allow" }
    | ({ readonly then: "deny"; readonly message: string } & Refusing)
    | ({
        readonly then: "freeze";
        readonly freeze: readonly FieldPath<T>[];
        readonly message: string;
      } & Refusing)
  );

/** What may be asked. Over every combination of the axes exactly one row speaks. */
export interface RequestTable<T, A extends Axes<T>> {
  readonly kind: "requests";
  readonly doc: string;
  readonly axes: A;
  /** `allow` and `deny` speak when this field changes; `freeze` always. */
  readonly changed: FieldPath<T>;
  readonly hit: "unique";
  readonly rows: readonly RequestRow<T, A>[];
}

export interface MoveStep {
  readonly do: EffectName;
  /** The observed state that ends the step; without it the step ends when the effect was delivered. */
  readonly until?: "PoweredOn" | "PoweredOff" | "Suspended";
  /** How long to wait for `until` before the next step, as Go writes a duration. */
  readonly within?: string;
}

export type MoveRow<T, A extends Axes<T>> = Row &
  Cells<T, A> & {
    readonly when?: string;
    /** In order: the next step is taken when the one before failed or ran out of time. */
    readonly steps: readonly MoveStep[];
    /** For a cell that no step can help: the condition reason that says what to change, and a sentence for it. */
    readonly ends?: { readonly reason: ConditionReason; readonly message: string };
  };

/** How to get from what is seen to what is wanted. Over every combination of the axes exactly one row speaks. */
export interface MoveTable<T, A extends Axes<T>> {
  readonly kind: "moves";
  readonly doc: string;
  readonly axes: A;
  readonly hit: "unique";
  readonly rows: readonly MoveRow<T, A>[];
}

// ── Validation ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface ValidationRow<T> extends Row, Refusing {
  /** The node that `self` is; the object itself when left out. */
  readonly at?: FieldPath<T> | "metadata";
  /** The field below `at` that the refusal names. */
  readonly field?: string;
  readonly on: readonly Operation[];
  readonly require: string;
  readonly reason: RefusalReason;
  readonly message: string;
}

export interface ValidationTable<T> {
  readonly kind: "validation";
  readonly doc: string;
  readonly hit: "collect";
  readonly rows: readonly ValidationRow<T>[];
}

// ── Upgrade ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the operator reads from the machine to fill a field. */
export type ObservedField = "observed.biosUUID" | "observed.instanceUUID";

/** Where a step takes a value from: the machine, or another field of the object. */
export type FillSource = ObservedField | `self.${string}`;

export interface UpgradeRow<T> extends Row {
  /** Index of the step's bit in the mask of the feature-version annotation. Append-only. */
  readonly bit: number;
  readonly after: readonly `${string}/${string}`[];
  /** Field → where its value comes from; only an unset field is filled, and only where there is a value. */
  readonly fill: { readonly [P in FieldPath<T> | MetadataKey]?: ObservedField | `self.${FieldPath<T>}` };
  /** Fields nobody but the operator may touch until the step was taken. */
  readonly freeze: readonly FieldPath<T>[];
  /** An object, what was seen of its machine, and the object after the step. */
  readonly example: {
    readonly before: unknown;
    readonly observed: { readonly [field: string]: string };
    readonly after: unknown;
  };
}

export interface UpgradeTable<T> {
  readonly kind: "upgrade";
  readonly doc: string;
  readonly hit: "unique";
  readonly rows: readonly UpgradeRow<T>[];
}

/**
 * A kind of others, which the API does not declare. There is no CRD of ours to carry its rows: admission policies and
 * the webhook ask all of them.
 */
export interface ForeignKind {
  readonly plural: string;
  readonly scope: "Namespaced" | "Cluster";
  /** Only objects that have this label, before or after, are shown to the policy, so that it is in nobody else's way. */
  readonly labelled: string;
}

/** Any table, without the types of its object: what the generator works on. */
export type AnyTable =
  | ImmutabilityTable<never>
  | DefaultingTable<never>
  | RequestTable<never, never>
  | MoveTable<never, never>
  | ValidationTable<never>
  | UpgradeTable<never>;
