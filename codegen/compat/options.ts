/** What can be asked of a comparison. Apart, so that reading the command line loads nothing else. */
import type { ChangeClass } from "./changes.ts";

export const FAIL_ON = ["breaking", "ratcheted", "safe", "none"] as const satisfies readonly (
  | ChangeClass
  | "none"
)[];

export interface CompareOptions {
  /** Changes of this class or of a worse one stop CI; `breaking` unless given. */
  failOn?: (typeof FAIL_ON)[number];
  /** Data instead of text. */
  json?: boolean;
}
