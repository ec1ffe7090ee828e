/** The kinds that are questions about the caller: may I, and who am I. */
import type { KubeObject, UserInfo } from "../contract.ts";
import type { KindBehaviour } from "./strategy.ts";

/** One thing somebody may or may not do. `path` instead of a resource for the rest of the API. */
export interface Access {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  readonly path?: string;
}

/** Whether `user` may do this in `namespace` (empty: everywhere). */
export type Authorize = (user: UserInfo, verb: string, access: Access, namespace: string) => boolean;

export const allowAll: Authorize = () => true;

export function questionBehaviours(authorize: Authorize): { [kind: string]: KindBehaviour } {
  return {
    SelfSubjectAccessReview: {
      answer(object, { user }) {
        const spec = (object.spec ?? {}) as { resourceAttributes?: Text; nonResourceAttributes?: Text };
        const asked: Text = spec.resourceAttributes ?? spec.nonResourceAttributes ?? {};
        const access: Access = {
          verb: asked.verb ?? "",
          group: asked.group ?? "",
          resource: asked.resource ?? "",
          subresource: asked.subresource ?? "",
          name: asked.name ?? "",
          ...(spec.nonResourceAttributes === undefined ? {} : { path: asked.path ?? "" }),
        };
        return {
          ...question(object),
          status: { allowed: authorize(user, access.verb, access, asked.namespace ?? "") },
        };
      },
    },
    SelfSubjectReview: {
      answer: (object, { user }) => ({ ...question(object), status: { userInfo: user } }),
    },
  };
}

type Text = { [field: string]: string | undefined };

function question(object: KubeObject): KubeObject {
  return { ...object, metadata: { ...object.metadata } };
}
