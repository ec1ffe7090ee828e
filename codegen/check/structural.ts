/** The API server accepts the schema: it is structural, and its defaults are pruned and valid. */
import { checkStructural, fieldErrorText } from "../../rules/lang/schema/index.ts";
import type { FieldError } from "../../rules/lang/schema/types.ts";
import type { ResourceModel } from "../model.ts";
import { problem } from "../problems.ts";
import { ofEach } from "./check.ts";
import { locate } from "./locate.ts";

const ROOT = "schema";

export const checkSchemas = ofEach((resource) =>
  checkStructural(resource.schema, ROOT).map((error) => {
    const { path, keyword, at } = locate(error.field, ROOT, resource);
    const complaint = complaintOf(error);
    if (keyword === "default")
      return problem("bad-default", at, { path, complaint }, madeHint(path, resource));
    return problem("not-structural", at, { path: keyword === "" ? path : `${path} ${keyword}`, complaint });
  }),
);

/** The error without its path: ours names the field as the types do. */
export const complaintOf = (error: FieldError): string =>
  fieldErrorText(error).slice(error.field.length + ": ".length);

/** A default that nobody wrote came from the defaults inside. */
export const madeHint = (path: string, resource: ResourceModel): string | undefined =>
  resource.madeDefaults.includes(path)
    ? "the object is made present for the sake of the defaults inside; mark it @presence to leave it absent"
    : undefined;
