/** What the fuzzers need of fast-check. It is handed in, so that only those who fuzz must install it. */
import type * as FastCheck from "fast-check";

export type FastCheckModule = Omit<typeof FastCheck, "default">;
export type Arbitrary<T> = FastCheck.Arbitrary<T>;
