/** What may be in a body, and what a client hears about the rest. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Fixture, startWithWidgets, widget, widgetsPath } from "./fixture.ts";

let api: Fixture;
test.before(async () => {
  api = await startWithWidgets();
});
test.after(async () => {
  await api.close();
  assert.equal(api.errors, []);
});

test("an invalid value is 422 with the field, its value and the rule", async () => {
  const refused = await api.post(widgetsPath, widget("a", { size: 11 }));
  assert.equal(refused.json, {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Failure",
    message:
      'Widget.demo.example.com "a" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10',
    reason: "Invalid",
    details: {
      name: "a",
      group: "demo.example.com",
      kind: "Widget",
      causes: [
        {
          reason: "FieldValueInvalid",
          message: "Invalid value: 11: spec.size in body should be less than or equal to 10",
          field: "spec.size",
        },
      ],
    },
    code: 422,
  });
});

test("several complaints come together", async () => {
  const sent = widget("b", { size: 11 });
  delete sent.spec.color;
  const refused = await api.post(widgetsPath, sent);
  assert.match(refused.json.message, /is invalid: \[.*spec\.color: Required value.*\]$/);
  assert.is(refused.json.details.causes.length, 2);
});

test("an unknown field is dropped with a warning, or refused, or passed over in silence", async () => {
  const sent = widget("c", { colour: "x" });
  const warned = await api.post(`${widgetsPath}?dryRun=All`, sent);
  assert.is(warned.headers.warning, '299 - "unknown field \\"spec.colour\\""');
  assert.is(warned.json.spec.colour, undefined);

  const refused = await api.post(`${widgetsPath}?fieldValidation=Strict`, sent);
  assert.is(refused.status, 400);
  assert.is(
    refused.json.message,
    'Widget in version "v1" cannot be handled as a Widget: strict decoding error: unknown field "spec.colour"',
  );
  const ignored = await api.post(`${widgetsPath}?fieldValidation=Ignore&dryRun=All`, sent);
  assert.is(ignored.headers.warning, undefined);
  assert.is((await api.post(`${widgetsPath}?fieldValidation=Loud`, sent)).status, 422);
});

test("an unknown field in a strict patch is 422 on the field patch", async () => {
  await api.post(widgetsPath, widget("d"));
  const refused = await api.patch(`${widgetsPath}/d?fieldValidation=Strict`, { spec: { colour: "x" } });
  assert.is(refused.status, 422);
  assert.is(refused.json.details.causes[0].field, "patch");
  assert.match(refused.json.message, /strict decoding error: unknown field "spec\.colour"/);
});

test("a field given twice is told", async () => {
  const body =
    '{"apiVersion":"demo.example.com/v1","kind":"Widget","metadata":{"name":"e"},"spec":{"color":"a","color":"b"}}';
  const refused = await api.call(`${widgetsPath}?fieldValidation=Strict`, { method: "POST", body });
  assert.match(refused.json.message, /strict decoding error: duplicate field "spec\.color"/);
  const warned = await api.call(`${widgetsPath}?dryRun=All`, { method: "POST", body });
  assert.is(warned.json.spec.color, "b");
});

test("a key given twice in YAML is told with its line", async () => {
  const body = `apiVersion: demo.example.com/v1\nkind: Widget\nmetadata: {name: e}\nspec:\n  color: a\n  color: b\n`;
  const headers = { "content-type": "application/yaml" };
  const refused = await api.call(`${widgetsPath}?fieldValidation=Strict`, { method: "POST", headers, body });
  assert.match(
    refused.json.message,
    /strict decoding error: yaml: unmarshal errors:\n {2}line 6: key "color" already set in map$/,
  );
  const warned = await api.call(`${widgetsPath}?dryRun=All`, { method: "POST", headers, body });
  assert.is(warned.headers.warning, '299 - "line 6: key \\"color\\" already set in map"');
  assert.is(warned.json.spec.color, "b");
});

test("unknown metadata is dropped, metadata of a wrong type is 400", async () => {
  const warned = await api.post(`${widgetsPath}?dryRun=All`, widget("f", {}, { nonsense: 1 }));
  assert.is(warned.headers.warning, '299 - "unknown field \\"metadata.nonsense\\""');
  const refused = await api.post(widgetsPath, widget("f", {}, { labels: "no" }));
  assert.is(refused.status, 400);
  assert.match(
    refused.json.message,
    /cannot unmarshal string into Go struct field ObjectMeta\.labels of type map\[string\]string/,
  );
});

test("a label value must be one", async () => {
  const refused = await api.post(widgetsPath, widget("g", {}, { labels: { a: "not a value" } }));
  assert.is(refused.status, 422);
  assert.match(refused.json.message, /metadata\.labels: Invalid value: "not a value": a valid label must be/);
});

for (const [title, body] of [
  ["no JSON", "{"],
  ["a list", "[]"],
  ["nothing", ""],
  ["no kind", '{"apiVersion":"demo.example.com/v1","metadata":{"name":"x"}}'],
  ["another version", '{"apiVersion":"demo.example.com/v2","kind":"Widget","metadata":{"name":"x"}}'],
  ["endless nesting", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`],
] as const) {
  test(`a body with ${title} is 400 with a sentence`, async () => {
    const refused = await api.call(widgetsPath, { method: "POST", body });
    assert.is(refused.status, 400);
    assert.is(refused.json.reason, "BadRequest");
    assert.ok(refused.json.message.length > 20);
  });
}

test("another kind is refused by name", async () => {
  const refused = await api.post(widgetsPath, { ...widget("x"), kind: "Gadget" });
  assert.is(refused.status, 422);
  assert.match(refused.json.message, /kind: Invalid value: "Gadget": must be Widget/);
});

test("YAML is read and written where asked for", async () => {
  const body =
    "apiVersion: demo.example.com/v1\nkind: Widget\nmetadata:\n  name: yaml\nspec:\n  color: green\n";
  const headers = { "content-type": "application/yaml", accept: "application/yaml" };
  const made = await api.call(widgetsPath, { method: "POST", body, headers });
  assert.is(made.status, 201);
  assert.match(made.text, /^ {2}color: green$/m);
});

test("custom resources have no protobuf form: such bodies are 415, such answers 406", async () => {
  const type = "application/vnd.kubernetes.protobuf";
  const refused = await api.call(widgetsPath, {
    method: "POST",
    body: "k8s",
    headers: { "content-type": type },
  });
  assert.is(refused.status, 415);
  assert.is(refused.json.reason, "UnsupportedMediaType");
  assert.is((await api.call(widgetsPath, { headers: { accept: type } })).status, 406);
  assert.is((await api.call(widgetsPath, { headers: { accept: `${type},application/json` } })).status, 200);
});

test("a body above 3 MiB is 413", async () => {
  const refused = await api.post(widgetsPath, widget("big", { note: "x".repeat(3 * 1024 * 1024) }));
  assert.is(refused.status, 413);
  assert.is(refused.json.reason, "RequestEntityTooLarge");
});

test("nothing of what was refused is there", async () => {
  const { items } = (await api.get(widgetsPath)).json;
  assert.equal(
    items.map(({ metadata }: { metadata: { name: string } }) => metadata.name),
    ["d", "yaml"],
  );
});

test.run();
