/** An API server accepts every example where it stands. */
import {
  checkStructural,
  type FieldError,
  fieldErrorText,
  type JSONSchemaProps,
  prepare,
  validate,
} from "../../rules/lang/schema/index.ts";
import { problem } from "../problems.ts";
import { COMPAT } from "../rules/environment.ts";
import { type Child, childrenOf } from "../schema-tree.ts";
import { ofEach } from "./check.ts";
import { positionOf } from "./locate.ts";

export const checkExampleValues = ofEach((resource) =>
  withExample(resource.schema, "").flatMap(({ path, node }) => {
    const around: JSONSchemaProps = { type: "object", properties: { [VALUE]: node } };
    // A schema that is wrong itself has its own problem.
    if (checkStructural(around, "schema").length > 0) return [];
    const object = { [VALUE]: node.example };
    const { errors } = validate(prepare(around, { compat: COMPAT }), object, { operation: "create" });
    const complaint = errors.map(complaintAbout).join("; ");
    return errors.length === 0
      ? []
      : [problem("bad-example", positionOf(path, resource), { path, complaint })];
  }),
);

/** The field under which an example is checked. */
const VALUE = "it";

/** As an API server says it: `it must be of type string: "integer"`, `it.name: Required value`. */
const complaintAbout = (error: FieldError): string =>
  error.detail.startsWith(error.field) ? error.detail.replace(" in body", "") : fieldErrorText(error);

function withExample(node: JSONSchemaProps, path: string): Child[] {
  const below = childrenOf(node, path).flatMap((child) => withExample(child.node, child.path));
  return node.example === undefined ? below : [{ path, node }, ...below];
}
