/** Asking whether somebody may do something, in policies. Who decides is the host's affair. */

import { invalid, noSuchOverload } from "../errors.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import { Opaque } from "../values.ts";
import { dnsLabel, dnsSubdomain } from "./format.ts";
import { type Cost, library, method, walk } from "./row.ts";

/** An account in whose name is asked, instead of the one that sent the request. */
export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
}

/** What is asked about a resource; an empty text is one that was not given. */
export interface ResourceAccess {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** As written: one that cannot be read is to be passed over. */
  readonly fieldSelector: string;
  readonly labelSelector: string;
}

export interface AccessQuestion {
  readonly verb: string;
  readonly serviceAccount?: ServiceAccount;
  /** One of the two: a path of the rest of the API, or a resource. */
  readonly access: { readonly path: string } | ResourceAccess;
}

export interface AccessDecision {
  readonly allowed: boolean;
  readonly reason?: string;
  /** Why it could not be decided. */
  readonly error?: string;
}

/** Decides for the user who sent the request, or for the service account that the question names. Does not throw. */
export type Decide = (question: AccessQuestion) => AccessDecision;

type Part = "Authorizer" | "PathCheck" | "GroupCheck" | "ResourceCheck" | "Decision";

const nameOf = (part: Part): string => `kubernetes.authorization.${part}`;

/** Values with nothing to compare or to show. */
abstract class AuthorizationValue extends Opaque {
  readonly typeName: string;
  constructor(part: Part) {
    super();
    this.typeName = nameOf(part);
  }
  equals(_: Opaque): boolean {
    throw noSuchOverload();
  }
  override toString(): string {
    return this.typeName;
  }
}

class Authorizer extends AuthorizationValue {
  readonly decide: Decide;
  readonly serviceAccount: ServiceAccount | undefined;
  constructor(decide: Decide, serviceAccount?: ServiceAccount) {
    super("Authorizer");
    this.decide = decide;
    this.serviceAccount = serviceAccount;
  }
  check(verb: string, access: AccessQuestion["access"]): Decision {
    const who = this.serviceAccount === undefined ? {} : { serviceAccount: this.serviceAccount };
    return new Decision(this.decide({ verb, ...who, access }));
  }
}

class PathCheck extends AuthorizationValue {
  readonly authorizer: Authorizer;
  readonly path: string;
  constructor(authorizer: Authorizer, path: string) {
    super("PathCheck");
    this.authorizer = authorizer;
    this.path = path;
  }
}

class GroupCheck extends AuthorizationValue {
  readonly authorizer: Authorizer;
  readonly group: string;
  constructor(authorizer: Authorizer, group: string) {
    super("GroupCheck");
    this.authorizer = authorizer;
    this.group = group;
  }
}

class ResourceCheck extends AuthorizationValue {
  readonly authorizer: Authorizer;
  readonly access: ResourceAccess;
  constructor(authorizer: Authorizer, access: ResourceAccess) {
    super("ResourceCheck");
    this.authorizer = authorizer;
    this.access = access;
  }
}

class Decision extends AuthorizationValue {
  readonly decision: AccessDecision;
  constructor(decision: AccessDecision) {
    super("Decision");
    this.decision = decision;
  }
}

const NOTHING_ELSE = {
  ...{ subresource: "", namespace: "", name: "", fieldSelector: "", labelSelector: "" },
};

/** The values of the variables `authorizer` and `authorizer.requestResource`: the latter asks about a resource already. */
export const celAuthorizer = {
  of: (decide: Decide): Opaque => new Authorizer(decide),
  ofResource: (decide: Decide, resource: Partial<ResourceAccess>): Opaque =>
    new ResourceCheck(new Authorizer(decide), { group: "", resource: "", ...NOTHING_ELSE, ...resource }),
};

const AUTHORIZER = T.opaque(nameOf("Authorizer"));
const RESOURCE_CHECK = T.opaque(nameOf("ResourceCheck"));
const PATH_CHECK = T.opaque(nameOf("PathCheck"));
const GROUP_CHECK = T.opaque(nameOf("GroupCheck"));
const DECISION = T.opaque(nameOf("Decision"));

function filled(text: string, what: string): string {
  if (text.trim() === "") throw invalid(`${what} must not be empty`);
  return text;
}

function serviceAccount({ decide }: Authorizer, namespace: string, name: string): Authorizer {
  if (dnsSubdomain(name).length > 0) throw invalid("Invalid service account name");
  if (dnsLabel(namespace).length > 0) throw invalid("Invalid service account namespace");
  return new Authorizer(decide, { namespace, name });
}

const resource = ({ authorizer, group }: GroupCheck, name: string): ResourceCheck =>
  new ResourceCheck(authorizer, { group, resource: filled(name, "resource"), ...NOTHING_ELSE });

const narrowed =
  (by: Exclude<keyof ResourceAccess, "group" | "resource">) =>
  ({ authorizer, access }: ResourceCheck, text: string): ResourceCheck =>
    new ResourceCheck(authorizer, { ...access, [by]: text });

/** So dear that an expression can ask twice. */
export const CHECK_COST = 350_000;
const asking: Cost = () => CHECK_COST;

/** A requirement for every two characters of a selector, in a list. */
const selector: Cost = (_, text) => 10 + walk(actualSize(text)) + Math.ceil(actualSize(text) * 0.5) * 50;

const { bool, string } = T;

// biome-ignore format: a table
export const authorizer = library("1.27", [
  method("path",           [AUTHORIZER, string],         PATH_CHECK,     (a: Authorizer, path: string) => new PathCheck(a, filled(path, "path"))),
  method("group",          [AUTHORIZER, string],         GROUP_CHECK,    (a: Authorizer, group: string) => new GroupCheck(a, group)),
  method("serviceAccount", [AUTHORIZER, string, string], AUTHORIZER,     serviceAccount),
  method("resource",       [GROUP_CHECK, string],        RESOURCE_CHECK, resource),
  method("subresource",    [RESOURCE_CHECK, string],     RESOURCE_CHECK, narrowed("subresource")),
  method("namespace",      [RESOURCE_CHECK, string],     RESOURCE_CHECK, narrowed("namespace")),
  method("name",           [RESOURCE_CHECK, string],     RESOURCE_CHECK, narrowed("name")),
  method("check",          [PATH_CHECK, string],         DECISION,       ({ authorizer, path }: PathCheck, verb: string) => authorizer.check(verb, { path }), asking),
  method("check",          [RESOURCE_CHECK, string],     DECISION,       ({ authorizer, access }: ResourceCheck, verb: string) => authorizer.check(verb, access), asking),
  method("allowed",        [DECISION],                   bool,           ({ decision }: Decision) => decision.allowed),
  method("reason",         [DECISION],                   string,         ({ decision }: Decision) => decision.reason ?? ""),
  method("errored",        [DECISION],                   bool,           ({ decision }: Decision) => decision.error !== undefined),
  method("error",          [DECISION],                   string,         ({ decision }: Decision) => decision.error ?? ""),
  ...["fieldSelector", "labelSelector"].map((name) => ({
    ...method(name, [RESOURCE_CHECK, string], RESOURCE_CHECK, narrowed(name as "fieldSelector"), selector),
    since: "1.31",
  })),
]);
