/**
 * The independent judge: `@marcbachmann/cel-js` evaluates each row's examples beside our kernel. It knows less of
 * Kubernetes' environment than we do; what it cannot say is listed here, and everything else has to agree.
 */
import { Environment } from "@marcbachmann/cel-js";

/** Errors that mean "this library does not have that", with the reason. */
const GAPS: readonly { readonly error: RegExp; readonly why: string }[] = [
  { error: /no such overload: optional<.*> [!=]= optional<.*>/, why: "optional values cannot be compared" },
  {
    error:
      /no matching overload for '(?:is)?(?:IP|ip|CIDR|cidr|Quantity|quantity|URL|url|Semver|semver|Sorted)\(|no matching overload for '.*\.(?:isSorted|sum|min|max|indexOf|lastIndexOf|find|findAll)\(/,
    why: "functions of Kubernetes",
  },
  {
    error: /no matching overload for '.*\.transform(?:List|Map|MapEntry)\(/,
    why: "comprehensions of two variables",
  },
];

/** Sources that it answers wrongly, with the reason. */
const MISREAD: readonly { readonly source: RegExp; readonly why: string }[] = [
  { source: /\\p\{/, why: "its patterns are JavaScript's, which know classes of Unicode only under a flag" },
];

const environment = new Environment({
  enableOptionalTypes: true,
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
});

/** Its verdict as a value, an error text, or undefined where one of its known gaps is in the way. */
export type SecondOpinion = (activation: { [name: string]: unknown }) => unknown;

/** Reads an expression once, for all that it is asked about. */
export function secondOpinion(source: string): SecondOpinion {
  if (MISREAD.some((gap) => gap.source.test(source))) return () => undefined;
  const tried = <T>(answer: () => T) => {
    try {
      return answer();
    } catch (error) {
      const text = (error as Error).message;
      return GAPS.some((gap) => gap.error.test(text)) ? undefined : `an error (${text.split("\n")[0]})`;
    }
  };
  const read = tried(() => environment.parse(source));
  if (typeof read !== "function") return () => read;
  return (activation) => tried(() => read(integers(activation) as { [name: string]: unknown }));
}

/** JSON numbers without a fraction are int in Kubernetes, and BigInt in that library. */
function integers(value: unknown): unknown {
  if (typeof value === "number") return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map(integers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, integers(inner)]));
}
