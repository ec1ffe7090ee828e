/**
 * Requests near those that the examples make: another caller, a field less, or a part of another object of the kind, in
 * what is asked, in what was there before, or in both.
 */
import fc from "fast-check";
import { arbitraryOf } from "../../rules/lang/fuzz/index.ts";
import type { KubeObject } from "../../runtime/apiserver/contract.ts";
import { type AimedRequest, asAsked, isObject, isPossible, type Json, named } from "./aimed.ts";
import type { KindUnderTest } from "./every-kind.ts";

type Path = readonly (string | number)[];

const CHANGES = ["caller", "less", "part", "part", "update", "update"] as const;
const SIDES = ["object", "oldObject", "both"] as const;

interface Variation {
  readonly request: number;
  readonly donor: number;
  readonly place: number;
  readonly change: (typeof CHANGES)[number];
  readonly side: (typeof SIDES)[number];
}

const variation = fc.record<Variation>({
  request: fc.nat(),
  donor: fc.nat(),
  place: fc.nat(),
  change: fc.constantFrom(...CHANGES),
  side: fc.constantFrom(...SIDES),
});

/**
 * Some variations of the requests, all about one kind, with parts of the donors; the same for the same seed. Those that
 * the schema refuses are left out.
 */
export function varied(
  requests: readonly AimedRequest[],
  count: number,
  seed: number,
  donors: readonly AimedRequest[] = requests,
): AimedRequest[] {
  return fc.sample(variation, { numRuns: count, seed }).flatMap((one) => {
    const request = requests[one.request % requests.length]!;
    const donor = donors[one.donor % donors.length]!;
    const made = vary(request, donor.oldObject && one.place % 2 ? donor.oldObject : donor.object, one);
    return isPossible(made) ? [asAsked(made)] : [];
  });
}

/** Random objects of a kind, asked for by anybody: as new ones, and in the place of one another. */
export function randomRequests(of: KindUnderTest, count: number, seed: number): AimedRequest[] {
  const objects = fc
    .sample(arbitraryOf<Json>(fc, of.bare.schema, of), { numRuns: count + 1, seed })
    .map((object) => named(of, { ...object, metadata: {} }));
  return objects.slice(1).flatMap((object, i) => {
    const common = { of, object, privileged: i % 2 === 0, off: [] };
    const update = { ...common, operation: "update" as const, oldObject: objects[i]! };
    return [{ ...common, operation: "create" as const }, update].filter(isPossible).map(asAsked);
  });
}

function vary(request: AimedRequest, donor: KubeObject, one: Variation): AimedRequest {
  if (one.change === "caller") return { ...request, privileged: !request.privileged };
  if (one.change === "update") {
    const object = changed(request, request.object, donor, { ...one, change: "part" });
    return request.operation === "delete"
      ? request
      : { ...request, operation: "update", object, oldObject: request.object };
  }
  const edit = (object: KubeObject) => changed(request, object, donor, one);
  const { object, oldObject } = request;
  return {
    ...request,
    object: one.side === "oldObject" && oldObject ? object : edit(object),
    ...(oldObject ? { oldObject: one.side === "object" ? oldObject : edit(oldObject) } : {}),
  };
}

function changed(
  { of }: AimedRequest,
  object: KubeObject,
  donor: KubeObject,
  { change, place }: Variation,
): KubeObject {
  const source = change === "less" ? object : donor;
  const places = placesIn(source);
  const path = places[place % places.length];
  if (!path) return object;
  return named(of, edited(object, path, change === "less" ? undefined : at(source, path)) as Json);
}

/** Every place below the spec, the status, labels and annotations. */
function placesIn({ spec, status, metadata }: KubeObject): Path[] {
  const { labels, annotations } = metadata as { labels?: object; annotations?: object };
  const below = (value: unknown, path: Path): Path[] => {
    const inner: [string | number, unknown][] = Array.isArray(value)
      ? [...value.entries()]
      : isObject(value)
        ? Object.entries(value)
        : [];
    return [path, ...inner.flatMap(([step, one]) => below(one, [...path, step]))];
  };
  const parts = { spec, status, "metadata.labels": labels, "metadata.annotations": annotations };
  return Object.entries(parts).flatMap(([path, value]) =>
    value === undefined ? [] : below(value, path.split(".")),
  );
}

const at = (value: unknown, path: Path): unknown =>
  path.reduce((node, step) => (node as { [step: string]: unknown } | undefined)?.[step], value);

/** A copy with another value there; without the place where the value is undefined. */
function edited(node: unknown, [step, ...rest]: Path, value: unknown): unknown {
  const inner = (child: unknown) => (rest.length === 0 ? structuredClone(value) : edited(child, rest, value));
  if (typeof step === "number") {
    const list = Array.isArray(node) ? node : [];
    const index = Math.min(step, list.length);
    const item = inner(list[index]);
    return [...list.slice(0, index), ...(item === undefined ? [] : [item]), ...list.slice(index + 1)];
  }
  const { [step!]: child, ...others } = isObject(node) ? node : {};
  const one = inner(child);
  return one === undefined ? others : { ...others, [step!]: one };
}
