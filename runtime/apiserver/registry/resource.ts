/** What the registry knows of one resource in one version, built-in and custom alike. */
import type { FieldError, JSONSchemaProps } from "../../../rules/lang/schema/types.ts";
import type { KubeObject, ResourceInfo, UserInfo } from "../contract.ts";
import type { GroupResource } from "../errors.ts";

export type FieldValidation = "Ignore" | "Warn" | "Strict";

/** Who asks, and how the request wants to be treated. */
export interface RequestContext {
  readonly user: UserInfo;
  readonly dryRun: boolean;
  readonly fieldValidation: FieldValidation;
  /** The request's options as admission shows them (`CreateOptions`, `PatchOptions`, …). */
  readonly options: { [key: string]: unknown };
  /** Adds a Warning header. */
  readonly warn: (text: string) => void;
}

export interface Verdict {
  readonly errors: FieldError[];
  readonly warnings: string[];
}

/** The part of a kind's behaviour that differs from kind to kind. Functions may change the object they are given. */
export interface Strategy {
  /**
   * Brings what was sent or stored into this version's shape: unknown fields and forbidden nulls dropped, defaults
   * set. Paths of dropped fields are added to `unknown`.
   */
  normalize(object: KubeObject, unknown?: string[]): KubeObject;
  applyDefaults(object: KubeObject): KubeObject;
  /** False for an object that lacks defaults still, which every read of it then fills in; absent where none does. */
  isWhole?(object: KubeObject): boolean;
  /** Complaints about a body that could not even be read as this kind; answered with 400. */
  undecodable?(object: KubeObject): string | undefined;
  prepareForCreate(object: KubeObject): void;
  prepareForUpdate(object: KubeObject, old: KubeObject): void;
  /** Complaints about the name, a complete one or the start of a generated one. */
  nameProblems(name: string, isPrefix: boolean): string[];
  /** `before` are the complaints that were found already. */
  validate(object: KubeObject, before: readonly FieldError[]): Verdict;
  validateUpdate(object: KubeObject, old: KubeObject, subresource: string): Verdict;
  /** Whether a PUT may leave out resourceVersion. */
  readonly unconditionalUpdate: boolean;
  /** Whether DELETE answers with the object instead of a Status. */
  readonly returnsDeletedObject: boolean;
  /** What has to be gone, beside metadata.finalizers, before the object may go. */
  holdsDeletion?(object: KubeObject): boolean;
  /** Called instead of plain removal, on the object marked as being deleted. */
  markDeleted?(object: KubeObject): void;
  /** For kinds that are questions: the answer to one, which is never stored. */
  answer?(object: KubeObject, context: RequestContext): KubeObject;
  /** Refuses a deletion. */
  refuseDeletion?(object: KubeObject): string | undefined;
}

export interface Resource {
  readonly info: ResourceInfo;
  readonly groupResource: GroupResource;
  readonly apiVersion: string;
  /** The version that is stored; another version of the same resource stores the same. */
  readonly storage: { readonly apiVersion: string };
  /** Changes whenever the shape that `normalize` gives to this version changes. At most eight characters. */
  readonly schemaMark: string;
  readonly prefix: string;
  readonly schema: JSONSchemaProps;
  readonly strategy: Strategy;
  readonly patchTypes: readonly string[];
  readonly custom: boolean;
  /** Brings a stored object, or one of another version, into the shape of this version. */
  readonly convert: (object: KubeObject) => KubeObject;
  /** The revision at which this server began to serve the resource: no watch resumes from before. */
  readonly since: number;
  /** Aborted when this resource is no longer served as it is; open watches end then. */
  readonly retired: AbortSignal;
  /** A reason why nothing may be created at the moment. */
  readonly closedForCreate: string | undefined;
}

/** The storage key of an object. */
export function keyOf(resource: Resource, namespace: string, name: string): string {
  return `${resource.prefix}${namespace}/${name}`;
}

/** The prefix of all keys of a namespace, or of the whole resource where none is named. */
export function rangeOf(resource: Resource, namespace: string): string {
  return namespace === "" ? resource.prefix : `${resource.prefix}${namespace}/`;
}
