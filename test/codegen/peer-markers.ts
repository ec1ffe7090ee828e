/** The markers of other generators, by name, as their documentation lists them: what the table of equivalents must cover. */

const VALIDATIONS = [
  ...["Maximum", "Minimum", "MultipleOf", "ExclusiveMaximum", "ExclusiveMinimum"],
  ...[
    "MaxLength",
    "MinLength",
    "Pattern",
    "MaxItems",
    "MinItems",
    "UniqueItems",
    "MaxProperties",
    "MinProperties",
  ],
  ...["Enum", "Format", "Type", "XPreserveUnknownFields", "XEmbeddedResource", "XIntOrString", "XValidation"],
];

export const peerMarkers = {
  "controller-gen": [
    ...["groupName", "versionName", "kubebuilder:skip"],
    ...["kubebuilder:resource", "kubebuilder:subresource:status", "kubebuilder:subresource:scale"],
    ...["kubebuilder:printcolumn", "kubebuilder:selectablefield", "kubebuilder:storageversion"],
    ...["kubebuilder:unservedversion", "kubebuilder:deprecatedversion", "kubebuilder:skipversion"],
    ...["kubebuilder:metadata", "kubebuilder:externalDocs"],
    ...VALIDATIONS.map((name) => `kubebuilder:validation:${name}`),
    ...VALIDATIONS.map((name) => `kubebuilder:validation:items:${name}`),
    ...[
      "ExactlyOneOf",
      "AtMostOneOf",
      "AtLeastOneOf",
      "Required",
      "Optional",
      "EmbeddedResource",
      "Schemaless",
    ].map((name) => `kubebuilder:validation:${name}`),
    ...["k8s:enum", "required", "k8s:required", "optional", "k8s:optional", "nullable", "k8s:immutable"],
    ...["kubebuilder:default", "default", "kubebuilder:example", "kubebuilder:title"],
    ...["kubebuilder:pruning:PreserveUnknownFields"],
    ...["listType", "listMapKey", "mapType", "structType", "k8s:listType", "k8s:listMapKey"],
    ...["kubebuilder:rbac", "kubebuilder:webhook", "kubebuilder:webhookconfiguration"],
    ...["kubebuilder:object:generate", "kubebuilder:object:root", "k8s:deepcopy-gen"],
    ...["kubebuilder:ac:generate", "kubebuilder:ac:output:package"],
  ],
  "controller-gen options": [
    ...[
      "ignoreUnexportedFields",
      "allowDangerousTypes",
      "maxDescLen",
      "crdVersions",
      "generateEmbeddedObjectMeta",
    ],
    ...["headerFile", "year", "deprecatedV1beta1CompatibilityPreserveUnknownFields"],
  ],
  "kube-rs": [
    ...["group", "version", "kind", "root", "plural", "singular", "namespaced", "doc", "status", "scale"].map(
      kube,
    ),
    ...["printcolumn", "selectable", "shortname", "category", "annotation", "label", "validation", "cel"].map(
      kube,
    ),
    ...["storage", "served", "deprecated", "schema", "derive", "attr", "crates"].map(kube),
    ...["validation", "cel", "crates", "merge_strategy"].map((name) => `x_kube(${name})`),
  ],
  Fabric8: [
    ...["@Group", "@Version", "@Kind", "@Plural", "@Singular", "@ShortNames", "@Categories", "Namespaced"],
    ...["status type parameter", "@SpecReplicas", "@StatusReplicas", "@LabelSelector"],
    ...["@PrinterColumn", "@AdditionalPrinterColumn", "@SelectableField", "@AdditionalSelectableField"],
    ...["@Min", "@Max", "@Size", "@Pattern", "@Nullable", "@Required", "@Default", "@ValidationRule"],
    ...["@PreserveUnknownFields", "JsonNode", "ObjectNode", "@JsonAnyGetter", "@JsonAnySetter"],
    ...["@SchemaFrom", "@SchemaSwap", "@SchemaCustomizer", "CRDPostProcessor", "@Annotations", "@Labels"],
    ...["@JsonProperty", "@JsonPropertyDescription", "@JsonClassDescription", "@JsonIgnore", "@JsonFormat"],
  ],
  "validation-gen": [
    ...[
      "required",
      "optional",
      "forbidden",
      "minLength",
      "maxLength",
      "maxBytes",
      "minItems",
      "maxItems",
    ].map(k8s),
    ...["minProperties", "maxProperties", "minimum", "maximum", "neq", "format", "enum", "enumExclude"].map(
      k8s,
    ),
    ...["format=k8s-ip", "format=k8s-extended-resource-name"].map(k8s),
    ...["listType", "listMapKey", "unique", "customUnique", "item", "eachVal", "eachKey", "subfield"].map(
      k8s,
    ),
    ...["unionDiscriminator", "unionMember", "zeroOrOneOfMember", "modeDiscriminator", "ifMode"].map(k8s),
    ...["dependentRequired", "dependentForbidden", "immutable", "update", "monotonic"].map(k8s),
    ...["update=NoSet", "update=NoUnset", "update=NoModify", "update=NoAddItem", "update=NoRemoveItem"].map(
      k8s,
    ),
    ...["ifEnabled", "ifDisabled", "alpha", "beta", "opaqueType", "customValidation"].map(k8s),
    ...["validateTrue", "validateFalse", "validateError", "isSubresource", "supportsSubresource"].map(k8s),
    ...["validation-gen", "validation-gen-input", "validation-gen-scheme-registry"].map(k8s),
    ...["validation-gen-test-fixture", "validation-gen-test-targets", "validation-gen-nolint"].map(k8s),
    "default",
  ],
  "code-generator": [
    ...["deepcopy-gen", "defaulter-gen", "conversion-gen", "conversion-gen-external-types"].map(k8s),
    "genclient",
    ...["nonNamespaced", "noVerbs", "onlyVerbs", "skipVerbs", "noStatus", "readonly", "method"].map(
      (name) => `genclient:${name}`,
    ),
  ],
} as const satisfies { readonly [peer: string]: readonly string[] };

/** The formats that validation-gen knows and a CRD can be given. */
export const peerFormats = [
  ...[
    "uuid",
    "short-name",
    "long-name",
    "long-name-caseless",
    "label-key",
    "prefixed-label-key",
    "label-value",
  ],
  ...["path-segment-name", "resource-pool-name", "resource-fully-qualified-name"],
].map((name) => `k8s-${name}`);

function kube(name: string): string {
  return `kube(${name})`;
}

function k8s(name: string): string {
  return `k8s:${name}`;
}
