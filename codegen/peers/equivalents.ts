/**
 * What the markers of other generators become here: one verdict a marker. A file that still carries one of them is
 * answered with it, and the manual prints the table.
 */
import type { DefaultRow, ImmutabilityRow, ValidationRow } from "../../rules/lang/tables.ts";

export type Verdict =
  /** A marker of ours, as it would be written. */
  | { readonly write: string }
  /** The TypeScript type itself says it. */
  | { readonly type: string }
  /** A row of a table under `rules/`. */
  | { readonly row: RowLike }
  /** Another place of ours says it, or an output exists without being asked for. */
  | { readonly instead: string }
  /** There is none, for this reason. */
  | { readonly none: string };

interface Part {
  name: string;
  size?: number;
}

/** What the example rows speak about. */
interface Widget {
  spec: { color?: string; mode?: "Auto" | "Manual"; level?: number; parts?: Part[] };
}

export type RowLike =
  | { readonly immutability: Pick<ImmutabilityRow<Widget>, "field" | "forbid"> & { unless?: "privileged" } }
  | { readonly validation: Pick<ValidationRow<Widget>, "at" | "field" | "on" | "require"> }
  | {
      readonly defaulting: Pick<DefaultRow<Widget>, "field" | "on"> & {
        readonly when: string;
        value: string;
      };
    };

const UPDATE = ["update"] as const;
const ALWAYS = ["create", "update"] as const;

const optional: Verdict = { type: "`name?: …`" };
const required: Verdict = { type: "`name: …`, without `?`" };
const literals: Verdict = { type: 'a union of literals, `"a" | "b"`' };
const plainType: Verdict = { type: "the field's type" };
const openJson: Verdict = { write: "@preserveUnknownFields" };
const celRule: Verdict = {
  row: {
    validation: {
      at: "spec",
      field: "color",
      on: ALWAYS,
      require: "!has(self.color) || self.color != 'none'",
    },
  },
};
const fixed: Verdict = { row: { immutability: { field: "spec.color", forbid: ["set", "modify", "unset"] } } };
const whenManual: Verdict = {
  row: {
    validation: {
      at: "spec",
      field: "level",
      on: ALWAYS,
      require: "!has(self.mode) || self.mode != 'Manual' || has(self.level)",
    },
  },
};
const typesOfGo: Verdict = { none: "TypeScript objects are plain data and need no copy functions." };
const ownClient: Verdict = {
  instead: "the typed client works on every resource, with what the CRD says it can do",
};
const noFixtures: Verdict = { none: "It exists for the tests of its own generator." };
const rustOnly: Verdict = { none: "It steers the Rust code that the macro writes." };
const inGroupVersion = (field: string): Verdict => ({ instead: `\`${field}\` in groupversion.ts` });

