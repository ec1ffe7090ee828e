/** Running API servers hold new expressions to the version that they emulate or must be compatible with, as we do. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { startRealServer } from "../../../servers/start.ts";
import { withRealServer } from "../../../servers/with-real-server.ts";
import { httpClient, type Send } from "../../../support/http.ts";
import type { Asked, Place } from "./calls.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { ours } from "./ours.ts";

/** Flags, and the compat version that comes of them: a server of 1.36 emulates nothing older than 1.33. */
const SERVERS: readonly (readonly [flags: readonly string[], compat: string])[] = [
  [["--emulated-version=1.33"], "1.33"],
  [["--emulated-version=1.34"], "1.33"],
  [["--emulated-version=1.35"], "1.34"],
  [[], "1.35"],
  [["--min-compatibility-version=1.36"], "1.36"],
];

const SELF = {
  type: "object",
  properties: {
    text: { type: "string", maxLength: 10 },
    int: { type: "integer" },
    ints: { type: "array", maxItems: 10, items: { type: "integer" } },
    map: { type: "object", maxProperties: 10, additionalProperties: { type: "string", maxLength: 10 } },
    any: { "x-kubernetes-int-or-string": true },
    namespace: { type: "string", maxLength: 10 },
  },
};

const crd = (rule: string): object => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.versions.test" },
  spec: {
    ...{ group: "versions.test", scope: "Namespaced", names: { kind: "Thing", plural: "things" } },
    versions: [
      {
        ...{ name: "v1", served: true, storage: true },
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: { spec: { ...SELF, "x-kubernetes-validations": [{ rule, message: "no" }] } },
          },
        },
      },
    ],
  },
});

const policy = (kind: string, more: object): object => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind,
  metadata: { name: "versions.test" },
  spec: {
    paramKind: { apiVersion: "v1", kind: "ConfigMap" },
    matchConstraints: {
      resourceRules: [{ apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"] }],
    },
    failurePolicy: "Fail",
    ...more,
  },
});

const mutation = (patch: object): object =>
  policy("MutatingAdmissionPolicy", { reinvocationPolicy: "Never", mutations: [patch] });

const ADMISSION = "/apis/admissionregistration.k8s.io/v1";

/** Where an expression of each place is put, in what object, and in which of its fields. */
const PLACES: {
  readonly [place in Place]: readonly [path: string, object: (text: string) => object, field: string];
} = {
  rule: [
    "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
    crd,
    "spec.validation.openAPIV3Schema.properties[spec].x-kubernetes-validations[0].rule",
  ],
  validating: [
    `${ADMISSION}/validatingadmissionpolicies`,
    (expression) =>
      policy("ValidatingAdmissionPolicy", {
        variables: [{ name: "asked", expression }],
        validations: [{ expression: "true" }],
      }),
    "spec.variables[0].expression",
  ],
  jsonPatch: [
    `${ADMISSION}/mutatingadmissionpolicies`,
    (expression) => mutation({ patchType: "JSONPatch", jsonPatch: { expression } }),
    "spec.mutations[0].jsonPatch.expression",
  ],
  applyConfiguration: [
    `${ADMISSION}/mutatingadmissionpolicies`,
    (expression) => mutation({ patchType: "ApplyConfiguration", applyConfiguration: { expression } }),
    "spec.mutations[0].applyConfiguration.expression",
  ],
};

interface Reply {
  readonly details?: { readonly causes?: readonly { readonly field: string; readonly message: string }[] };
}

/** What a server says of an expression: null where it accepts it; undefined where there is no such place. */
async function theirs(send: Send, { place, expression }: Asked): Promise<string | null | undefined> {
  const [path, object, field] = PLACES[place];
  const reply = await send(`${path}?dryRun=All`, { method: "POST", body: object(expression) });
  if (reply.status === 404) return undefined;
  if (reply.status === 201) return null;
  const causes = (reply.json as Reply).details?.causes ?? [];
  const message = causes.find((cause) => cause.field === field)?.message;
  if (message === undefined) return reply.text;
  return NOT_LANGUAGE.test(message) ? null : said(message, expression);
}

/** Expressions of all types and sizes are asked as rules, which must be bools and cheap. */
const NOT_LANGUAGE = /cel expression must evaluate to a bool$|estimated rule cost exceeds budget/;

/** The message without the value it is about. */
const said = (message: string, expression: string): string =>
  message
    .replace(/^Invalid value: \{"Rule":.*?"OptionalOldSelf":null\}: /s, "")
    .replace(`Invalid value: ${JSON.stringify(expression)}: `, "")
    .replace(/selfType\d+/g, "selfType");

withRealServer(() => {
  for (const [flags, compat] of SERVERS)
    test(`a server started with ${flags.join(" ") || "no such flag"} judges by ${compat}`, async () => {
      const server = (await startRealServer({ apiServerFlags: flags }))!;
      const send = httpClient(server, server.tokens.admin);
      try {
        const version = (await send("/version")).json as { minCompatibilityMinor: string };
        assert.is(`1.${version.minCompatibilityMinor}`, compat);
        const wrong: string[] = [];
        let asked = 0;
        for (const one of EXPRESSIONS) {
          const said = await theirs(send, one);
          if (said === undefined) continue;
          asked++;
          const own = ours(one, compat);
          if (said !== own) wrong.push(`${one.place} ${one.expression}\n  ${said}\n  ${own}`);
        }
        assert.equal(wrong, []);
        assert.ok(asked > 500, `${asked}`);
      } finally {
        send.close();
        await server.stop();
      }
    });
});

test.run();
