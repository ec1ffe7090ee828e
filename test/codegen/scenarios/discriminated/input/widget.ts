import type { Int32, ObjectMeta, OpenObject, Quantity } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  /** Where the data is. */
  disk: Disk;
  /** @maxItems 8 */
  disks?: Disk[];
  /** Who pays. */
  payment?: Payment | null;
  source?: Source;
  retry?: Retry<Int32>;
  extras?: { [name: string]: Shape };
  flag?: { on: true; level: Int32 } | { on: false };
  onlyFiles?: Extract<Disk, { type: "File" }>;
  noNetwork?: Exclude<Disk, { type: "Network" }>;
  kinds?: Disk["type"][];
  /** @presence */
  mode?: Mode;
}

/** A disk, told apart by `type`. */
export type Disk =
  /** A file on the host. */
  | { type: "File"; path: string; readOnly?: boolean }
  /** A block device. */
  | { type: "Block"; device: string; size?: Quantity; readOnly?: boolean }
  | NetworkDisk
  /** Nothing that lasts. */
  | { type: "Memory" | "Scratch" };

/** A disk on another machine. */
export interface NetworkDisk {
  type: "Network";
  /** Name of the host. */
  host: string;
  /** @minimum 1 @maximum 65535 */
  port?: Int32;
  options?: OpenObject;
}

/** Fields of both forms, and one form. */
export type Payment = { amount: Int32; note?: string } & (
  | { method: "card"; number: string }
  | { method: "invoice"; company: string; vat: string }
);

/** Exactly one key says what it is. */
export type Source =
  /** From a web server. */
  | { http: { url: string } }
  | {
      /** Of another widget. */
      snapshot: { name: string };
      /** How old it may be. */
      maxAge?: Int32;
    }
  /** Nothing at all. */
  | { empty: Record<never, never> };

/** How often something is tried again. */
export type Retry<T> = { policy: "never" } | { policy: "limited"; times: T } | { policy: "forever" };

/** Without a tag it is the form with the default. */
export type Mode =
  | {
      /** @default "plain" */
      kind?: "plain";
      note?: string;
    }
  | { kind: "timed"; seconds: Int32 };

export type Shape = Circle | Square;

interface Circle {
  kind: "circle";
  radius: number;
  square?: never;
}

interface Square {
  kind: "square";
  /** Length of a side. */
  side: number;
}