// biome-ignore format: a table
export const equivalents = {
  "controller-gen": {
    "groupName":                                  inGroupVersion("group"),
    "versionName":                                inGroupVersion("version"),
    "kubebuilder:skip":                           { instead: "a folder without groupversion.ts and without @resource is no API version" },
    "kubebuilder:resource":                       { write: "@resource plural=widgets shortNames=wd scope=Cluster" },
    "kubebuilder:subresource:status":             { write: "@statusSubresource" },
    "kubebuilder:subresource:scale":              { write: "@scaleReplicas" },
    "kubebuilder:printcolumn":                    { write: "@column Color" },
    "kubebuilder:selectablefield":                { write: "@selectable" },
    "kubebuilder:storageversion":                 { write: "@storageVersion" },
    "kubebuilder:unservedversion":                { write: "@unserved" },
    "kubebuilder:deprecatedversion":              { write: "@deprecated use shop.example.com/v2" },
    "kubebuilder:skipversion":                    { instead: "leave @resource out; the interface is then a type and no version of the CRD" },
    "kubebuilder:metadata":                       { write: "@label app.kubernetes.io/part-of=shop" },
    "kubebuilder:externalDocs":                   { write: "@externalDocs https://example.com/color" },

    "kubebuilder:validation:Maximum":             { write: "@maximum 10" },
    "kubebuilder:validation:Minimum":             { write: "@minimum 1" },
    "kubebuilder:validation:MultipleOf":          { write: "@multipleOf 4" },
    "kubebuilder:validation:ExclusiveMaximum":    { write: "@exclusiveMaximum" },
    "kubebuilder:validation:ExclusiveMinimum":    { write: "@exclusiveMinimum" },
    "kubebuilder:validation:MaxLength":           { write: "@maxLength 63" },
    "kubebuilder:validation:MinLength":           { write: "@minLength 1" },
    "kubebuilder:validation:Pattern":             { write: "@pattern ^[a-z]+$" },
    "kubebuilder:validation:MaxItems":            { write: "@maxItems 16" },
    "kubebuilder:validation:MinItems":            { write: "@minItems 1" },
    "kubebuilder:validation:UniqueItems":         { write: "@listType set" },
    "kubebuilder:validation:MaxProperties":       { write: "@maxProperties 64" },
    "kubebuilder:validation:MinProperties":       { write: "@minProperties 1" },
    "kubebuilder:validation:Enum":                literals,
    "kubebuilder:validation:Format":              { write: "@format ipv4" },
    "kubebuilder:validation:Type":                plainType,
    "kubebuilder:validation:XPreserveUnknownFields": openJson,
    "kubebuilder:validation:XEmbeddedResource":   { write: "@embeddedResource" },
    "kubebuilder:validation:XIntOrString":        { write: "@intOrString" },
    "kubebuilder:validation:XValidation":         celRule,
    "kubebuilder:validation:items:Maximum":       { write: "@items maximum=10" },
    "kubebuilder:validation:items:Minimum":       { write: "@items minimum=1" },
    "kubebuilder:validation:items:MultipleOf":    { write: "@items multipleOf=4" },
    "kubebuilder:validation:items:ExclusiveMaximum": { write: "@items maximum=10 exclusiveMaximum" },
    "kubebuilder:validation:items:ExclusiveMinimum": { write: "@items minimum=0 exclusiveMinimum" },
    "kubebuilder:validation:items:MaxLength":     { write: "@items maxLength=63" },
    "kubebuilder:validation:items:MinLength":     { write: "@items minLength=1" },
    "kubebuilder:validation:items:Pattern":       { write: "@items pattern=^[a-z]+$" },
    "kubebuilder:validation:items:MaxItems":      { write: "@items maxItems=16" },
    "kubebuilder:validation:items:MinItems":      { write: "@items minItems=1" },
    "kubebuilder:validation:items:UniqueItems":   { write: "@items listType=set" },
    "kubebuilder:validation:items:MaxProperties": { write: "@items maxProperties=64" },
    "kubebuilder:validation:items:MinProperties": { write: "@items minProperties=1" },
    "kubebuilder:validation:items:Enum":          { type: 'a list of literals, `("a" | "b")[]`' },
    "kubebuilder:validation:items:Format":        { write: "@items format=ipv4" },
    "kubebuilder:validation:items:Type":          plainType,
    "kubebuilder:validation:items:XPreserveUnknownFields": { write: "@items preserveUnknownFields" },
    "kubebuilder:validation:items:XEmbeddedResource": { write: "@items embeddedResource" },
    "kubebuilder:validation:items:XIntOrString":  { type: "`IntOrString[]`" },
    "kubebuilder:validation:items:XValidation":   { row: { validation: { at: "spec.parts[]", on: ALWAYS, require: "self.name != 'none'" } } },

    "kubebuilder:validation:ExactlyOneOf":        { write: "@exactlyOneOf url file" },
    "kubebuilder:validation:AtMostOneOf":         { write: "@atMostOneOf url file" },
    "kubebuilder:validation:AtLeastOneOf":        { write: "@atLeastOneOf cpu memory" },
    "k8s:enum":                                   literals,
    "kubebuilder:validation:Required":            required,
    "required":                                   required,
    "k8s:required":                               required,
    "kubebuilder:validation:Optional":            optional,
    "optional":                                   optional,
    "k8s:optional":                               optional,
    "nullable":                                   { type: "`… | null`; a marker says the same: @nullable" },
    "kubebuilder:default":                        { write: '@default "fast"' },
    "default":                                    { write: '@default {"level":1}' },
    "kubebuilder:example":                        { write: '@example "fast"' },
    "kubebuilder:validation:EmbeddedResource":    { write: "@embeddedResource" },
    "kubebuilder:validation:Schemaless":          { write: "@opaque" },
    "k8s:immutable":                              fixed,
    "kubebuilder:pruning:PreserveUnknownFields":  openJson,
    "kubebuilder:title":                          { write: "@title Color of the widget" },
    "listType":                                   { write: "@listType map" },
    "listMapKey":                                 { write: "@listMapKey name" },
    "mapType":                                    { write: "@mapType atomic" },
    "structType":                                 { write: "@mapType atomic" },
    "k8s:listType":                               { write: "@listType map" },
    "k8s:listMapKey":                             { write: "@listMapKey name" },

    "kubebuilder:rbac":                           { instead: "the RBAC output: roles for each resource, from what the CRD says" },
    "kubebuilder:webhook":                        { instead: "rows that need no webhook become admission policies; the operator registers the webhook for the rest" },
    "kubebuilder:webhookconfiguration":           { instead: "the operator registers one configuration for all rows" },
    "kubebuilder:object:generate":                typesOfGo,
    "kubebuilder:object:root":                    { write: "@resource plural=widgets" },
    "k8s:deepcopy-gen":                           typesOfGo,
    "kubebuilder:ac:generate":                    { instead: "the TypeScript output has input types for server-side apply for every resource" },
    "kubebuilder:ac:output:package":              { instead: "`--out` says where everything goes" },
  },

  "controller-gen options": {
    "ignoreUnexportedFields":     { type: "a field that is not part of the API is not declared" },
    "allowDangerousTypes":        { type: "`number` is a number; write Int32 or Int64 for integers" },
    "maxDescLen":                 { write: "@descriptions brief" },
    "crdVersions":                { none: "Only apiextensions.k8s.io/v1 exists." },
    "generateEmbeddedObjectMeta": { type: '`Pick<ObjectMeta, "labels" | "annotations">` says which metadata an embedded object has' },
    "headerFile":                 { none: "The first line of a generated file says what made it; a licence stands in one file of its own." },
    "year":                       { none: "It fills the header, which has no year." },
    "deprecatedV1beta1CompatibilityPreserveUnknownFields": { none: "Kubernetes dropped v1beta1 CRDs in 1.22." },
  },

  "kube-rs": {
    "kube(group)":              inGroupVersion("group"),
    "kube(version)":            inGroupVersion("version"),
    "kube(kind)":               { type: "the name of the interface" },
    "kube(root)":               { type: "the name of the interface; spec and status are its fields" },
    "kube(plural)":             { write: "@resource plural=widgets" },
    "kube(singular)":           { write: "@resource plural=widgets singular=widget" },
    "kube(namespaced)":         { write: "@resource plural=widgets scope=Namespaced" },
    "kube(doc)":                { type: "the comment of the interface" },
    "kube(status)":             { write: "@statusSubresource" },
    "kube(scale)":              { write: "@scaleReplicas" },
    "kube(printcolumn)":        { write: "@column Color" },
    "kube(selectable)":         { write: "@selectable" },
    "kube(shortname)":          { write: "@resource plural=widgets shortNames=wd" },
    "kube(category)":           { write: "@resource plural=widgets categories=all" },
    "kube(annotation)":         { write: "@annotation shop.example.com/owner=shop" },
    "kube(label)":              { write: "@label app.kubernetes.io/part-of=shop" },
    "kube(validation)":         { row: { validation: { on: ALWAYS, require: "size(self.metadata.name) <= 40" } } },
    "kube(cel)":                { instead: "every row is evaluated in process too, by the same rules" },
    "kube(storage)":            { write: "@storageVersion" },
    "kube(served)":             { write: "@unserved" },
    "kube(deprecated)":         { write: "@deprecated use shop.example.com/v2" },
    "kube(schema)":             { write: "@opaque" },
    "kube(derive)":             rustOnly,
    "kube(attr)":               rustOnly,
    "kube(crates)":             rustOnly,
    "x_kube(validation)":       celRule,
    "x_kube(cel)":              { instead: "every row is evaluated in process too, by the same rules" },
    "x_kube(crates)":           rustOnly,
    "x_kube(merge_strategy)":   { write: "@listType map" },
  },

  Fabric8: {
    "@Group":                   inGroupVersion("group"),
    "@Version":                 inGroupVersion("version, storage, served, deprecated"),
    "@Kind":                    { type: "the name of the interface" },
    "@Plural":                  { write: "@resource plural=widgets" },
    "@Singular":                { write: "@resource plural=widgets singular=widget" },
    "@ShortNames":              { write: "@resource plural=widgets shortNames=wd" },
    "@Categories":              { write: "@resource plural=widgets categories=all" },
    "Namespaced":               { write: "@resource plural=widgets scope=Namespaced" },
    "status type parameter":    { write: "@statusSubresource" },
    "@SpecReplicas":            { write: "@scaleReplicas" },
    "@StatusReplicas":          { write: "@scaleReplicas" },
    "@LabelSelector":           { write: "@scaleSelector" },
    "@PrinterColumn":           { write: "@column Color" },
    "@AdditionalPrinterColumn": { write: "@column Age type=date path=.metadata.creationTimestamp" },
    "@SelectableField":         { write: "@selectable" },
    "@AdditionalSelectableField": { write: "@selectable" },
    "@Min":                     { write: "@minimum 1" },
    "@Max":                     { write: "@maximum 10" },
    "@Size":                    { write: "@size min=1 max=63" },
    "@Pattern":                 { write: "@pattern ^[a-z]+$" },
    "@Nullable":                { type: "`… | null`; a marker says the same: @nullable" },
    "@Required":                required,
    "@Default":                 { write: '@default "fast"' },
    "@ValidationRule":          celRule,
    "@PreserveUnknownFields":   openJson,
    "JsonNode":                 { type: "`OpenObject`, or any type with @preserveUnknownFields" },
    "ObjectNode":               { type: "`OpenObject`" },
    "@JsonAnyGetter":           openJson,
    "@JsonAnySetter":           openJson,
    "@SchemaFrom":              { type: "the field's type, which may be any other" },
    "@SchemaSwap":              { write: "@depth 3" },
    "@SchemaCustomizer":        { instead: "the generator is a function; its CRDs are plain objects that a script may change before they are written" },
    "CRDPostProcessor":         { instead: "the generator is a function; its CRDs are plain objects that a script may change before they are written" },
    "@Annotations":             { write: "@annotation shop.example.com/owner=shop" },
    "@Labels":                  { write: "@label app.kubernetes.io/part-of=shop" },
    "@JsonProperty":            { type: 'the name of the field; any string in quotes, `"kebab-case"?: …`' },
    "@JsonPropertyDescription": { type: "the comment of the field" },
    "@JsonClassDescription":    { type: "the comment of the interface" },
    "@JsonIgnore":              { type: "a field that is not part of the API is not declared" },
    "@JsonFormat":              { write: "@format date" },
  },

  "validation-gen": {
    "k8s:required":             required,
    "k8s:optional":             optional,
    "k8s:forbidden":            { row: { validation: { at: "spec", field: "color", on: ALWAYS, require: "fact.privileged || !has(self.color)" } } },
    "k8s:minLength":            { write: "@minLength 1" },
    "k8s:maxLength":            { write: "@maxLength 63" },
    "k8s:maxBytes":             { write: "@maxBytes 1024" },
    "k8s:minItems":             { write: "@minItems 1" },
    "k8s:maxItems":             { write: "@maxItems 16" },
    "k8s:minProperties":        { write: "@minProperties 1" },
    "k8s:maxProperties":        { write: "@maxProperties 64" },
    "k8s:minimum":              { write: "@minimum 1" },
    "k8s:maximum":              { write: "@maximum 10" },
    "k8s:neq":                  celRule,
    "k8s:format":               { write: "@format k8s-short-name" },
    "k8s:format=k8s-ip":        { none: "Documented there and not wired up; the formats ipv4 and ipv6 are enforced." },
    "k8s:format=k8s-extended-resource-name": { row: { validation: { at: "spec", field: "color", on: ALWAYS, require: "!has(self.color) || !(self.color.contains('kubernetes.io/') || self.color.startsWith('requests.'))" } } },
    "k8s:enum":                 literals,
    "k8s:enumExclude":          { type: '`Exclude<Mode, "Manual">`' },
    "k8s:listType":             { write: "@listType map" },
    "k8s:listMapKey":           { write: "@listMapKey name" },
    "k8s:unique":               { write: "@listType set" },
    "k8s:customUnique":         { row: { validation: { at: "spec", field: "parts", on: ALWAYS, require: "!has(self.parts) || self.parts.all(p, self.parts.exists_one(q, q.name == p.name))" } } },
    "k8s:item":                 { row: { validation: { at: "spec", field: "parts", on: ALWAYS, require: "!has(self.parts) || self.parts.all(p, p.name != 'main' || has(p.size))" } } },
    "k8s:eachVal":              { write: "@items maxLength=63" },
    "k8s:eachKey":              { write: "@keys maxLength=63" },
    "k8s:subfield":             { type: "the marker on the field itself; in a shared type, a field of an interface that extends it" },
    "k8s:unionDiscriminator":   { type: "a discriminated union, `{ kind: \"File\"; file: File } | { kind: \"Url\"; url: Url }`" },
    "k8s:unionMember":          { type: "a discriminated union, or @exactlyOneOf" },
    "k8s:zeroOrOneOfMember":    { write: "@atMostOneOf url file" },
    "k8s:modeDiscriminator":    whenManual,
    "k8s:ifMode":               whenManual,
    "k8s:dependentRequired":    { write: "@dependentRequired keyRef" },
    "k8s:dependentForbidden":   { write: "@dependentForbidden size" },
    "k8s:immutable":            fixed,
    "k8s:update":               fixed,
    "k8s:update=NoSet":         { row: { immutability: { field: "spec.color", forbid: ["set"] } } },
    "k8s:update=NoUnset":       { row: { immutability: { field: "spec.color", forbid: ["unset"] } } },
    "k8s:update=NoModify":      { row: { immutability: { field: "spec.color", forbid: ["modify"] } } },
    "k8s:update=NoAddItem":     { row: { validation: { at: "spec", field: "parts", on: UPDATE, require: "!has(self.parts) || (has(oldSelf.parts) && self.parts.all(p, oldSelf.parts.exists(q, q.name == p.name)))" } } },
    "k8s:update=NoRemoveItem":  { row: { validation: { at: "spec", field: "parts", on: UPDATE, require: "!has(oldSelf.parts) || (has(self.parts) && oldSelf.parts.all(p, self.parts.exists(q, q.name == p.name)))" } } },
    "k8s:monotonic":            { row: { validation: { at: "spec", field: "level", on: UPDATE, require: "!has(self.level) || !has(oldSelf.level) || self.level >= oldSelf.level" } } },
    "k8s:ifEnabled":            { row: { immutability: { field: "spec.color", forbid: ["modify"], unless: "privileged" } } },
    "k8s:ifDisabled":           { row: { immutability: { field: "spec.color", forbid: ["modify"], unless: "privileged" } } },
    "k8s:alpha":                { none: "Rows are enforced from the release that has them; objects stored before are ratcheted." },
    "k8s:beta":                 { none: "Rows are enforced from the release that has them; objects stored before are ratcheted." },
    "k8s:opaqueType":           { write: "@opaque" },
    "k8s:customValidation":     { none: "A rule is data that is proven before it runs; what CEL cannot say becomes a fact, computed once for every row." },
    "default":                  { write: '@default "fast"' },
    "k8s:validateTrue":         noFixtures,
    "k8s:validateFalse":        noFixtures,
    "k8s:validateError":        noFixtures,
    "k8s:validation-gen":       { instead: "every exported type of the API folder is checked" },
    "k8s:validation-gen-input": { instead: "`--api` says which folder is read" },
    "k8s:validation-gen-scheme-registry": { none: "There is no Go scheme to register with." },
    "k8s:validation-gen-test-fixture": noFixtures,
    "k8s:validation-gen-test-targets": noFixtures,
    "k8s:validation-gen-nolint": { none: "A mistake is an error; nothing switches that off." },
    "k8s:isSubresource":        { write: "@statusSubresource" },
    "k8s:supportsSubresource":  { write: "@statusSubresource" },
  },

  "code-generator": {
    "k8s:deepcopy-gen":                  typesOfGo,
    "k8s:defaulter-gen":                 { row: { defaulting: { field: "spec.color", on: ["create"], when: "has(self.spec.mode) && self.spec.mode == 'Auto'", value: "red" } } },
    "k8s:conversion-gen":                { none: "Conversion between versions is not generated." },
    "k8s:conversion-gen-external-types": { none: "Types may be imported from any package, so nothing has to be named." },
    "genclient":                         ownClient,
    "genclient:nonNamespaced":           { write: "@resource plural=widgets scope=Cluster" },
    "genclient:noVerbs":                 ownClient,
    "genclient:onlyVerbs":               ownClient,
    "genclient:skipVerbs":               ownClient,
    "genclient:noStatus":                ownClient,
    "genclient:readonly":                ownClient,
    "genclient:method":                  ownClient,
  },
} as const satisfies { readonly [peer: string]: { readonly [marker: string]: Verdict } };

export type Peer = keyof typeof equivalents;
