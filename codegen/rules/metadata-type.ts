/** What rows and facts may read of metadata: the fields of Kubernetes' ObjectMeta that people and controllers write. */
import { type CelType, CelTypes } from "../../rules/lang/cel/index.ts";

const { string, bool, list, map } = CelTypes;

export const objectType = (
  name: string,
  fields: { [field: string]: CelType },
): CelType & { readonly kind: "object" } => ({
  kind: "object",
  name,
  fields: Object.fromEntries(Object.entries(fields).map(([json, type]) => [json, { json, type }])),
});

/** Times are texts, as a policy sees them. */
export const metadataType: CelType = objectType("ObjectMeta", {
  name: string,
  generateName: string,
  namespace: string,
  uid: string,
  resourceVersion: string,
  creationTimestamp: string,
  deletionTimestamp: string,
  labels: map(string, string),
  annotations: map(string, string),
  finalizers: list(string),
  ownerReferences: list(
    objectType("OwnerReference", {
      apiVersion: string,
      kind: string,
      name: string,
      uid: string,
      controller: bool,
      blockOwnerDeletion: bool,
    }),
  ),
});

/** What facts and policies read of a request. */
export const requestType: CelType = objectType("Request", {
  operation: string,
  userInfo: objectType("UserInfo", { username: string, groups: list(string) }),
});

/** What facts of a request read: who asks, the object's metadata, and the parameters of admission. */
export const factTypes: { readonly [variable: string]: CelType } = {
  request: requestType,
  object: objectType("Object", { metadata: metadataType }),
  params: objectType("Parameters", {
    spec: objectType("Parameters.spec", { privilegedUsers: list(string), privilegedGroups: list(string) }),
  }),
};
