/** Random numbers for a number schema, its bounds among them. */
import type { SchemaNode } from "../schema/index.ts";
import { checkValue } from "../schema/values.ts";
import type { Arbitrary, FastCheckModule } from "./fast-check.ts";

const INT32 = 2 ** 31;

/** Numbers that the schema accepts; `whole` leaves only integers. */
export function numberArbitrary(fc: FastCheckModule, node: SchemaNode, whole: boolean): Arbitrary<number> {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format } = node.schema;
  const isValid = (value: number) => checkValue(node, value, "").length === 0;
  const widest = format === "int64" ? Number.MAX_SAFE_INTEGER : INT32 - 1;
  const low = minimum ?? Math.max(-widest - 1, Number.MIN_SAFE_INTEGER);
  const high = maximum ?? widest;
  const step = multipleOf ?? (whole ? 1 : undefined);
  if (step !== undefined) {
    const least = Math.ceil(low / step) + (exclusiveMinimum && low % step === 0 ? 1 : 0);
    const most = Math.floor(high / step) - (exclusiveMaximum && high % step === 0 ? 1 : 0);
    const small = fc.integer({
      min: Math.max(least, Math.min(0, most)),
      max: Math.min(most, Math.max(100, least)),
    });
    const any = fc.integer({ min: least, max: most });
    return fc
      .oneof({ weight: 3, arbitrary: small }, { weight: 2, arbitrary: any })
      .map((count) => count * step)
      .filter(isValid);
  }
  const float = fc.double({
    min: low,
    max: high,
    minExcluded: exclusiveMinimum === true,
    maxExcluded: exclusiveMaximum === true,
    noNaN: true,
    noDefaultInfinity: true,
  });
  const short = float.map((value) => Math.round(value * 100) / 100);
  // JSON knows no negative zero.
  const plain = (value: number) => (Object.is(value, -0) ? 0 : value);
  return fc.oneof(short.filter(isValid), float).map(plain);
}
