/** Random objects of a schema, for property tests: always valid, or valid but for one change. */
import {
  applyDefaults,
  type JSONSchemaProps,
  type PreparedSchema,
  prepare,
  validate,
} from "../schema/index.ts";
import type { Arbitrary, FastCheckModule } from "./fast-check.ts";
import { nameArbitrary, objectArbitrary } from "./value.ts";

export type { Arbitrary, FastCheckModule } from "./fast-check.ts";
export { type Mutation, mutationsOf } from "./mutate.ts";

export interface FuzzOptions {
  /** The Kubernetes version whose formats and CEL apply. */
  compat?: string;
  /** Most items of a list and entries of a map, where the schema asks for fewer. 3 unless given. */
  many?: number;
}

export interface ObjectType {
  apiVersion: string;
  kind: string;
}

const COMPAT = "1.32";

/**
 * Objects of a kind that an API server accepts on create: schema, list types and rules hold. `schema` is structural, as
 * a CRD or an OpenAPI document has it. Throws where no text is known for a pattern.
 */
export function arbitraryOf<T = unknown>(
  fc: FastCheckModule,
  schema: JSONSchemaProps,
  type: ObjectType,
  { compat = COMPAT, many = 3 }: FuzzOptions = {},
): Arbitrary<T> {
  const prepared = prepare(plainMetadata(schema), { compat });
  const head = {
    apiVersion: fc.constant(type.apiVersion),
    kind: fc.constant(type.kind),
    metadata: fc.record({ name: nameArbitrary(fc) }, { noNullPrototype: true }),
  };
  return objectArbitrary(fc, prepared.root, { compat, many }, head).filter((object) =>
    isValid(prepared, object),
  ) as Arbitrary<T>;
}

/** `arbitraryOf` as the tables under `generated/fuzzers` take it. */
export const fuzzer =
  (fc: FastCheckModule, options?: FuzzOptions) =>
  <T>(schema: object, type: ObjectType): Arbitrary<T> =>
    arbitraryOf<T>(fc, schema, type, options);

/** Whether an API server would accept the object on create. */
const isValid = (schema: PreparedSchema, object: unknown): boolean =>
  validate(schema, applyDefaults(schema, object), { operation: "create" }).errors.length === 0;

/** OpenAPI documents refer to ObjectMeta elsewhere; a CRD says that it is an object. */
function plainMetadata(schema: JSONSchemaProps): JSONSchemaProps {
  const { metadata, ...properties } = schema.properties ?? {};
  return { ...schema, properties: { ...properties, metadata: { type: "object" } } };
}
