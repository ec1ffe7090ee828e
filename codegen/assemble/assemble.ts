/** Source to model: finds versions and resources, resolves types, makes schemas. */
import path from "node:path";
import type { GroupVersion, Model, ResourceModel } from "../model.ts";
import { compare, type Problem, problem } from "../problems.ts";
import { isForeign } from "../read/imports.ts";
import type { Declaration, Source, SourceText } from "../read/source.ts";
import { parseMarkers } from "./markers.ts";
import { createResolver, type Resolver } from "./resolve.ts";
import { assembleResource } from "./resources.ts";
import { settleVersions } from "./versions.ts";

/** The model of everything that could be read, with each problem at its place; usable only without problems. */
export function assemble(source: Source): { model: Model; problems: Problem[] } {
  const problems: Problem[] = [];
  /** Tags of other people's packages are theirs: what is no marker of ours is no mistake. */
  const resolver = createResolver(
    source,
    (doc, place, file) => parseMarkers(doc, place, isForeign(file) ? [] : problems),
    problems,
  );
  const own = Object.values(source.files).filter((text) => text.own);
  const versions = own.flatMap((text) => readVersion(text, problems) ?? []);
  /** A version that cannot be read has its own problem. */
  const hasConstant = ({ file }: SourceText) =>
    own.some((other) => other.groupVersion && path.posix.dirname(other.file) === path.posix.dirname(file));
  const resources: ResourceModel[] = [];
  for (const text of own) {
    const version = versions.find((v) => v.folder === path.posix.dirname(text.file));
    for (const declaration of text.declarations) {
      if (text.declarations.find((other) => other.name === declaration.name) !== declaration) {
        problems.push(
          problem("duplicate-type", declaration.position, { name: declaration.name }, "join the parts"),
        );
      }
      const resource = assembleDeclaration(declaration, version, hasConstant(text), resolver, problems);
      if (resource) resources.push(resource);
    }
  }
  resources.sort(
    (a, b) => compare(a.group, b.group) || compare(a.kind, b.kind) || compareVersions(a.version, b.version),
  );
  settleVersions(resources, resolver.types, problems);
  const groupVersions = versions.sort(
    (a, b) => compare(a.group, b.group) || compareVersions(a.version, b.version),
  );
  return { model: { groupVersions, resources, types: resolver.types }, problems };
}

/** Types that no resource refers to are resolved too, so that their mistakes are found. */
function assembleDeclaration(
  declaration: Declaration,
  version: GroupVersion | undefined,
  hasConstant: boolean,
  resolver: Resolver,
  problems: Problem[],
): ResourceModel | undefined {
  const isResource = declaration.doc.tags.some((tag) => tag.name === "resource");
  if (isResource && declaration.parameters.length > 0) {
    const complaint = "is a resource, so it cannot have type parameters";
    const { name: kind, position } = declaration;
    problems.push(problem("bad-resource", position, { kind, complaint }, "name the instance it is"));
  }
  if (declaration.parameters.length > 0 || declaration.form === "other") return undefined;
  if (!declaration.exported && !isResource) return undefined;
  const key = resolver.declaration(declaration);
  if (!isResource) return undefined;
  if (!version) {
    if (hasConstant) return undefined;
    const hint = "add one with export const groupVersion = { group, version, storage, served } as const";
    problems.push(problem("missing-version", declaration.position, { kind: declaration.name }, hint));
    return undefined;
  }
  return assembleResource(key, declaration, version, resolver, problems);
}

function readVersion(text: SourceText, problems: Problem[]): GroupVersion | undefined {
  if (!text.groupVersion) return undefined;
  const { value, position } = text.groupVersion;
  const complain = (complaint: string): undefined => {
    problems.push(problem("bad-version", position, { complaint }));
    return undefined;
  };
  const { group, version, storage, served, deprecated } = value;
  if (
    typeof group !== "string" ||
    !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+$/.test(group)
  ) {
    return complain("needs group, a DNS name such as example.com");
  }
  if (typeof version !== "string" || !VERSION.test(version))
    return complain("needs version, such as v1 or v1alpha1");
  if (typeof storage !== "boolean" || typeof served !== "boolean")
    return complain("needs storage and served, true or false");
  const folder = path.posix.dirname(text.file);
  return {
    group,
    version,
    storage,
    served,
    ...(typeof deprecated === "string" ? { deprecated } : {}),
    folder,
  };
}

const VERSION = /^v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?$/;

/** Kubernetes' order, newest first: v2, v1, v1beta2, v1alpha5. */
export function compareVersions(a: string, b: string): number {
  const rank = (version: string) => {
    const [, major, stage, minor] = VERSION.exec(version) ?? [];
    return [stage === undefined ? 2 : stage === "beta" ? 1 : 0, Number(major), Number(minor ?? 0)];
  };
  const [left, right] = [rank(a), rank(b)];
  return right[0]! - left[0]! || right[1]! - left[1]! || right[2]! - left[2]!;
}
