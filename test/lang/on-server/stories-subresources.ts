/** Status and scale: how the object is put together, what is held against the schema, and which rules run. */

import { byName, INT, listOf, object, rules, type Story, TEXT } from "./stories.ts";

const created = (create: object) => ({ create, wants: "accepted" as const });
const updated = (update: object, at = "v1") => ({ update, at, wants: "accepted" as const });
const status = (content: object, wants: "accepted" | "refused", at = "v1") => ({
  status: content,
  at,
  wants,
});

const STATUS = { status: {} };
const SCALE = { scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" } };

export const SUBRESOURCES: readonly Story[] = [
  {
    title: "a status is written apart from the rest",
    versions: { v1: object({ spec: object({ a: INT }), status: object({ b: INT, c: TEXT }), other: TEXT }) },
    subresources: STATUS,
    steps: [
      created({ spec: { a: 1 }, status: { b: 1 }, other: "x" }),
      status({ spec: { a: 2 }, status: { b: 2, unknown: 1 }, other: "y" }, "accepted"),
      updated({ spec: { a: 3 }, status: { b: 9 } }),
      status({}, "accepted"),
    ],
  },
  {
    title: "without the subresource a status is a field like others",
    versions: {
      v1: object({ spec: object({ a: INT }), status: object({ b: INT }, rules("self.b == oldSelf.b")) }),
    },
    steps: [
      created({ spec: { a: 1 }, status: { b: 1 } }),
      { update: { status: { b: 2 } }, wants: "refused" },
      { status: { status: { b: 1 } }, wants: "refused" },
    ],
  },
  {
    title: "all rules run when the status is written, each with what was before",
    versions: {
      v1: object(
        {
          spec: object(
            { a: { ...INT, ...rules("self < 5") }, fixed: { ...INT, ...rules("self == oldSelf") } },
            rules({ rule: "self.a < 4", message: "spec" }),
          ),
          status: object(
            {
              b: { ...INT, ...rules("self >= oldSelf") },
              list: byName({ v: { ...INT, ...rules("self == oldSelf") } }),
            },
            rules({ rule: "self.b < 7", message: "status" }),
          ),
        },
        rules(
          {
            rule: "!has(self.status) || !has(self.status.b) || self.spec.a <= self.status.b",
            messageExpression: "string(self.spec.a)",
          },
          { rule: "has(self.status) || !has(oldSelf.status)", message: "stays" },
        ),
      ),
    },
    subresources: STATUS,
    steps: [
      created({ spec: { a: 3, fixed: 1 } }),
      status({ status: { b: 2 } }, "refused"),
      status({ spec: { a: 100, fixed: 2 }, status: { b: 5, list: [{ name: "x", v: 1 }] } }, "accepted"),
      status({ status: { b: 8, list: [{ name: "x", v: 2 }] } }, "refused"),
      status({ status: { b: 4 } }, "refused"),
      status({}, "refused"),
      { update: { spec: { a: 6, fixed: 2 }, status: { b: 1 } }, wants: "refused" },
      { update: { spec: { fixed: 1 } }, wants: "refused" },
    ],
  },
  {
    title: "of a status that is written only the status is held against the schema",
    versions: {
      v1: object({
        spec: object({ a: INT, l: listOf(TEXT) }),
        status: object({ b: INT, s: listOf(TEXT), o: object({ x: INT }) }),
      }),
      v2: object(
        {
          spec: object(
            {
              a: { ...INT, maximum: 5, ...rules("self < 6") },
              l: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
            },
            {
              required: ["z"],
              properties: {
                a: { ...INT, maximum: 5, ...rules("self < 6") },
                l: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
                z: INT,
              },
            },
          ),
          status: object({
            b: { ...INT, maximum: 5 },
            s: listOf(TEXT, { "x-kubernetes-list-type": "set" }),
            o: object({ x: { ...INT, ...rules("self < 5") } }, { required: ["x"] }),
          }),
        },
        { required: ["spec"] },
      ),
    },
    subresources: STATUS,
    steps: [
      created({ spec: { a: 9, l: ["a", "a"] } }),
      status({ status: { b: 9, s: ["q"], o: {} } }, "accepted"),
      status({ status: { b: 9, s: ["q"], o: {} } }, "accepted", "v2"),
      status({ status: { b: 8, s: ["q"], o: {} } }, "refused", "v2"),
      status({ status: { b: 1, s: ["q", "q"], o: { x: 7 } } }, "refused", "v2"),
      status({ status: { b: "x" } }, "refused", "v2"),
      status({ status: { b: 1, s: ["q"], o: {} } }, "accepted", "v2"),
      { update: { spec: { a: 9, l: ["a", "a"] } }, at: "v2", wants: "accepted" },
      { update: { spec: { a: 9, l: ["a", "a", "b"], z: 1 } }, at: "v2", wants: "accepted" },
      { update: { spec: { a: 8, l: ["a", "a", "b"], z: 1 } }, at: "v2", wants: "refused" },
    ],
  },
  {
    title: "a status may be anything where the schema says nothing of it",
    versions: {
      v1: object(
        { spec: object({ a: INT }) },
        { "x-kubernetes-preserve-unknown-fields": true, ...rules("self.spec.a > 0") },
      ),
    },
    subresources: STATUS,
    steps: [
      created({ spec: { a: 1 } }),
      status({ spec: { a: 0 }, status: { any: ["thing"] } }, "accepted"),
      { update: { spec: { a: 0 } }, wants: "refused" },
    ],
  },
  {
    title: "a status is defaulted, and only it is read from a write to it",
    versions: {
      v1: object({
        spec: object({ a: { ...INT, default: 1 } }, { default: {} }),
        status: object({ b: { ...INT, default: 2 }, n: { ...INT, nullable: true } }, { default: {} }),
      }),
    },
    subresources: STATUS,
    steps: [
      created({}),
      status({ status: { n: null, b: null } }, "accepted"),
      status({ spec: { a: 5 } }, "accepted"),
      status({ status: null }, "accepted"),
    ],
  },
  {
    title: "replicas are whole numbers that are not negative",
    versions: {
      v1: object(
        { spec: object({ replicas: { type: "integer" }, a: INT }), status: object({ replicas: INT }) },
        rules("!has(self.spec.replicas) || self.spec.replicas < 10"),
      ),
    },
    subresources: { ...STATUS, ...SCALE },
    steps: [
      { create: { spec: { replicas: -1 } }, wants: "refused" },
      { create: { spec: { replicas: 3000000000 } }, wants: "refused" },
      created({ spec: { replicas: 1 } }),
      status({ status: { replicas: -1 } }, "refused"),
      status({ status: { replicas: 2 } }, "accepted"),
      { update: { spec: { replicas: -2 } }, wants: "refused" },
    ],
  },
];
