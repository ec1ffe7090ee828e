/** What expressions may ask about rights: the server decides as it does for requests. */
import {
  type AccessQuestion,
  type CelType,
  CelTypes,
  celAuthorizer,
  type ServiceAccount,
} from "../../../rules/lang/cel/index.ts";
import type { AdmissionAttributes, UserInfo } from "../contract.ts";
import type { AdmissionSources } from "./types.ts";

const REQUEST_RESOURCE = "authorizer.requestResource";

export const AUTHORIZER_TYPES: { readonly [name: string]: CelType } = {
  authorizer: CelTypes.opaque("kubernetes.authorization.Authorizer"),
  [REQUEST_RESOURCE]: CelTypes.opaque("kubernetes.authorization.ResourceCheck"),
};

/**
 * The variables `authorizer` and `authorizer.requestResource` of a request. There is no reason to a decision, and a
 * selector does not narrow it, as under Kubernetes' RBAC.
 */
export function authorizerValues(
  attributes: AdmissionAttributes,
  { authorize }: AdmissionSources,
): { [name: string]: unknown } {
  const decide = ({ verb, serviceAccount, access }: AccessQuestion) => {
    const user = serviceAccount === undefined ? attributes.userInfo : accountUser(serviceAccount);
    if ("path" in access) {
      const nothing = { group: "", resource: "", subresource: "", name: "" };
      return { allowed: authorize(user, verb, { verb, ...nothing, path: access.path }, "") };
    }
    const { group, resource, subresource, name, namespace } = access;
    return { allowed: authorize(user, verb, { verb, group, resource, subresource, name }, namespace) };
  };
  const { resource, subresource, namespace, name } = attributes;
  const requested = { group: resource.group, resource: resource.resource, subresource, namespace, name };
  return {
    authorizer: celAuthorizer.of(decide),
    [REQUEST_RESOURCE]: celAuthorizer.ofResource(decide, requested),
  };
}

const accountUser = ({ namespace, name }: ServiceAccount): UserInfo => ({
  username: `system:serviceaccount:${namespace}:${name}`,
  groups: ["system:serviceaccounts", `system:serviceaccounts:${namespace}`],
});
