/** Objects that are valid but for one change somewhere: what a validator must find, and what it must not stumble over. */
import { isObject } from "../schema/json.ts";
import type { Arbitrary, FastCheckModule } from "./fast-check.ts";

export interface Mutation<T> {
  /** The object before the change. */
  valid: T;
  /** The object after it; it may still be valid, for not every change breaks a rule. */
  object: unknown;
  /** Where, from the root. */
  path: readonly (string | number)[];
  change: Change;
}

const CHANGES = ["remove", "null", "type", "unknown field", "empty", "huge", "twice"] as const;
export type Change = (typeof CHANGES)[number];

/** One change at one place of each object. */
export function mutationsOf<T>(fc: FastCheckModule, objects: Arbitrary<T>): Arbitrary<Mutation<T>> {
  return fc.tuple(objects, fc.nat(), fc.constantFrom(...CHANGES)).map(([valid, pick, change]) => {
    const places = placesIn(valid, []);
    const path = places[pick % places.length]!;
    return { valid, object: changed(valid, path, change), path, change };
  });
}

type Path = readonly (string | number)[];

/** Every place below the root but those that name the object. */
function placesIn(value: unknown, path: Path): Path[] {
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  const places = inner.flatMap(([step, one]) =>
    path.length === 0 && ["apiVersion", "kind", "metadata"].includes(String(step))
      ? []
      : placesIn(one, [...path, step]),
  );
  return [path, ...places];
}

function changed(value: unknown, [step, ...rest]: Path, change: Change): unknown {
  if (step === undefined) return mutated(value, change);
  if (Array.isArray(value)) {
    if (rest.length === 0 && change === "remove") return value.filter((_, index) => index !== step);
    if (rest.length === 0 && change === "twice") return [...value, value[step as number]];
    return value.map((one, index) => (index === step ? changed(one, rest, change) : one));
  }
  const object = value as { [field: string]: unknown };
  if (rest.length === 0 && change === "remove") {
    const { [step]: _, ...others } = object;
    return others;
  }
  return { ...object, [step]: changed(object[step], rest, change) };
}

function mutated(value: unknown, change: Change): unknown {
  switch (change) {
    case "remove":
    case "null":
      return null;
    case "type":
      return typeof value === "string"
        ? 7
        : typeof value === "number"
          ? "seven"
          : isObject(value)
            ? [value]
            : { value };
    case "unknown field":
      return isObject(value) ? { ...value, noSuchField: true } : value;
    case "empty":
      return typeof value === "string" ? "" : Array.isArray(value) ? [] : isObject(value) ? {} : 0;
    case "huge":
      return typeof value === "string"
        ? value.padEnd(1_000, "x")
        : typeof value === "number"
          ? 2 ** 53
          : Array.isArray(value)
            ? Array.from({ length: 1_000 }, () => value[0] ?? null)
            : value;
    case "twice":
      return Array.isArray(value) ? [...value, ...value] : [value, value];
  }
}
