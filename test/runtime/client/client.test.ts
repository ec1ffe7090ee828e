import { test } from "uvu";
import * as assert from "uvu/assert";
import { createClient } from "../../../runtime/client/client.ts";
import { retryOnConflict } from "../../../runtime/client/conflict.ts";
import { UnknownKindError } from "../../../runtime/client/discovery.ts";
import { ApiError, isGone, isNotFound } from "../../../runtime/client/errors.ts";
import type { Resource } from "../../../runtime/client/resource.ts";
import {
  type Asked,
  failure,
  json,
  line,
  listOf,
  refuse,
  statusOf,
  WIDGETS,
  type Widget,
  watching,
  widget,
  withStub,
} from "./stub.ts";

const BASE = "/apis/demo.example.com/v1";
const ONE = `${BASE}/namespaces/default/widgets/a`;
const A = { name: "a" };

type Call = [
  say: string,
  call: (widgets: Resource<Widget>) => Promise<unknown>,
  method: string,
  target: string,
  body?: unknown,
];

// biome-ignore format: a table reads by its columns
const CALLS: Call[] = [
  ["get",                (w) => w.get(A),                                        "GET",    ONE],
  ["get elsewhere",      (w) => w.get({ namespace: "n 1", name: "a" }),          "GET",    `${BASE}/namespaces/n%201/widgets/a`],
  ["get a subresource",  (w) => w.get(A, { subresource: "status" }),             "GET",    `${ONE}/status`],
  ["list all",           (w) => w.list(),                                        "GET",    `${BASE}/widgets`],
  ["list some",          (w) => w.list({ namespace: "n", labelSelector: { app: "x", b: "c" }, fieldSelector: "metadata.name=a", limit: 5 }),
                                                                                 "GET",    `${BASE}/namespaces/n/widgets?labelSelector=app=x,b=c&fieldSelector=metadata.name=a&limit=5`],
  ["create",             (w) => w.create({ metadata: A, spec: { size: 1 } }),    "POST",   `${BASE}/namespaces/default/widgets?fieldManager=tester`,
                         { apiVersion: "demo.example.com/v1", kind: "Widget", metadata: A, spec: { size: 1 } }],
  ["create, dry",        (w) => w.create({ metadata: { generateName: "a-" } }, { dryRun: true, fieldManager: "me", fieldValidation: "Strict" }),
                                                                                 "POST",   `${BASE}/namespaces/default/widgets?dryRun=All&fieldManager=me&fieldValidation=Strict`],
  ["update",             (w) => w.update({ metadata: A }),                       "PUT",    `${ONE}?fieldManager=tester`],
  ["updateStatus",       (w) => w.updateStatus({ metadata: A }),                 "PUT",    `${ONE}/status?fieldManager=tester`],
  ["merge patch",        (w) => w.patch(A, { merge: { spec: { color: null } } }),"PATCH",  `${ONE}?fieldManager=tester`, { spec: { color: null } }],
  ["JSON patch",         (w) => w.patch(A, { json: [{ op: "remove", path: "/spec/size" }] }),
                                                                                 "PATCH",  `${ONE}?fieldManager=tester`, [{ op: "remove", path: "/spec/size" }]],
  ["patchStatus",        (w) => w.patchStatus(A, { merge: { status: { phase: "x" } } }),
                                                                                 "PATCH",  `${ONE}/status?fieldManager=tester`, { status: { phase: "x" } }],
  ["apply",              (w) => w.apply({ metadata: A, spec: { size: 2 } }, { force: true }),
                                                                                 "PATCH",  `${ONE}?fieldManager=tester&force=true`,
                         { apiVersion: "demo.example.com/v1", kind: "Widget", metadata: A, spec: { size: 2 } }],
  ["delete",             (w) => w.delete(A, { propagationPolicy: "Foreground", preconditions: { uid: "u" }, dryRun: true }),
                                                                                 "DELETE", ONE,
                         { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Foreground", preconditions: { uid: "u" }, dryRun: ["All"] }],
  ["deleteCollection",   (w) => w.deleteCollection({ namespace: "n", labelSelector: "a in (b,c)" }),
                                                                                 "DELETE", `${BASE}/namespaces/n/widgets?labelSelector=a in (b,c)`,
                         { apiVersion: "v1", kind: "DeleteOptions" }],
];

const target = ({ path, query }: Asked) => {
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${value}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
};

for (const [say, call, method, where, body] of CALLS) {
  test(`${say}: ${method} ${where}`, () =>
    withStub(
      (_, response) => json(response, listOf(1, [])),
      async ({ widgets, asked }) => {
        await call(widgets);
        assert.is(asked[0]?.method, method);
        assert.is(target(asked[0]!), where);
        if (body !== undefined) assert.equal(asked[0]?.body, body);
      },
    ));
}

// biome-ignore format: a table reads by its columns
const CONTENT_TYPES = [
  [{ merge: {} },     "application/merge-patch+json"],
  [{ json: [] },      "application/json-patch+json"],
  [{ strategic: {} }, "application/strategic-merge-patch+json"],
  [{ apply: {} },     "application/apply-patch+yaml"],
] as const;

for (const [patch, contentType] of CONTENT_TYPES) {
  test(`a patch of kind ${Object.keys(patch)} is sent as ${contentType}`, () =>
    withStub(
      (_, response) => json(response, {}),
      async ({ widgets, asked }) => {
        await widgets.patch(A, patch);
        assert.is(asked[0]?.headers["content-type"], contentType);
      },
    ));
}

test("an empty name is refused before it addresses the collection", () =>
  withStub(
    (_, response) => json(response, {}),
    async ({ widgets, asked }) => {
      assert.match((await failure(widgets.delete({ name: "" }))).message, "metadata.name is required");
      assert.is(asked.length, 0);
    },
  ));

test("items of a list have apiVersion and kind even where the server leaves them out", () =>
  withStub(
    (_, response) => json(response, listOf(1, [{ metadata: { name: "a" } }])),
    async ({ widgets }) => {
      const [item] = (await widgets.list()).items;
      assert.is(item?.apiVersion, "demo.example.com/v1");
      assert.is(item?.kind, "Widget");
    },
  ));

test("find tells a missing object from a missing resource type", () =>
  withStub(
    (asked, response) =>
      refuse(
        response,
        404,
        "NotFound",
        asked.path.endsWith("/a") ? { details: { name: "a" } } : { details: {} },
      ),
    async ({ widgets }) => {
      assert.is(await widgets.find(A), undefined);
      assert.ok(isNotFound(await failure(widgets.find({ name: "b" }))));
    },
  ));

test("listAll follows the pages, and a fresh token when one has expired", () =>
  withStub(
    (asked, response) => {
      switch (asked.query.continue) {
        case undefined:
          return json(response, listOf(5, [widget("a", 1), widget("b", 2)], "one"));
        case "one":
          return refuse(response, 410, "Expired", { metadata: { continue: "two" } });
        case "two":
          return json(response, listOf(9, [widget("c", 3)], "three"));
        default:
          return refuse(response, 410, "Expired");
      }
    },
    async ({ widgets, asked }) => {
      const names: string[] = [];
      const read = async () => {
        for await (const { metadata } of widgets.listAll({ limit: 2, resourceVersion: "4" }))
          names.push(metadata.name);
      };
      assert.ok(isGone(await failure(read())));
      assert.equal(names, ["a", "b", "c"]);
      assert.equal(asked[1]?.query, { limit: "2", continue: "one" });
    },
  ));

test("waitFor sees the change it waits for, then the deletion", () => {
  let watches = 0;
  return withStub(
    (asked, response) => {
      if (asked.query.watch === undefined) return json(response, listOf(5, [widget("a", 5)]));
      const answer = watching(response);
      answer.write(
        watches++ === 0
          ? line("MODIFIED", widget("a", 6, { color: "blue" }))
          : line("DELETED", widget("a", 7)),
      );
    },
    async ({ widgets, asked }) => {
      const blue = await widgets.waitFor(A, (object) => object?.spec?.color === "blue", { timeoutMs: 1_000 });
      assert.is(blue?.metadata.resourceVersion, "6");
      assert.is(asked[0]?.path, `${BASE}/namespaces/default/widgets`);
      assert.is(asked[0]?.query.fieldSelector, "metadata.name=a");
      assert.is(await widgets.waitFor(A, (object) => object === undefined, { timeoutMs: 1_000 }), undefined);
    },
  );
});

test("waitFor accepts that there is nothing, times out, and stops where waiting is no use", () =>
  withStub(
    (asked, response) => {
      if (asked.path.includes("/forbidden/")) return refuse(response, 403, "Forbidden");
      if (asked.query.watch === undefined) return json(response, listOf(5, []));
      watching(response);
    },
    async ({ widgets }) => {
      assert.is(await widgets.waitFor(A, (object) => object === undefined, { timeoutMs: 1_000 }), undefined);
      const late = await failure(widgets.waitFor(A, (object) => object !== undefined, { timeoutMs: 20 }));
      assert.is(late.code, "timeout");
      assert.match(late.message, "Widget default/a");
      const refused = await failure(widgets.waitFor({ namespace: "forbidden", name: "a" }, () => true));
      assert.is(refused.code, 403);
    },
  ));

test("retryOnConflict reads afresh until it fits, and gives up in the end", async () => {
  const conflict = new ApiError(statusOf(409, "Conflict") as never);
  let calls = 0;
  const third = await retryOnConflict(async () => {
    if (++calls < 3) throw conflict;
    return calls;
  });
  assert.is(third, 3);
  calls = 0;
  assert.is(await failure(retryOnConflict(async () => Promise.reject(++calls && conflict), 4)), conflict);
  assert.is(calls, 4);
});

const served = { WidgetsOfOurs: WIDGETS };

test("a client offers its table's kinds and the built-in ones", () =>
  withStub(
    (_, response) => json(response, {}),
    async ({ transport, asked }) => {
      const client = createClient<{ WidgetsOfOurs: Widget }>(transport, served, { namespace: "mine" });
      await client.resource("WidgetsOfOurs").get(A);
      await client.resource("Secret").get(A);
      await client.resource("Namespace").get(A);
      assert.equal(
        asked.map(({ path }) => path),
        [`${BASE}/namespaces/mine/widgets/a`, "/api/v1/namespaces/mine/secrets/a", "/api/v1/namespaces/a"],
      );
    },
  ));

test("dynamic resolves a kind through discovery, once, and asks again after a miss", () => {
  let installed = false;
  return withStub(
    (asked, response) => {
      if (asked.path !== BASE) return json(response, { asked: asked.path });
      if (!installed) return refuse(response, 404, "NotFound");
      json(response, {
        kind: "APIResourceList",
        resources: [
          { name: "widgets", kind: "Widget", namespaced: true },
          { name: "widgets/status", kind: "Widget", namespaced: true },
        ],
      });
    },
    async ({ transport, asked }) => {
      const client = createClient(transport, {});
      const kind = { apiVersion: "demo.example.com/v1", kind: "Widget" };
      const unknown = await failure(client.dynamic(kind));
      assert.instance(unknown, UnknownKindError);
      assert.match(unknown.message, 'no matches for kind "Widget" in version "demo.example.com/v1"');
      installed = true;
      await (await client.dynamic(kind)).get(A);
      await (await client.dynamic(kind)).get(A);
      assert.equal(
        asked.map(({ path }) => path),
        [BASE, BASE, ONE, ONE],
      );
    },
  );
});

test("a caller of a kind of the table need not say what it is, and cannot say that it is another", () =>
  withStub(
    (_, response) => json(response, {}),
    async ({ transport, asked }) => {
      interface Typed {
        apiVersion: "demo.example.com/v1";
        kind: "Widget";
        metadata: { name?: string };
        spec: { size: 1 | 2 };
      }
      const widgets = createClient<{ widget: Typed }>(transport, { widget: WIDGETS }).resource("widget");
      await widgets.create({ metadata: A, spec: { size: 1 } });
      await widgets.create({ kind: "Widget", metadata: A, spec: { size: 1 } });
      // @ts-expect-error
      const other = (): unknown => widgets.create({ kind: "Gadget", metadata: A, spec: { size: 1 } });
      // @ts-expect-error
      const three = (): unknown => widgets.patch(A, { merge: { spec: { size: 3 } } });
      assert.is([other, three].length, 2);
      assert.equal(
        asked.map(({ body }) => (body as Typed).kind),
        ["Widget", "Widget"],
      );
    },
  ));

test.run();
