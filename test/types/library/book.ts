/** An API of another domain with every form of type that has a way back. */
import type {
  Condition,
  Int32,
  IntOrString,
  LabelSelector,
  ObjectMeta,
  OpenObject,
  Quantity,
  Time,
} from "../../../api/meta.ts";

/**
 * A book.
 * @resource plural=books
 * @statusSubresource
 */
export interface Book {
  metadata: ObjectMeta;
  spec: BookSpec;
  status?: BookStatus;
}

export interface BookSpec {
  title: string;
  /** @default "paper" */
  form?: "paper" | "audio" | "screen";
  shelf: Shelf;
  lending?: Lending<Int32>;
  lendings?: Lending<Quantity>[];
  cover: Cover;
  /** @default 3 */
  copies?: Int32;
  subtitle?: string | null;
  port?: IntOrString;
  weight: Quantity;
  names?: { [language: string]: Name };
  layers?: { [name: string]: Shelf };
  extra?: OpenObject;
  selector?: LabelSelector;
  settings?: Partial<Settings>;
  few?: Pick<Settings, "size">;
  some?: { [flag in "big" | "small"]?: boolean };
  mode?: Mode;
  word?: `${"very " | ""}good`;
  parts?: ReadonlyArray<string>[number][];
  /** @maxItems 4 */
  contents?: Chapter[];
  filter?: Filter;
}

/** Where it stands. */
export type Shelf =
  | { place: "room"; room: string; row?: Int32 }
  | { place: "store"; box: Box<"wood" | "card"> }
  | { place: "gone" };

export interface Box<Kind extends string> {
  kind: Kind;
  size?: Settings;
}

export interface Settings {
  /** @default 10 */
  size?: Int32;
  deep: boolean | null;
}

/** Told apart by their keys. */
export type Lending<T> = { days: T; renew?: boolean } | { months: T };

export type Cover = { colour: "red" | "blue" } & ({ soft: true } | { soft: false; thick: Int32 });

/** Contains itself. */
export interface Chapter {
  title: string;
  /** @default 1 */
  pages?: Int32;
  /** @depth 3 @maxItems 4 */
  chapters?: Chapter[];
}

/** A union that contains itself. @depth 2 */
export type Filter =
  | { op: "all"; of: Filter[] }
  | { op: "not"; filter: Filter | null }
  | { op: "is"; names: { [name: string]: string } };

type Name = string;

export interface BookStatus {
  conditions?: Condition[];
  lastLent?: Time;
  /** @default 0 */
  times?: Int32;
}

/** The tag has a default. */
export type Mode =
  | {
      /** @default "plain" */
      kind?: "plain";
      note?: string;
    }
  | { kind: "timed"; seconds: Int32 };
