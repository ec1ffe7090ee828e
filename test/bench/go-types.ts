/** Go types with kubebuilder markers for a set of CRDs: what a project with controller-gen would keep by hand. */
import type { JSONSchemaProps } from "../../rules/lang/schema/types.ts";

export interface Crd {
  spec: {
    group: string;
    names: { kind: string; plural: string; singular?: string; shortNames?: string[] };
    scope: string;
    versions: {
      name: string;
      schema: { openAPIV3Schema: JSONSchemaProps };
      additionalPrinterColumns?: { name: string; type: string; jsonPath: string; priority?: number }[];
    }[];
  };
}

/** A Go package for each group and version, by its file: the kinds in the version that is stored last. */
export function goTypes(crds: readonly Crd[]): Map<string, string> {
  const packages = new Map<string, { group: string; version: string; crds: Crd[] }>();
  for (const crd of crds) {
    const { group } = crd.spec;
    const version = crd.spec.versions.at(-1)!.name;
    const file = `${group.split(".")[0]!.replaceAll("-", "")}${group.split(".")[1]}/${version}/types.go`;
    const known = packages.get(file) ?? { group, version, crds: [] };
    known.crds.push(crd);
    packages.set(file, known);
  }
  return new Map([...packages].map(([file, one]) => [file, goPackage(one.group, one.version, one.crds)]));
}

const goPackage = (group: string, version: string, crds: readonly Crd[]): string =>
  [
    `// +groupName=${group}`,
    "// +kubebuilder:object:generate=true",
    `package ${version}`,
    "",
    "import (",
    '\t"k8s.io/apimachinery/pkg/api/resource"',
    '\tmetav1 "k8s.io/apimachinery/pkg/apis/meta/v1"',
    '\t"k8s.io/apimachinery/pkg/runtime"',
    ")",
    "",
    "var _ resource.Quantity",
    "var _ runtime.RawExtension",
    "",
    ...crds.flatMap(kindTypes),
  ].join("\n");

function kindTypes(crd: Crd): string[] {
  const { names, scope, versions } = crd.spec;
  const { schema, additionalPrinterColumns = [] } = versions.at(-1)!;
  const short = names.shortNames?.length ? `,shortName=${names.shortNames.join(";")}` : "";
  const markers = [
    "object:root=true",
    "subresource:status",
    `resource:path=${names.plural},scope=${scope}${short}`,
    ...additionalPrinterColumns.map(
      ({ name, type, jsonPath, priority = 0 }) =>
        `printcolumn:name=${JSON.stringify(name)},type=${type},JSONPath=${JSON.stringify(jsonPath)},priority=${priority}`,
    ),
  ];
  const { apiVersion: _, kind: __, metadata: ___, ...own } = schema.openAPIV3Schema.properties ?? {};
  const body = { ...schema.openAPIV3Schema, properties: own };
  const head = ['\tmetav1.TypeMeta `json:",inline"`', '\tmetav1.ObjectMeta `json:"metadata,omitempty"`'];
  return [...markers.map((marker) => `// +kubebuilder:${marker}`), ...structs(names.kind, body, head)];
}

/** A struct and those of its fields, which are named after their paths. */
function structs(name: string, schema: JSONSchemaProps, head: readonly string[] = []): string[] {
  const inner: string[] = [];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([json, field]) => {
    const required = schema.required?.includes(json) ?? false;
    const go = goType(`${name}${exported(json)}`, field, inner);
    const pointer = !required && /^[A-Z]/.test(go) ? "*" : "";
    return [
      ...fieldMarkers(field, required).map((line) => `\t// ${line}`),
      `\t${exported(json)} ${pointer}${go} \`json:"${json}${required ? "" : ",omitempty"}"\``,
    ];
  });
  const rules = ruleMarkers(schema).map((line) => `// ${line}`);
  return [
    `// ${name} ${oneLine(schema.description)}`,
    ...rules,
    `type ${name} struct {`,
    ...head,
    ...fields,
    "}",
    "",
    ...inner,
  ];
}

/** The type of a field; structs that it needs are added to `more`. */
function goType(name: string, schema: JSONSchemaProps, more: string[]): string {
  if (schema["x-kubernetes-int-or-string"]) return "resource.Quantity";
  switch (schema.type) {
    case "boolean":
      return "bool";
    case "integer":
      return schema.format === "int64" ? "int64" : "int32";
    case "number":
      return "float64";
    case "array":
      return `[]${goType(`${name}Item`, schema.items as JSONSchemaProps, more)}`;
    case "object":
      if (schema["x-kubernetes-preserve-unknown-fields"]) return "runtime.RawExtension";
      if (typeof schema.additionalProperties === "object")
        return `map[string]${goType(`${name}Value`, schema.additionalProperties, more)}`;
      more.push(...structs(name, schema));
      return name;
    default:
      return schema.format === "date-time" ? "metav1.Time" : "string";
  }
}

function fieldMarkers(schema: JSONSchemaProps, required: boolean): string[] {
  const of = (marker: string, value: unknown): string[] =>
    value === undefined ? [] : [`+kubebuilder:validation:${marker}=${value}`];
  return [
    oneLine(schema.description),
    ...(required ? [] : ["+optional"]),
    ...of("Enum", schema.enum?.join(";")),
    ...(typeof schema.maxLength === "number" ? of("MaxLength", schema.maxLength) : []),
    ...of("MinLength", schema.minLength),
    ...of("Minimum", schema.minimum),
    ...of("Maximum", schema.maximum),
    ...of("MaxItems", schema.maxItems),
    // A quantity brings its own pattern.
    ...of("Pattern", schema.type === "string" && schema.pattern ? `\`${schema.pattern}\`` : undefined),
    ...(schema.default === undefined ? [] : [`+kubebuilder:default=${JSON.stringify(schema.default)}`]),
    ...(schema["x-kubernetes-list-type"] ? [`+listType=${schema["x-kubernetes-list-type"]}`] : []),
    ...(schema["x-kubernetes-list-map-keys"] ?? []).map((key) => `+listMapKey=${key}`),
    ...(schema["x-kubernetes-preserve-unknown-fields"] ? ["+kubebuilder:pruning:PreserveUnknownFields"] : []),
  ];
}

const ruleMarkers = (schema: JSONSchemaProps): string[] =>
  (schema["x-kubernetes-validations"] ?? []).map(
    ({ rule, message }) =>
      `+kubebuilder:validation:XValidation:rule=${JSON.stringify(rule)}${message ? `,message=${JSON.stringify(message)}` : ""}`,
  );

const oneLine = (text = "is part of the API."): string => text.replaceAll(/\s+/g, " ");

const exported = (json: string): string =>
  json
    .split(/[_-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
