/** What a definition must satisfy before it is stored. */
import { checkRules, checkSelectableFields, checkStructural } from "../../../rules/lang/schema/index.ts";
import type { FieldError } from "../../../rules/lang/schema/types.ts";
import { fieldError } from "../errors.ts";
import { label1035Problems, subdomainProblems } from "../registry/names.ts";
import type { CustomResourceDefinition, DefinitionVersion } from "./types.ts";

const columnTypes = ["integer", "number", "string", "boolean", "date"];
const columnFormats = ["int32", "int64", "float", "double", "byte", "date", "date-time", "password", "name"];

/** All complaints about a definition with its defaults filled in. `compat` bounds the CEL that new rules may use. */
export function definitionErrors(definition: CustomResourceDefinition, compat: string): FieldError[] {
  const { spec, metadata } = definition;
  const errors: FieldError[] = [];
  const wanted = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== undefined && metadata.name !== wanted) {
    errors.push(
      fieldError.invalid("metadata.name", metadata.name, `must be spec.names.plural+"."+spec.group`),
    );
  }
  errors.push(...groupErrors(spec.group), ...scopeErrors(spec.scope), ...nameErrors(definition));
  errors.push(...versionErrors(spec.versions, compat), ...conversionErrors(definition));
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
    for (const text of label1035Problems(name.toLowerCase())) {
      errors.push(
        fieldError.invalid(
          `spec.names.${field}`,
          name,
          field.endsWith("ind") ? `may have mixed case, but should otherwise match: ${text}` : text,
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

function versionErrors(versions: readonly DefinitionVersion[], compat: string): FieldError[] {
  if (versions.length === 0) return [fieldError.required("spec.versions", "must have at least one version")];
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  versions.forEach((version, i) => {
    const path = `spec.versions[${i}]`;
    for (const text of label1035Problems(version.name))
      errors.push(fieldError.invalid(`${path}.name`, version.name, text));
    if (seen.has(version.name)) errors.push(fieldError.duplicate(`${path}.name`, version.name));
    seen.add(version.name);
    if (version.deprecationWarning !== undefined && version.deprecated !== true) {
      errors.push(
        fieldError.invalid(
          `${path}.deprecationWarning`,
          version.deprecationWarning,
          "can only be set for deprecated versions",
        ),
      );
    }
    errors.push(...schemaErrors(version, `${path}.schema`, compat));
    errors.push(...columnErrors(version, `${path}.additionalPrinterColumns`));
    errors.push(...selectableErrors(version, `${path}.selectableFields`));
    errors.push(...scaleErrors(version, `${path}.subresources.scale`));
  });
  if (versions.filter(({ storage }) => storage).length !== 1) {
    errors.push(
      fieldError.invalid(
        "spec.versions",
        versions,
        "must have exactly one version marked as storage version",
      ),
    );
  }
  return errors;
}

function schemaErrors({ schema }: DefinitionVersion, path: string, compat: string): FieldError[] {
  const root = schema?.openAPIV3Schema;
  if (root === undefined) return [fieldError.required(`${path}.openAPIV3Schema`, "schemas are required")];
  const errors = checkStructural(root, `${path}.openAPIV3Schema`);
  // Rules are compiled against types, which a schema that is not structural does not have.
  return errors.length > 0 ? errors : checkRules(root, `${path}.openAPIV3Schema`, { compat });
}

function columnErrors({ additionalPrinterColumns = [] }: DefinitionVersion, path: string): FieldError[] {
  return additionalPrinterColumns.flatMap((column, i) => {
    const errors: FieldError[] = [];
    const at = `${path}[${i}]`;
    if (!column.name) errors.push(fieldError.required(`${at}.name`));
    if (!column.type)
      errors.push(fieldError.required(`${at}.type`, `must be one of ${columnTypes.join(",")}`));
    else if (!columnTypes.includes(column.type)) {
      errors.push(
        fieldError.invalid(`${at}.type`, column.type, `must be one of ${[...columnTypes].sort().join(",")}`),
      );
    }
    if (column.format && !columnFormats.includes(column.format)) {
      errors.push(
        fieldError.invalid(
          `${at}.format`,
          column.format,
          `must be one of ${[...columnFormats].sort().join(",")}`,
        ),
      );
    }
    if (!column.jsonPath) errors.push(fieldError.required(`${at}.jsonPath`));
    else if (!column.jsonPath.startsWith(".")) {
      errors.push(
        fieldError.invalid(`${at}.jsonPath`, column.jsonPath, "must be a simple json path starting with ."),
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
  const check = (field: "specReplicasPath" | "statusReplicasPath", under: string) => {
    const value = scale[field];
    if (!value) errors.push(fieldError.required(`${path}.${field}`));
    else if (!value.startsWith(under)) {
      errors.push(
        fieldError.invalid(`${path}.${field}`, value, `should be a json path under ${under.slice(0, -1)}`),
      );
    }
  };
  check("specReplicasPath", ".spec.");
  check("statusReplicasPath", ".status.");
  return errors;
}

function conversionErrors({ spec: { conversion } }: CustomResourceDefinition): FieldError[] {
  const strategy = conversion?.strategy;
  if (strategy === undefined) return [];
  if (strategy !== "None" && strategy !== "Webhook") {
    return [fieldError.notSupported("spec.conversion.strategy", strategy, ["None", "Webhook"])];
  }
  if (strategy === "None") {
    return conversion?.webhook === undefined
      ? []
      : [
          fieldError.forbidden(
            "spec.conversion.webhook",
            "should not be set when strategy is not set to Webhook",
          ),
        ];
  }
  if (conversion?.webhook?.clientConfig === undefined) {
    return [
      fieldError.required("spec.conversion.webhook.clientConfig", "required when strategy is set to Webhook"),
    ];
  }
  if ((conversion.webhook.conversionReviewVersions ?? []).length === 0) {
    return [fieldError.required("spec.conversion.webhook.conversionReviewVersions")];
  }
  return [];
}
