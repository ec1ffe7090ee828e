import type { Int32, ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  one: Box<string>;
  two?: Box<Part, "big">;
  pair?: Pair<Int32>;
  some?: Partial<Part>;
  all?: Required<Part>;
  picked?: Pick<Part, "name" | "note">;
  rest?: Omit<Part, "name">;
  both?: Part & { extra: boolean };
  nameOfPart?: Part["name"];
  fieldOfPart?: keyof Part;
  flags?: { [field in keyof Part]?: boolean };
  firm?: NonNullable<Part["note"]>;
  few?: Exclude<"a" | "b" | "c", "b">;
  frozen?: Readonly<Part>;
  child?: Child;
}

/** Holds something. */
export interface Box<T, Size extends string = "small"> {
  /** What it holds. */
  content: T;
  size: Size;
}

export type Pair<T> = { left: T; right: T };

/** A part. */
export interface Part {
  /** Its name. @maxLength 10 */
  name: string;
  note?: string | null;
}

/** Inherits, and narrows. */
export interface Child extends Part, Omit<Box<boolean>, "size"> {
  name: "first" | "second";
  age?: Int32;
}
