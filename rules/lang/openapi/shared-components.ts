/** The components of Kubernetes itself that the documents of custom resources refer to. Their prose is our own. */
import {
  API_VERSION,
  AUTOSCALING,
  type Component,
  componentNames,
  KIND,
  META,
  ref,
  refTo,
} from "./components.ts";

const text = (description: string): Component => ({ type: "string", description });
const flag = (description: string): Component => ({ type: "boolean", description });
const int64 = (description: string): Component => ({ type: "integer", format: "int64", description });
const int32 = (description: string): Component => ({ type: "integer", format: "int32", description });
const strings = (description: string): Component => ({
  type: "array",
  items: { type: "string", default: "" },
  description,
});
const stringMap = (description: string): Component => ({
  type: "object",
  additionalProperties: { type: "string", default: "" },
  description,
});
const withDefault = (component: string, description: string): Component => ({
  ...refTo(component, description),
  default: {},
});
const atomic = { "x-kubernetes-list-type": "atomic" } as const;
const time = (description: string): Component => refTo(`${META}.Time`, description);
/** A text that is empty where a client leaves it out. */
const emptyText = (description: string): Component => ({ ...text(description), default: "" });
const listOf = (component: string, description: string): Component => ({
  type: "array",
  items: { allOf: [{ $ref: ref(component) }], default: {} },
  description,
});

