/** The status and scale subresources, from markers on the resource and on fields. */
import type { FieldNode, MarkerUse, Subresources } from "../model.ts";
import { type Position, type Problem, problem } from "../problems.ts";
import { checkPath, isPlainPath } from "./paths.ts";
import type { Resolver } from "./resolve.ts";
import type { FieldVisit } from "./schema.ts";

type Scale = NonNullable<Subresources["scale"]>;

export interface SubresourceSource {
  kind: string;
  markers: readonly MarkerUse[];
  fields: readonly FieldNode[];
  visits: readonly FieldVisit[];
  resolver: Resolver;
}

/** What the CRD says of status and scale; a marker that fits nothing is left out and is a problem. */
export function subresources(source: SubresourceSource, problems: Problem[]): Subresources {
  const { kind, markers, fields } = source;
  const status = markers.find((m) => m.name === "statusSubresource");
  if (status && !fields.some((f) => f.name === "status")) {
    problems.push(
      problem("bad-resource", status.position, { kind, complaint: "has a status subresource but no status" }),
    );
  }
  const scale = scaleOf(source, problems);
  return { status: status !== undefined, ...(scale ? { scale } : {}) };
}

function scaleOf(source: SubresourceSource, problems: Problem[]): Scale | undefined {
  const onRoot = source.markers.find((m) => m.name === "scale");
  const onFields = source.visits.flatMap(({ path, field }) => {
    const use = field.markers.find((m) => m.name === "scaleReplicas" || m.name === "scaleSelector");
    return use ? [{ path, use }] : [];
  });
  const [first] = onFields;
  if (onRoot && first) {
    const complaint = "says what @scale on the resource says";
    problems.push(
      problem("contradictory-markers", first.use.position, { marker: first.use.name, complaint }, "keep one"),
    );
  }
  if (onRoot) return scaleByPaths(source, onRoot, problems);
  return first
    ? scaleByFields(source.kind, onFields, first.use.position, problems, source.visits)
    : undefined;
}

/** `@scale spec=… status=… selector=…`. */
function scaleByPaths(source: SubresourceSource, use: MarkerUse, problems: Problem[]): Scale {
  const { kind, fields, visits, resolver } = source;
  const paths = use.value as { spec: string; status: string; selector?: string };
  const { position } = use;
  for (const [part, path] of Object.entries(paths)) {
    if (!checkPath(path, fields, resolver, kind, position, problems)) continue;
    checkScaled(
      kind,
      part === "selector" ? "selector" : "replicas",
      path.slice(1),
      position,
      problems,
      visits,
    );
    if (part !== "selector" && !path.startsWith(`.${part}.`))
      complain(kind, `scales by ${path}, which is not under ${part}`, position, problems);
  }
  return {
    specReplicasPath: paths.spec,
    statusReplicasPath: paths.status,
    ...(paths.selector === undefined ? {} : { labelSelectorPath: paths.selector }),
  };
}

/** `@scaleReplicas` and `@scaleSelector`: the first name in a field's path says which of the three it is. */
function scaleByFields(
  kind: string,
  marked: readonly { path: string; use: MarkerUse }[],
  position: Position,
  problems: Problem[],
  visits: readonly FieldVisit[],
): Scale | undefined {
  const found: { spec?: string; status?: string; selector?: string } = {};
  for (const { path, use } of marked) {
    const what = use.name === "scaleSelector" ? "selector" : "replicas";
    checkScaled(kind, what, path, use.position, problems, visits);
    if (!isPlainPath(path)) continue;
    const [root] = path.split(".");
    const part = what === "selector" ? what : root === "spec" || root === "status" ? root : undefined;
    if (part === undefined)
      complain(kind, `scales by ${path}, which is under neither spec nor status`, use.position, problems);
    else if (found[part] !== undefined)
      complain(kind, `scales by ${path} and by ${found[part].slice(1)}`, use.position, problems);
    else found[part] = `.${path}`;
  }
  const { spec, status, selector } = found;
  if (spec !== undefined && status !== undefined) {
    return {
      specReplicasPath: spec,
      statusReplicasPath: status,
      ...(selector === undefined ? {} : { labelSelectorPath: selector }),
    };
  }
  const missing = spec === undefined ? "spec" : "status";
  complain(kind, `scales, but no field under ${missing} is marked @scaleReplicas`, position, problems);
  return undefined;
}

/** The API server reads replicas as 32-bit integers and the selector as a string; anything else reads as nothing. */
function checkScaled(
  kind: string,
  what: "replicas" | "selector",
  path: string,
  position: Position,
  problems: Problem[],
  visits: readonly FieldVisit[],
): void {
  const schema = visits.find((visit) => visit.path === path)?.schema;
  const [complaint, hint] =
    !schema || !isPlainPath(path)
      ? [`scales by ${path}, which is not one value an object`]
      : what === "selector" && schema.type !== "string"
        ? [`finds its selector in ${path}, which is no string`]
        : what === "replicas" && !(schema.type === "integer" && schema.format === "int32")
          ? [`scales by ${path}, which is no 32-bit integer`, "write Int32"]
          : [];
  const told = problems.some((p) => p.code === "marker-type" && samePlace(p, position));
  if (complaint !== undefined && !told) complain(kind, complaint, position, problems, hint);
}

const samePlace = (a: Position, b: Position): boolean =>
  a.file === b.file && a.line === b.line && a.column === b.column;

function complain(kind: string, complaint: string, at: Position, problems: Problem[], hint?: string): void {
  problems.push(problem("bad-resource", at, { kind, complaint }, hint));
}
