/** The resources that are served now, and what all operations on them share. */
import type { AdmissionAttributes, AdmissionChain, KubeObject, Operation } from "../contract.ts";
import type { Store } from "../storage/store.ts";
import type { RequestContext, Resource } from "./resource.ts";

export class Registry {
  readonly store: Store;
  readonly now: () => number;
  /** Set once, after the resources that admission itself reads are served. */
  admission: AdmissionChain;
  /** Decides whether a namespace takes new objects; throws the refusal. */
  checkNamespace: (namespace: string, resource: Resource, name: string) => void = () => {};
  /** Called after an acknowledged write of a built-in object, before the caller hears of it. */
  afterWrite: (resource: Resource, object: KubeObject, removed: boolean) => void = () => {};

  private readonly byPath = new Map<string, Resource>();
  private listed: Resource[] | undefined;

  constructor(store: Store, now: () => number) {
    this.store = store;
    this.now = now;
    this.admission = { mutate: async ({ object }) => object, validate: async () => {} };
  }

  /** Serves a resource, in place of an earlier one of the same group, version and plural name. */
  serve(resource: Resource): void {
    this.byPath.set(pathOf(resource.info.group, resource.info.version, resource.info.plural), resource);
    this.listed = undefined;
  }

  stopServing(group: string, version: string, plural: string): void {
    this.byPath.delete(pathOf(group, version, plural));
    this.listed = undefined;
  }

  find(group: string, version: string, plural: string): Resource | undefined {
    return this.byPath.get(pathOf(group, version, plural));
  }

  /** Any version of a resource. */
  findAny(group: string, plural: string): Resource | undefined {
    return this.all().find(({ info }) => info.group === group && info.plural === plural);
  }

  findKind(group: string, version: string, kind: string): Resource | undefined {
    return this.all().find(
      ({ info }) => info.group === group && info.version === version && info.kind === kind,
    );
  }

  all(): readonly Resource[] {
    this.listed ??= [...this.byPath.values()];
    return this.listed;
  }
}

function pathOf(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`;
}

/** What admission is told about one write. */
export function attributesOf(
  resource: Resource,
  context: RequestContext,
  operation: Operation,
  subject: {
    namespace: string;
    name: string;
    subresource: string;
    object: KubeObject | null;
    oldObject: KubeObject | null;
  },
): AdmissionAttributes {
  const { group, version, plural, kind } = resource.info;
  return {
    operation,
    resource: { group, version, resource: plural },
    kind: { group, version, kind },
    ...subject,
    userInfo: context.user,
    dryRun: context.dryRun,
    options: context.options,
  };
}
