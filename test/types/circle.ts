/** What `circle.test.ts` compiles: the proof that types, and types generated back from schemas, are the same. */
import path from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { crds } from "../../codegen/emit/crd.ts";
import { generate } from "../../codegen/generate.ts";
import type { Model, ResourceModel } from "../../codegen/model.ts";
import { printProblem } from "../../codegen/problems.ts";
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";
import { complaintsOf } from "./compile.ts";

const root = path.join(import.meta.dirname, "../..");

/** What the compiler says against the proof; nothing when it holds. */
export async function complaintsAbout(apiDir: string): Promise<string[]> {
  const { files, model, problems } = await generate({ apiDir, base: root, only: ["types", "typesBack"] });
  if (!model || problems.length > 0) throw new Error(problems.map(printProblem).join("\n"));
  const all = new Map(files);
  for (const r of model.resources) all.set(`structural/${fileOf(r)}`, await structuralType(r, model));
  all.set("proof.ts", proof(model));
  return complaintsOf(all).map(({ text }) => text);
}

const fileOf = (r: ResourceModel): string => `${r.group}/${r.version}/${r.kind.toLowerCase()}.ts`;

/**
 * Each line is an assignment that compiles only where it holds. Optional fields that one side lacks would go unseen, so
 * the two sides are compared once more with every field required.
 */
function proof(model: Model): string {
  const lines = model.resources.map((r, i) => {
    const api = path.join(root, r.file);
    return `
import type { ${r.kind} as Api${i} } from ${JSON.stringify(api)};
import type { ${r.kind} as Answer${i}, ${r.kind}Input as Input${i} } from "./generated/types/${r.group}/${r.version}.ts";
import type { ${r.kind} as Back${i} } from "./generated/types-back/${fileOf(r)}";
import type { ${r.kind} as Structural${i} } from "./structural/${fileOf(r)}";
type Whole${i} = Api${i} & { apiVersion: "${r.group}/${r.version}"; kind: "${r.kind}" };
export const backIsApi${i} = (value: Back${i}): Whole${i} => value;
export const apiIsBack${i} = (value: Whole${i}): Back${i} => value;
export const allOfBackIsApi${i} = (value: All<Back${i}>): All<Whole${i}> => value;
export const allOfApiIsBack${i} = (value: All<Whole${i}>): All<Back${i}> => value;
export const apiIsStructural${i} = (value: Whole${i}): Structural${i} => value;
export const answerIsApi${i} = (value: Answer${i}): Whole${i} => value;
export const answerIsInput${i} = (value: Answer${i}): Input${i} => value;
export const apiIsInput${i} = (value: Whole${i}): Input${i} => value;
export const inputIsApi${i} = (value: Input${i}): Omit<Whole${i}, "status"> => value;`;
  });
  return `${ALL}${lines.join("\n")}\n`;
}

export const ALL = `type Scalar = string | number | boolean | null | undefined;
type All<T> = T extends Scalar ? T : T extends readonly (infer I)[] ? All<I>[] : { [K in keyof T]-?: All<T[K]> };
`;

/** The type of what the CRD says, and nothing else. */
async function structuralType(r: ResourceModel, model: Model): Promise<string> {
  const crd = crds(model).find(({ spec }) => spec.group === r.group && spec.names.kind === r.kind)!;
  const { schema } = crd.spec.versions.find(({ name }) => name === r.version)!;
  return compile(plain(schema.openAPIV3Schema) as JSONSchema, r.kind, {
    bannerComment: "",
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    format: false,
  });
}

/** A structural schema in JSON Schema's words. `tsType` is how json-schema-to-typescript takes a type as it is. */
function plain(s: JSONSchemaProps): { [keyword: string]: unknown } {
  const nullable = (names: string[]) => (s.nullable ? [...names, "null"] : names);
  if (s["x-kubernetes-int-or-string"]) return { type: nullable(["integer", "string"]) };
  if (s["x-kubernetes-preserve-unknown-fields"] && !s.properties)
    return { tsType: s.type !== "object" ? "unknown" : s.nullable ? "object | null" : "object" };
  const { properties = {}, items, additionalProperties, required, description } = s;
  return {
    description,
    ...(s.enum ? { enum: s.enum } : {}),
    type: s.type === undefined ? "any" : nullable([s.type]),
    ...(items && !Array.isArray(items) ? { items: plain(items) } : {}),
    ...(s.type === "object"
      ? {
          required,
          properties: Object.fromEntries(Object.entries(properties).map(([name, p]) => [name, plain(p)])),
          additionalProperties:
            typeof additionalProperties === "object"
              ? plain(additionalProperties)
              : (additionalProperties ?? false),
        }
      : {}),
  };
}
