/** What a definition must satisfy before it is stored. */
import { checkRules, checkSelectableFields, checkStructural } from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import { validateClientConfig } from "../admission/validate-webhooks.ts";
import { fieldError } from "../errors.ts";
import { isDeepEqual } from "../registry/equal.ts";
import { label1035Problems, subdomainProblems } from "../registry/names.ts";
import type { CustomResourceDefinition, DefinitionVersion } from "./types.ts";

const columnTypes = ["boolean", "date", "integer", "number", "string"];
const columnFormats = ["byte", "date", "date-time", "double", "float", "int32", "int64", "password"];

/**
 * All complaints about a definition with its defaults filled in. `compat` bounds the CEL that new rules may use; `old`
 * is what is installed on an update, whose rules may stay what they are.
 */
export function definitionErrors(
  definition: CustomResourceDefinition,
  compat: string,
  old?: CustomResourceDefinition,
): FieldError[] {
  const { spec, metadata } = definition;
  const errors: FieldError[] = [];
  const wanted = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== undefined && metadata.name !== wanted) {
    errors.push(
      fieldError.invalid("metadata.name", metadata.name, `must be spec.names.plural+"."+spec.group`),
    );
  }
  errors.push(...groupErrors(spec.group), ...scopeErrors(spec.scope), ...nameErrors(definition));
  errors.push(...approvalErrors(definition));
  errors.push(
    ...versionErrors(spec.versions),
    ...perVersionErrors(spec.versions, { compat, installed: old?.spec.versions }),
  );
  errors.push(...storedErrors(definition), ...conversionErrors(definition));
  if (spec.preserveUnknownFields === true) {
    const detail =
      "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead";
    errors.push(fieldError.invalid("spec.preserveUnknownFields", true, detail));
  }
  return errors;
}

/** What may not change once a definition is there. */
export function definitionUpdateErrors(
  definition: CustomResourceDefinition,
  old: CustomResourceDefinition,
): FieldError[] {
  const errors: FieldError[] = [];
  const fixed = (field: string, now: unknown, before: unknown) => {
    if (now !== before) errors.push(fieldError.invalid(field, now, "field is immutable"));
  };
  fixed("spec.group", definition.spec.group, old.spec.group);
  fixed("spec.names.plural", definition.spec.names.plural, old.spec.names.plural);
  const established = old.status?.conditions?.some(
    ({ type, status }) => type === "Established" && status === "True",
  );
  if (established) {
    fixed("spec.scope", definition.spec.scope, old.spec.scope);
    fixed("spec.names.kind", definition.spec.names.kind, old.spec.names.kind);
  }
  (old.status?.storedVersions ?? []).forEach((stored, i) => {
    if (definition.spec.versions.some(({ name }) => name === stored)) return;
    const detail =
      "missing from spec.versions; v1 was previously a storage version, and must remain in spec.versions until a storage migration ensures no data remains persisted in v1 and removes v1 from status.storedVersions";
    errors.push(
      fieldError.invalid(`status.storedVersions[${i}]`, stored, detail.replaceAll("v1 ", `${stored} `)),
    );
  });
  return errors;
}

function groupErrors(group: string): FieldError[] {
  if (group === "") return [fieldError.required("spec.group")];
  const errors = subdomainProblems(group).map((text) => fieldError.invalid("spec.group", group, text));
  if (!group.includes("."))
    errors.push(fieldError.invalid("spec.group", group, "should be a domain with at least one dot"));
  return errors;
}

function scopeErrors(scope: string): FieldError[] {
  if (scope === "") return [fieldError.required("spec.scope")];
  return ["Cluster", "Namespaced"].includes(scope)
    ? []
    : [fieldError.notSupported("spec.scope", scope, ["Cluster", "Namespaced"])];
}

function nameErrors({ spec: { names } }: CustomResourceDefinition): FieldError[] {
  const errors: FieldError[] = [];
  const check = (field: string, name: string | undefined, isRequired = false) => {
    if (name === undefined || name === "") {
      if (isRequired) errors.push(fieldError.required(`spec.names.${field}`));
      return;
    }
    const isKind = field === "kind" || field === "listKind";
    for (const text of label1035Problems(isKind ? name.toLowerCase() : name)) {
      errors.push(
        fieldError.invalid(
          `spec.names.${field}`,
          name,
          isKind ? `may have mixed case, but should otherwise match: ${text}` : text,
        ),
      );
    }
  };
  check("plural", names.plural, true);
  check("singular", names.singular, true);
  check("kind", names.kind, true);
  check("listKind", names.listKind, true);
  names.shortNames?.forEach((name, i) => {
    check(`shortNames[${i}]`, name);
  });
  names.categories?.forEach((name, i) => {
    check(`categories[${i}]`, name);
  });
  if (names.kind !== "" && names.kind === names.listKind) {
    errors.push(
      fieldError.invalid("spec.names.listKind", names.listKind, "kind and listKind may not be the same"),
    );
  }
  return errors;
}

