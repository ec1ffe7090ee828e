/** The gates beyond what a scenario can show: that advice helps, and that sizes are those of the tools that count them. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stringify } from "yaml";
import { schemaOf } from "../../codegen/check/locate.ts";
import { nestedBounds } from "../../codegen/check/nested-bounds.ts";
import { dearRules } from "../../codegen/check/rule-costs.ts";
import { appliedBytes, BUDGET, crdSchema, crds, makeCrds } from "../../codegen/emit/crd.ts";
import { brief } from "../../codegen/emit/descriptions.ts";
import { type Generated, generate } from "../../codegen/generate.ts";
import { checkRules } from "../../rules/lang/schema/index.ts";
import { startApiServer } from "../../runtime/apiserver/server.ts";
import { kubeconfig } from "../support/kubeconfig.ts";
import { kubectlBinary, kubectlFor } from "../support/kubectl.ts";
import { tempDir } from "../support/temp.ts";
import { suggested } from "./suggested.ts";

const test = suite("gates");
const META = path.join(import.meta.dirname, "../../api/meta.ts");

/** Generates CRDs from the declarations, `WidgetSpec` among them. */
async function widget(declarations: string): Promise<Generated> {
  const apiDir = path.join(tempDir("gates"), "api");
  mkdirSync(apiDir);
  const version =
    'export const groupVersion = { group: "shop.example.com", version: "v1", storage: true, served: true } as const;\n';
  writeFileSync(path.join(apiDir, "groupversion.ts"), version);
  const root = `/**\n * A widget.\n * @resource plural=widgets\n * @annotation shop.example.com/owner="the <shop>"\n */\nexport interface Widget {\n  metadata: ObjectMeta;\n  spec: WidgetSpec;\n}\n`;
  writeFileSync(
    path.join(apiDir, "widget.ts"),
    `import type { ObjectMeta } from "${META}";\n${root}${declarations}`,
  );
  return generate({ apiDir, base: apiDir, only: ["crds"] });
}

for (const scenario of ["bad-rule-cost", "bad-rules-cost"]) {
  test(`${scenario}: with the bounds that the message names, the rules are cheap enough`, async () => {
    const folder = path.join(import.meta.dirname, "scenarios", scenario);
    const { problems, model } = await generate({ apiDir: path.join(folder, "input"), base: folder });
    const schema = structuredClone(model!.resources[0]!.schema);
    assert.not.equal(checkRules(schema, "schema", { compat: "1.32" }), []);
    const bounds = suggested(problems);
    assert.ok(bounds.length >= problems.length);
    for (const { path: at, keyword, value } of bounds) schemaOf(at, schema)![keyword] = value;
    assert.equal(checkRules(schema, "schema", { compat: "1.32" }), []);
  });
}

test("the message of a rule has a budget, too", async () => {
  const { model } = await widget("\nexport interface WidgetSpec {\n  names?: string[];\n}\n");
  const [resource] = model!.resources;
  const rule = {
    rule: "size(self.names) < 5",
    messageExpression: "self.names.all(a, self.names.all(b, a <= b)) ? 'all alike' : 'not all alike'",
  };
  resource!.schema.properties!.spec!["x-kubernetes-validations"] = [rule];
  const [message] = dearRules(resource!);
  assert.match(message!.message, 'spec "size(self.names) < 5" may cost ');
  assert.match(message!.message, " times what an API server allows the message of a rule: ");
  for (const { path: at, keyword, value } of suggested([message!]))
    schemaOf(at, resource!.schema)![keyword] = value;
  assert.equal(dearRules(resource!), []);
});

test("a size that no bound limits is told as the largest number", async () => {
  const { model } = await widget("\nexport interface WidgetSpec {\n  names?: string[];\n}\n");
  const [resource] = model!.resources;
  const joined = "self.names.map(a, self.names.map(b, a + b).join()).join()";
  resource!.schema.properties!.spec!["x-kubernetes-validations"] = [{ rule: `${joined} != 'x'` }];
  const [problem] = dearRules(resource!);
  assert.match(problem!.message, / may cost 1,844,674,407,371 times .*: 2e19 of 10,000,000/);
  assert.match(problem!.hint!, "make the rule simpler");
});

test("where every bound is there and too large, nothing is suggested that does not help", async () => {
  const { model } = await widget(
    "\nexport interface WidgetSpec {\n  /** @maxItems 100000 */\n  names?: string[];\n}\n",
  );
  const [resource] = model!.resources;
  resource!.schema.properties!.spec!["x-kubernetes-validations"] = [
    { rule: "self.names.all(a, self.names.all(b, a != 'x' || b != 'y'))" },
  ];
  const [problem] = dearRules(resource!);
  assert.match(problem!.hint!, "every list, map and text that it reads is bounded, but too large for it");
});

test("where many rules are a little too dear together, more than the dearest few are bounded", async () => {
  const fields = Array.from({ length: 60 }, (_, index) => `  f${index}?: Labels;\n`).join("");
  const { problems, model } = await widget(
    `\nexport interface WidgetSpec {\n${fields}}\n/** @keys pattern=^[a-z]+$ minLength=2 maxLength=63 */\nexport type Labels = { [key: string]: string };\n`,
  );
  assert.is(problems.length, 1);
  assert.is(problems[0]!.code, "rules-cost");
  const bounds = suggested(problems);
  assert.ok(bounds.length > 4);
  const [resource] = model!.resources;
  for (const { path: at, keyword, value } of bounds) schemaOf(at, resource!.schema)![keyword] = value;
  assert.equal(dearRules(resource!), []);
});

