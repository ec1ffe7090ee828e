/** Every way in which two releases of a CRD can differ, and what each means for stored objects and for clients. */

/**
 * - breaking: stored objects lose data or cannot be updated any more, or clients that worked stop working;
 * - ratcheted: stored objects stay as they are and may be updated, as Kubernetes forgives values that do not change
 *   (from 1.33 on); new and changed values may be refused where they were accepted;
 * - safe: what was accepted still is, and no stored value is lost.
 */
export type ChangeClass = "breaking" | "ratcheted" | "safe";

interface Meaning {
  readonly class: ChangeClass;
  /** What happened, as a clause. */
  readonly what: string;
  /** What follows from it. */
  readonly why: string;
  /** What the author can do; nothing where nothing need be done. */
  readonly todo?: string;
  /** Nobody need be told why. */
  readonly obvious?: true;
}

// biome-ignore format: a table
export const meanings = {
  "kind-removed":          { class: "breaking",  what: "the kind is gone", why: "deleting its CRD deletes every stored object", todo: "keep the CRD until no object is left; mark it @deprecated first" },
  "kind-added":            { class: "safe",      what: "the kind is new", why: "nobody uses it yet", obvious: true },
  "kind-renamed":          { class: "breaking",  what: "the kind has another name", why: "an API server refuses this for a CRD that is in use", todo: "make a new resource with another plural, and keep this one" },
  "scope-changed":         { class: "breaking",  what: "the scope changed", why: "an API server refuses this for a CRD that is in use", todo: "make a new kind" },
  "singular-changed":      { class: "breaking",  what: "the singular name changed", why: "commands that use the old name fail" },
  "short-name-removed":    { class: "breaking",  what: "a short name is gone", why: "commands that use it fail", todo: "keep it" },
  "short-name-added":      { class: "safe",      what: "a short name is new", why: "nobody uses it yet", obvious: true },
  "category-removed":      { class: "safe",      what: "a category is gone", why: "kubectl get of the category no longer lists these objects" },
  "category-added":        { class: "safe",      what: "a category is new", why: "kubectl get of the category lists these objects too", obvious: true },

  "version-removed":       { class: "breaking",  what: "the version is gone", why: "its clients fail, and an API server refuses this while objects are stored in it", todo: "stop serving it first, migrate stored objects, and remove it from status.storedVersions" },
  "version-unserved":      { class: "breaking",  what: "the version is no longer served", why: "its clients get 404", todo: "mark it deprecated for a release first" },
  "version-served":        { class: "safe",      what: "the version is served again", why: "clients of other versions notice nothing", obvious: true },
  "version-added":         { class: "safe",      what: "the version is new", why: "nobody uses it yet", obvious: true },
  "version-deprecated":    { class: "safe",      what: "the version is deprecated", why: "its clients get a warning with every answer" },
  "storage-changed":       { class: "safe",      what: "objects are stored in another version", why: "objects stay in the old one until they are written again", todo: "migrate stored objects before the old version is removed" },
  "storage-loses-fields":  { class: "breaking",  what: "objects are stored in another version, which lacks fields", why: "without conversion the fields are dropped when an object is next written", todo: "add the fields to the new version, or convert" },

  "conversion-added":      { class: "safe",      what: "versions are converted", why: "the webhook must answer before any object is read in another version than its own" },
  "conversion-removed":    { class: "breaking",  what: "versions are no longer converted", why: "an object is read as if it had been written in the version that is asked for, and fields of others are dropped", todo: "keep the webhook while more than one version is served" },

  "status-added":          { class: "breaking",  what: "status became a subresource", why: "a status in a write of the whole object is ignored from now on", todo: "write status through its own path" },
  "status-removed":        { class: "breaking",  what: "status is no longer a subresource", why: "writes to it get 404" },
  "scale-added":           { class: "safe",      what: "the scale subresource is new", why: "nobody uses it yet", obvious: true },
  "scale-removed":         { class: "breaking",  what: "the scale subresource is gone", why: "kubectl scale and autoscalers get 404" },
  "scale-changed":         { class: "breaking",  what: "the scale subresource reads other fields", why: "autoscalers write what nobody reads any more" },
  "selectable-removed":    { class: "breaking",  what: "the field can no longer be selected by", why: "field selectors that name it are refused" },
  "selectable-added":      { class: "safe",      what: "the field can be selected by", why: "nobody does yet", obvious: true },
  "column-removed":        { class: "safe",      what: "a column is gone", why: "scripts that read the table by position break; ask for -o json instead" },
  "column-changed":        { class: "safe",      what: "a column changed", why: "scripts that read the table may find something else there" },
  "column-added":          { class: "safe",      what: "a column is new", why: "scripts that read the table by position may find something else there" },

  "field-removed":         { class: "breaking",  what: "the field is gone", why: "stored values are dropped when they are read, and values that clients write too", todo: "keep it and mark it @deprecated" },
  "field-undeclared":      { class: "safe",      what: "the field is no longer declared", why: "its values are kept, for unknown fields are" },
  "field-added":           { class: "safe",      what: "the field is new", why: "it may be absent", obvious: true },
  "field-added-default":   { class: "safe",      what: "the field is new and has a default", why: "objects have it from now on, stored ones when they are read" },
  "field-declared":        { class: "ratcheted", what: "a field that was unknown and kept is declared now", why: "stored values of that name may not fit" },
  "field-declared-closed": { class: "breaking",  what: "a field that was unknown and kept is declared now", why: "what is not declared inside is dropped when it is read", todo: "keep unknown fields in it (@preserveUnknownFields)" },
  "required-field-added":  { class: "breaking",  what: "a required field is new", why: "objects and manifests without it are refused, stored ones with their next change nearby", todo: "give it a default, or make it optional" },
  "field-required":        { class: "breaking",  what: "the field became required", why: "objects and manifests without it are refused, stored ones with their next change nearby", todo: "give it a default, or leave it optional" },
  "field-optional":        { class: "safe",      what: "the field is no longer required", why: "readers that rely on it may meet objects without it" },

  "type-changed":          { class: "breaking",  what: "the type changed", why: "stored values do not fit, and neither do clients", todo: "add a field with the new type, and keep this one as @deprecated" },
  "type-widened":          { class: "safe",      what: "the type allows more", why: "readers may meet values that they do not expect" },
  "nullable-added":        { class: "safe",      what: "null is allowed", why: "readers may meet null, which is no longer dropped or replaced by the default" },
  "null-dropped":          { class: "safe",      what: "null is no longer allowed", why: "null is dropped, or replaced by the default, when it is read" },
  "null-refused":          { class: "ratcheted", what: "null is no longer allowed", why: "writes with null are refused" },
  "null-refused-required": { class: "breaking",  what: "null is no longer allowed in a required field", why: "null is dropped when it is read, and then the field is missing", todo: "give it a default" },
  "enum-values-removed":   { class: "ratcheted", what: "values are no longer allowed", why: "stored objects may keep them, but writing them is refused", todo: "migrate objects that have them" },
  "enum-values-added":     { class: "safe",      what: "values are new", why: "readers may meet values that they do not know" },
  "enum-added":            { class: "ratcheted", what: "only some values are allowed", why: "stored objects may keep others, but writing them is refused" },
  "enum-removed":          { class: "safe",      what: "every value is allowed", why: "readers may meet values that they do not know" },
  "bound-tightened":       { class: "ratcheted", what: "a bound is tighter", why: "stored objects may keep values beyond it, but writing them is refused" },
  "bound-loosened":        { class: "safe",      what: "a bound is looser", why: "readers may meet values beyond the old one" },
  "pattern-changed":       { class: "ratcheted", what: "the pattern is new or another one", why: "stored objects may keep values that do not match, but writing them is refused" },
  "pattern-removed":       { class: "safe",      what: "the pattern is gone", why: "readers may meet values that do not match" },
  "format-changed":        { class: "ratcheted", what: "the format is new or another one", why: "stored objects may keep values that do not fit, but writing them is refused" },
  "format-removed":        { class: "safe",      what: "the format is gone or wider", why: "readers may meet values that did not fit" },
  "default-added":         { class: "safe",      what: "there is a default", why: "objects without the field have the default from now on, stored ones when they are read" },
  "default-changed":       { class: "safe",      what: "the default changed", why: "new objects behave differently; stored ones keep the old value" },
  "default-removed":       { class: "safe",      what: "the default is gone", why: "new objects may lack the field; readers must expect that" },
  "required-default-removed": { class: "breaking", what: "the default of a required field is gone", why: "manifests that leave the field out are refused", todo: "keep the default, or make the field optional" },

  "list-type-changed":     { class: "breaking",  what: "the list is shared in another way", why: "appliers own and merge its items differently, and duplicates may be refused" },
  "list-keys-changed":     { class: "breaking",  what: "other fields identify the items", why: "appliers own and merge its items differently, and duplicates may be refused" },
  "map-type-changed":      { class: "breaking",  what: "the object is shared in another way", why: "appliers own and merge its fields differently" },
  "unknown-dropped":       { class: "breaking",  what: "unknown fields are no longer kept", why: "stored ones are dropped when they are read", todo: "declare the fields that are in use first" },
  "unknown-kept":          { class: "safe",      what: "unknown fields are kept", why: "what was dropped and warned about is stored now" },
  "embedded-added":        { class: "breaking",  what: "the object must be a whole Kubernetes object", why: "objects without apiVersion, kind and valid metadata in it are refused, whatever changes in them" },
  "embedded-removed":      { class: "safe",      what: "the object need not be a whole Kubernetes object", why: "its apiVersion, kind and metadata are kept only as far as they are declared" },
  "alternatives-changed":  { class: "ratcheted", what: "what must hold beside the type changed", why: "stored objects may keep values that do not fit, but writing them is refused" },
  "alternatives-removed":  { class: "safe",      what: "less must hold beside the type", why: "readers may meet values that did not fit" },

  "rule-added":            { class: "ratcheted", what: "a rule is new", why: "an object that breaks it may keep its value, but changing any of it while it breaks the rule is refused" },
  "rule-added-root":       { class: "breaking",  what: "a rule on the whole object is new", why: "every write changes metadata, so an object that breaks it cannot be updated at all", todo: "put the rule on spec, or on the field that it is about" },
  "transition-rule-added": { class: "ratcheted", what: "a rule about changes is new", why: "it may refuse changes that were accepted, and unlike other rules it is asked although nothing changed", todo: "make sure that it holds where old and new are equal" },
  "rule-removed":          { class: "safe",      what: "a rule is gone", why: "readers may meet values that it refused" },
} as const satisfies { readonly [code: string]: Meaning };

export type ChangeCode = keyof typeof meanings;

export interface Change {
  class: ChangeClass;
  code: ChangeCode;
  /** `backups.backup.example.org`. */
  crd: string;
  kind: string;
  /** Absent for what concerns all versions. */
  version?: string;
  /** `spec.disks[].name`; empty for the resource. */
  path: string;
  what: string;
  was?: string;
  is?: string;
  /** The CEL, for rules. */
  rule?: string;
  why: string;
  todo?: string;
  /** For ratcheted changes below the path that must not change for the old value to be forgiven. */
  forgivenWhile?: string;
}

/** The class of a change and its words. */
export const meaningOf = (code: ChangeCode): Meaning => meanings[code];
