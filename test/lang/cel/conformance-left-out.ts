/** Conformance cases the kernel does not answer as specified, by reason. */

/** Gaps of the kernel. */
export const LEFT_OUT: { readonly [reason: string]: readonly string[] } = {};

/** Where Kubernetes' CEL itself differs from the suite. */
export const DIFFERENT: { readonly [reason: string]: readonly string[] } = {};