function versionErrors(versions: readonly DefinitionVersion[]): FieldError[] {
  const errors: FieldError[] = [];
  versions.forEach(({ name, deprecated, deprecationWarning: warning }, i) => {
    const path = `spec.versions[${i}]`;
    const wrong = (detail: string) => fieldError.invalid(`${path}.deprecationWarning`, warning, detail);
    if (warning !== undefined && deprecated !== true) {
      errors.push(wrong("can only be set for deprecated versions"));
    } else if (warning === "") errors.push(wrong("must not be an empty string"));
    // The first version also goes by the name that older definitions had for the only one.
    for (const field of i === 0 ? [`${path}.name`, "spec.version"] : [`${path}.name`]) {
      for (const text of label1035Problems(name)) errors.push(fieldError.invalid(field, name, text));
    }
  });
  const refuse = (detail: string) => fieldError.invalid("spec.versions", versions.map(shown), detail);
  if (new Set(versions.map(({ name }) => name)).size < versions.length) {
    errors.push(refuse("must contain unique version names"));
  }
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.push(refuse("must have exactly one version marked as storage version"));
  }
  return errors;
}

/** A version as Kubernetes quotes it; the fields that versions have of their own are not told. */
function shown({ name, served, storage, deprecated, deprecationWarning }: DefinitionVersion): object {
  return {
    Name: name,
    Served: served,
    Storage: storage,
    Deprecated: deprecated === true,
    DeprecationWarning: deprecationWarning ?? null,
    ...{ Schema: null, Subresources: null, AdditionalPrinterColumns: null, SelectableFields: null },
  };
}

function storedErrors({ spec, status }: CustomResourceDefinition): FieldError[] {
  const stored = status?.storedVersions ?? [];
  const field = "status.storedVersions";
  if (stored.length === 0) return [fieldError.invalid(field, null, "must have at least one stored version")];
  const storage = spec.versions.findLast((version) => version.storage)?.name;
  return storage === undefined || stored.includes(storage)
    ? []
    : [fieldError.invalid(field, stored, `must have the storage version ${storage}`)];
}

const approval = "api-approved.kubernetes.io";

/** Groups of the Kubernetes project need its word. */
function approvalErrors({ metadata, spec: { group } }: CustomResourceDefinition): FieldError[] {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group) || metadata.annotations?.[approval]) return [];
  const detail = `protected groups must have approval annotation "${approval}", see https://github.com/kubernetes/enhancements/pull/1111`;
  return [fieldError.required(`metadata.annotations[${approval}]`, detail)];
}

/** Fields that each version has, and where they stand when all versions have the same. */
// biome-ignore format: table
const perVersion = [
  { field: "schema",                   shared: "spec.validation",               check: schemaErrors },
  { field: "subresources",             shared: "spec.subresources",             check: scaleErrors },
  { field: "additionalPrinterColumns", shared: "spec.additionalPrinterColumns", check: columnErrors },
  { field: "selectableFields",         shared: "spec.selectableFields",         check: selectableErrors },
] as const;

/** What the schemas of versions are held to. */
interface Judging {
  readonly compat: string;
  readonly installed: readonly DefinitionVersion[] | undefined;
}

function perVersionErrors(versions: readonly DefinitionVersion[], judging: Judging): FieldError[] {
  const errors: FieldError[] = [];
  versions.forEach(({ schema }, i) => {
    if (schema?.openAPIV3Schema === undefined)
      errors.push(fieldError.required(`spec.versions[${i}].schema.openAPIV3Schema`));
  });
  for (const { field, shared, check } of perVersion) {
    const [first, ...others] = versions;
    if (first === undefined) continue;
    const isShared = others.every((other) => isDeepEqual(other[field], first[field]));
    if (isShared) errors.push(...check(first, shared, judging));
    else
      versions.forEach((version, i) => {
        errors.push(...check(version, `spec.versions[${i}].${field}`, judging));
      });
  }
  return errors;
}