test("bounds inside allOf, anyOf, oneOf and not are found wherever they are", () => {
  const schema = {
    type: "object",
    properties: {
      a: { type: "integer", maximum: 9, anyOf: [{ minimum: 1 }, { enum: [0] }] },
      b: { type: "array", items: { type: "string", not: { allOf: [{ maxLength: 5 }] } } },
      c: { type: "object", oneOf: [{ required: ["d"] }], properties: { d: { type: "string" } } },
    },
  };
  assert.equal(nestedBounds(schema, ""), [
    { path: "a", keyword: "anyOf", bound: "minimum" },
    { path: "b[]", keyword: "not", bound: "maxLength" },
  ]);
});

test("a brief description is the first sentence and that of a deprecation", () => {
  const cases = [
    ["One. Two.", "One."],
    ["Such as e.g. this one. Not this.", "Such as e.g. this one."],
    ["No full stop", "No full stop"],
    ["Version 1.2 of it. More.", "Version 1.2 of it."],
    ["One of:\n- a\n- b\n\nMore.", "One of."],
    ["What it is. More.\n\nDeprecated: use x. It is better.", "What it is.\n\nDeprecated: use x."],
  ] as const;
  for (const [text, wanted] of cases) assert.is(brief(text), wanted);
});

const WIDE =
  "export interface Wide<T> {\n  a?: T;\n  b?: T;\n  c?: T;\n  d?: T;\n  e?: T;\n  f?: T;\n  g?: T;\n  h?: T;\n  i?: T;\n  j?: T;\n}\n";
const LONG = `${"Deep down it matters little what this says. ".repeat(8)}`.trim();
const LARGE = `
/** What is wanted. All of it is read first. */
export interface WidgetSpec {
  /** Stays as it is. Even this. */
  name?: string;
  /** Where it all lies. And more. */
  big?: Wide<Wide<Wide<Text>>>;
  /** Never cut. Not a word of it. @descriptions full */
  kept?: Wide<Text>;
}
/** ${LONG} */
export type Text = string;
${WIDE}`;

test("a CRD that is too large loses what matters least, and no more than it must", async () => {
  const { problems, report, model } = await widget(LARGE);
  assert.equal(problems, []);
  const [made] = makeCrds(model!);
  const { shortened, dropped, saved } = made!.trimmed;
  const size = appliedBytes(made!.crd);
  assert.ok(size <= BUDGET && size > BUDGET - 1024, `${size} of ${BUDGET}`);
  assert.ok(shortened > 0 && shortened < 1000);
  assert.is(dropped, 0);
  assert.equal(report, [
    `Widget: ${shortened} descriptions shortened and 0 left out of the CRD, ${saved} bytes, to stay below ${BUDGET}; @descriptions says which matter`,
  ]);
  const schema = crdSchema(model!, model!.resources[0]!);
  const descriptionOf = (at: string) => schemaOf(at, schema)?.description;
  assert.is(descriptionOf("spec"), "What is wanted. All of it is read first.");
  assert.is(descriptionOf("spec.name"), "Stays as it is. Even this.");
  assert.is(descriptionOf("spec.kept.j"), LONG);
  assert.is(descriptionOf("spec.big.a.a.b"), "Deep down it matters little what this says.");
  const full = schemaOf("spec.big.a.a.b", model!.resources[0]!.schema);
  assert.is(full?.description, LONG, "what documents and editors show is not cut");
});

test("descriptions that must stay can make a CRD too large, and the hint says so", async () => {
  const { problems } = await widget(LARGE.replace("And more. */", "And more. @descriptions full */"));
  assert.is(problems.length, 1);
  assert.match(
    problems[0]!.message,
    /^Widget is \d+ bytes as a CRD, more than 258048; largest parts: v1 spec\.big /,
  );
  assert.match(
    problems[0]!.hint!,
    /^@descriptions full keeps \d+ bytes of descriptions; take it back somewhere$/,
  );
});

test("what is cut is the same in every run", async () => {
  const [first, second] = [await widget(LARGE), await widget(LARGE)];
  assert.equal(crds(second.model!), crds(first.model!));
});

if (kubectlBinary() !== undefined) {
  test("kubectl's annotation has as many bytes as the size says", async () => {
    const { model } = await widget(`
export interface WidgetSpec {
  /** Less than <10> & "more" than ü. */
  name?: string;
}
`);
    const [crd] = crds(model!);
    const folder = tempDir("gates");
    const server = await startApiServer({
      memory: true,
      tokens: { admin: { username: "admin", groups: ["system:masters"] } },
    });
    const config = path.join(folder, "kubeconfig");
    writeFileSync(config, kubeconfig({ url: server.url, ca: server.caCertificate }, { admin: "admin" }));
    writeFileSync(path.join(folder, "crd.yaml"), stringify(crd));
    try {
      const kubectl = kubectlFor(config);
      await kubectl(["apply", "-f", path.join(folder, "crd.yaml")]);
      const { stdout } = await kubectl(["get", "crd", crd!.metadata.name, "-o", "json"]);
      const { annotations } = JSON.parse(stdout).metadata as { annotations: { [name: string]: string } };
      const bytes = Object.entries(annotations)
        .flat()
        .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
      assert.is(appliedBytes(crd!), bytes);
    } finally {
      await server.close();
    }
  });
}

test.run();