export const metaComponents: { readonly [name: string]: Component } = {
  [`${META}.Time`]: {
    type: "string",
    format: "date-time",
    description: "An instant, as RFC 3339 writes it.",
  },
  [`${META}.FieldsV1`]: {
    type: "object",
    description:
      "A set of fields as a tree: `f:name` is a field, `k:{…}` a list item by key, `v:…` by value.",
  },
  [`${META}.Patch`]: {
    type: "object",
    description: "A change to an object; its form is given by the content type.",
  },
  [`${META}.ObjectMeta`]: {
    type: "object",
    description: "Metadata that every stored object carries.",
    properties: {
      name: text(
        "Name of the object, unique among its kind in its namespace. Required on create; cannot change.",
      ),
      generateName: text("Prefix of a name the server makes up where `name` is not given."),
      namespace: text("Namespace the object lives in; empty for cluster-scoped kinds. Cannot change."),
      labels: stringMap("Keys and values to select and group objects by."),
      annotations: stringMap("Keys and values for tools and people; not usable in selectors."),
      uid: text("Identity of this object in time and space, set by the server. Read-only."),
      resourceVersion: text(
        "Opaque version of the object for conflict detection and watches, set by the server.",
      ),
      generation: int64("Counts the changes of the desired state. Read-only."),
      creationTimestamp: time("When the object was created. Read-only."),
      deletionTimestamp: time(
        "When deletion was asked for; the object goes when its finalizers are gone. Read-only.",
      ),
      deletionGracePeriodSeconds: int64(
        "Seconds given to shut down after deletion was asked for. Read-only.",
      ),
      finalizers: {
        ...strings("What must still be cleaned up before the object is removed."),
        "x-kubernetes-list-type": "set",
        "x-kubernetes-patch-strategy": "merge",
      },
      ownerReferences: {
        ...listOf(`${META}.OwnerReference`, "Objects this one depends on; when all are gone, it is removed."),
        "x-kubernetes-list-map-keys": ["uid"],
        "x-kubernetes-list-type": "map",
        "x-kubernetes-patch-merge-key": "uid",
        "x-kubernetes-patch-strategy": "merge",
      },
      managedFields: {
        ...listOf(`${META}.ManagedFieldsEntry`, "Which manager set which fields. Kept by the server."),
        "x-kubernetes-list-type": "atomic",
      },
      selfLink: text("No longer filled."),
    },
  },
  [`${META}.OwnerReference`]: {
    type: "object",
    description: "Names an owner of an object, in the same namespace or cluster-scoped.",
    required: ["apiVersion", "kind", "name", "uid"],
    properties: {
      apiVersion: emptyText("API version of the owner."),
      kind: emptyText("Kind of the owner."),
      name: emptyText("Name of the owner."),
      uid: emptyText("UID of the owner."),
      controller: flag("Whether the owner is the controller in charge of this object."),
      blockOwnerDeletion: flag("Whether a foreground deletion of the owner waits for this object."),
    },
    "x-kubernetes-map-type": "atomic",
  },
  [`${META}.ManagedFieldsEntry`]: {
    type: "object",
    description: "The fields that one manager last set by one kind of operation.",
    properties: {
      apiVersion: text("Version that the field set is written in."),
      fieldsType: text("Format of the field set; always `FieldsV1`."),
      fieldsV1: refTo(`${META}.FieldsV1`, "The fields, as a tree."),
      manager: text("Who manages these fields."),
      operation: text("`Apply` or `Update`."),
      subresource: text("Subresource the fields were set through, or empty."),
      time: time("When the set last changed."),
    },
  },
  [`${META}.ListMeta`]: {
    type: "object",
    description: "Metadata of a list.",
    properties: {
      continue: text("Token that asks for the rest of a list that was cut by `limit`."),
      remainingItemCount: int64("How many items follow this part, where known."),
      resourceVersion: text("Version of the data the list shows; a watch goes on from it."),
      selfLink: text("No longer filled."),
      shardInfo: refTo(
        `${META}.ShardInfo`,
        "Which part of the collection this is, where a shard was asked for.",
      ),
    },
  },
  [`${META}.ShardInfo`]: {
    type: "object",
    description: "The part of a collection that a list shows.",
    required: ["selector"],
    properties: { selector: emptyText("The shard selector of the request.") },
  },
  [`${META}.Status`]: {
    type: "object",
    description: "The outcome of a request that returns no object.",
    properties: {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: withDefault(componentNames.listMeta, "List metadata; mostly empty."),
      status: text("`Success` or `Failure`."),
      message: text("What happened, for people."),
      reason: text("What happened, as one CamelCase word for programs."),
      details: refTo(`${META}.StatusDetails`, "More about the failure, by reason."),
      code: int32("Suggested HTTP status code."),
    },
    "x-kubernetes-group-version-kind": [{ group: "", kind: "Status", version: "v1" }],
  },
  [`${META}.StatusDetails`]: {
    type: "object",
    description: "What a failed request was about.",
    properties: {
      name: text("Name of the object concerned."),
      group: text("Group of the kind concerned."),
      kind: text("Kind or resource concerned."),
      uid: text("UID of the object concerned."),
      causes: { ...listOf(`${META}.StatusCause`, "Single problems, where there are several."), ...atomic },
      retryAfterSeconds: int32("Seconds to wait before another try."),
    },
  },
  [`${META}.StatusCause`]: {
    type: "object",
    description: "One problem of a failed request.",
    properties: {
      reason: text("Machine-readable kind of problem."),
      message: text("The problem, for people."),
      field: text("Path of the field that is wrong."),
    },
  },
  [`${META}.Preconditions`]: {
    type: "object",
    description: "What must hold of the object for the request to go on.",
    properties: {
      uid: text("UID the object must have."),
      resourceVersion: text("Version the object must have."),
    },
  },
  [`${META}.DeleteOptions`]: {
    type: "object",
    description: "How to delete an object.",
    properties: {
      apiVersion: API_VERSION,
      kind: KIND,
      dryRun: { ...strings("`All`: go through every step but keep the object."), ...atomic },
      gracePeriodSeconds: int64("Seconds the object gets to shut down; 0 deletes at once."),
      ignoreStoreReadErrorWithClusterBreakingPotential: flag(
        "Remove an object that can no longer be read from the store, without finalizers and preconditions.",
      ),
      orphanDependents: flag("Superseded by propagationPolicy."),
      preconditions: refTo(`${META}.Preconditions`, "What must hold of the object for it to be deleted."),
      propagationPolicy: text("What becomes of dependents: `Orphan`, `Background` or `Foreground`."),
    },
    "x-kubernetes-group-version-kind": [{ group: "", kind: "DeleteOptions", version: "v1" }],
  },
};

/** What only the scale subresource refers to. */
export const scaleComponents: { readonly [name: string]: Component } = {
  [componentNames.scale]: {
    type: "object",
    description: "How many replicas an object has and shall have.",
    properties: {
      apiVersion: API_VERSION,
      kind: KIND,
      metadata: withDefault(componentNames.objectMeta, "Metadata of the scaled object."),
      spec: withDefault(`${AUTOSCALING}.ScaleSpec`, "What is wanted."),
      status: withDefault(`${AUTOSCALING}.ScaleStatus`, "What is observed. Read-only."),
    },
    "x-kubernetes-group-version-kind": [{ group: "autoscaling", kind: "Scale", version: "v1" }],
  },
  [`${AUTOSCALING}.ScaleSpec`]: {
    type: "object",
    description: "The wanted scale.",
    properties: { replicas: { ...int32("Wanted number of replicas."), default: 0 } },
  },
  [`${AUTOSCALING}.ScaleStatus`]: {
    type: "object",
    description: "The observed scale.",
    required: ["replicas"],
    properties: {
      replicas: { ...int32("Number of replicas there are."), default: 0 },
      selector: text("Selects what is counted, as a `labelSelector` parameter would."),
    },
  },
};
