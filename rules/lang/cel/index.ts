/** CEL with Kubernetes' semantics: parse, check, estimate, compile, evaluate, rewrite. Pure; nothing here throws on bad input. */

export type { Expr } from "./ast.ts";
export { estimateCost, type SizeEstimator, type SizeRange } from "./cost.ts";
export { escapeName } from "./escape.ts";
export {
  type AccessDecision,
  type AccessQuestion,
  celAuthorizer,
  type Decide,
  type ServiceAccount,
} from "./functions/authorizer.ts";
export { type CelIssue, formatIssues, refusalOf } from "./issues.ts";
export { parse } from "./parser.ts";
export { print, rename } from "./print.ts";
export {
  type Budget,
  type CelErrorCode,
  type CelResult,
  type CompileOptions,
  compile,
  type Environment,
  type ErrorPlace,
  type EvaluationError,
  isProgram,
  type Program,
  typeOf,
} from "./program.ts";
export { default as rt } from "./runtime.ts";
export { type CelType, CelTypes, formatType, type ListSemantics, type ObjectFields } from "./types.ts";
export { celOptional, Duration, Timestamp } from "./values.ts";