function schemaErrors(
  version: DefinitionVersion,
  path: string,
  { compat, installed }: Judging,
): FieldError[] {
  const root = version.schema?.openAPIV3Schema;
  if (root === undefined) return [];
  const errors = checkStructural(root, `${path}.openAPIV3Schema`);
  // Rules are compiled against types, which a schema that is not structural does not have.
  if (errors.length > 0) return errors;
  const at = `${path}.openAPIV3Schema`;
  if (installed === undefined) return checkRules(root, at, { compat });
  const before = {
    schemas: installed.flatMap(({ schema }) => schema?.openAPIV3Schema ?? []),
    unchanged: installed.some((one) => one.name === version.name && isDeepEqual(one.schema, version.schema)),
  };
  return checkRules(root, at, { compat, before });
}

function columnErrors({ additionalPrinterColumns = [] }: DefinitionVersion, path: string): FieldError[] {
  return additionalPrinterColumns.flatMap((column, i) => {
    const errors: FieldError[] = [];
    const at = `${path}[${i}]`;
    if (!column.name) errors.push(fieldError.required(`${at}.name`));
    if (!column.type)
      errors.push(fieldError.required(`${at}.type`, `must be one of ${columnTypes.join(",")}`));
    else if (!columnTypes.includes(column.type)) {
      errors.push(fieldError.invalid(`${at}.type`, column.type, `must be one of ${columnTypes.join(",")}`));
    }
    if (column.format && !columnFormats.includes(column.format)) {
      errors.push(
        fieldError.invalid(`${at}.format`, column.format, `must be one of ${columnFormats.join(",")}`),
      );
    }
    if (!column.jsonPath) errors.push(fieldError.required(`${at}.JSONPath`));
    else if (!column.jsonPath.startsWith(".")) {
      errors.push(
        fieldError.invalid(`${at}.JSONPath`, column.jsonPath, "must be a simple json path starting with ."),
      );
    }
    return errors;
  });
}

function selectableErrors({ selectableFields = [], schema }: DefinitionVersion, path: string): FieldError[] {
  const root = schema?.openAPIV3Schema;
  if (root === undefined) return [];
  return checkSelectableFields(
    selectableFields.map(({ jsonPath }) => jsonPath),
    root,
    path,
  );
}

function scaleErrors({ subresources }: DefinitionVersion, path: string): FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const errors: FieldError[] = [];
  const refuse = (field: string, value: string, detail: string) =>
    errors.push(fieldError.invalid(`${path}.scale.${field}`, value, detail));
  const check = (field: "specReplicasPath" | "statusReplicasPath", under: string) => {
    const value = scale[field];
    if (!value) errors.push(fieldError.required(`${path}.scale.${field}`));
    else if (!value.startsWith(under))
      refuse(field, value, `should be a json path under ${under.slice(0, -1)}`);
  };
  check("specReplicasPath", ".spec.");
  check("statusReplicasPath", ".status.");
  const selector = scale.labelSelectorPath;
  if (selector && !selector.startsWith(".")) {
    refuse("labelSelectorPath", selector, "must be a simple json path starting with .");
  } else if (selector && !/^\.(spec|status)\./.test(selector)) {
    refuse("labelSelectorPath", selector, "should be a json path under either .spec or .status");
  }
  return errors;
}

const reviewVersions = ["v1", "v1beta1"];

function conversionErrors({ spec: { conversion } }: CustomResourceDefinition): FieldError[] {
  const { strategy, webhook } = conversion ?? {};
  const clientConfig = "spec.conversion.webhookClientConfig";
  const versionsField = "spec.conversion.conversionReviewVersions";
  if (!strategy) return [fieldError.required("spec.conversion.strategy")];
  if (strategy !== "None" && strategy !== "Webhook") {
    return [fieldError.notSupported("spec.conversion.strategy", strategy, ["None", "Webhook"])];
  }
  const { clientConfig: client, conversionReviewVersions: versions } = webhook ?? {};
  if (strategy === "None") {
    const detail = "should not be set when strategy is not set to Webhook";
    return [
      ...(client === undefined ? [] : [fieldError.forbidden(clientConfig, detail)]),
      ...(versions === undefined || versions.length === 0
        ? []
        : [fieldError.forbidden(versionsField, detail)]),
    ];
  }
  const errors: FieldError[] = [];
  if (client === undefined) {
    errors.push(fieldError.required(clientConfig, "required when strategy is set to Webhook"));
  } else errors.push(...validateClientConfig(client, clientConfig));
  if (versions === undefined || versions.length === 0) errors.push(fieldError.required(versionsField));
  else if (!versions.some((version) => reviewVersions.includes(version))) {
    const detail = `must include at least one of ${reviewVersions.join(", ")}`;
    errors.push(fieldError.invalid(versionsField, versions, detail));
  }
  return errors;
}
