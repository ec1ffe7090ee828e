/** A cdk8s construct a kind, with the kind's own types as properties. */
import type { Model, ResourceModel } from "../model.ts";
import type { Files } from "./emitter.ts";
import { tsHeader } from "./header.ts";
import { comment } from "./types.ts";

/** One module a resource. */
export function emitConstructs(model: Model): Files {
  return new Map(
    model.resources.map((r) => [
      `generated/constructs/${r.group}/${r.version}/${r.kind.toLowerCase()}.ts`,
      construct(r),
    ]),
  );
}

function construct(r: ResourceModel): string {
  const { kind, group, version } = r;
  return `${tsHeader(r.file)}import { ApiObject, type ApiObjectMetadata } from "cdk8s";
import type { Construct } from "constructs";
import type * as types from "../../../types/${group}/${version}.ts";

/** What a ${kind} is made from. The name is derived from the construct's path unless \`metadata\` gives one. */
export interface ${kind}Props extends Omit<types.${kind}Input, "apiVersion" | "kind" | "metadata" | "status"> {
  readonly metadata?: ApiObjectMetadata;
}

${comment(r.doc, "")}export class ${kind} extends ApiObject {
  static readonly apiVersion = "${group}/${version}";
  static readonly kind = "${kind}";

  constructor(scope: Construct, id: string, props: ${kind}Props${required(r) ? "" : " = {}"}) {
    super(scope, id, ${kind}.manifest(props));
  }

  /** The manifest alone, for use without a chart. */
  static manifest<P extends ${kind}Props>(props: P): { apiVersion: "${group}/${version}"; kind: "${kind}" } & P {
    return { apiVersion: ${kind}.apiVersion, kind: ${kind}.kind, ...props };
  }
}
`;
}

/** Some field must be given. */
const required = (r: ResourceModel): boolean => (r.schema.required ?? []).some((name) => name !== "status");
