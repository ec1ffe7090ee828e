import type { Int32 } from "../../../../../../api/meta.ts";

/** A TCP port. @minimum 1 @maximum 65535 */
export type Port = Int32;
