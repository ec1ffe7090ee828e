/** The CEL of each Kubernetes version, as the API server's own packages know it. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { LIBRARY } from "../../../../rules/lang/cel/environment.ts";
import type { FunctionRow } from "../../../../rules/lang/cel/functions/row.ts";
import { MACROS } from "../../../../rules/lang/cel/macros.ts";
import { formatType } from "../../../../rules/lang/cel/types.ts";
import { builtBinary } from "../../../servers/binaries.ts";
import { skip } from "../../../support/skip.ts";
import { type Difference, FROM_PACKAGES, FROM_RELEASES } from "./different.ts";
import { EXPRESSIONS } from "./expressions.ts";
import { ours } from "./ours.ts";
import {
  type Answer,
  answerIn,
  askPackages,
  type CatalogueFunction,
  type CatalogueMacro,
  COMPATS,
  type Recorded,
  recordedAnswers,
  recordedCatalogue,
} from "./record.ts";

const answers = recordedAnswers();
const catalogue = recordedCatalogue();

const isListed = (differences: { readonly [reason: string]: Difference }, one: Recorded, compat: string) =>
  Object.values(differences).some(
    ({ versions, expressions }) => versions.includes(compat) && expressions.includes(one.expression),
  );

/** Expressions on which we differ, but for those that are listed, and listed ones on which we do not. */
function wrong(
  differences: { readonly [reason: string]: Difference },
  compat: string,
  theirs: (one: Recorded) => Answer | undefined,
): string[] {
  return answers.flatMap((one) => {
    const said = theirs(one);
    if (said === undefined) return [];
    const differs = ours(one, compat) !== said;
    return differs === isListed(differences, one, compat) ? [] : [`${one.place}: ${one.expression}`];
  });
}

test("an answer is recorded for every expression", () => {
  assert.equal(
    answers.map(({ place, expression }) => ({ place, expression })),
    EXPRESSIONS,
  );
});

for (const compat of COMPATS)
  test(`what new expressions may use in ${compat}, and what is said of others`, () => {
    assert.equal(
      wrong(FROM_PACKAGES, compat, ({ compats }) => answerIn(compats, compat)),
      [],
    );
  });

test("what is stored may use everything", () => {
  assert.equal(
    wrong({}, "1.36", ({ stored }) => stored),
    [],
  );
});

for (const release of COMPATS.slice(3, -1)) {
  const compat = `1.${Number(release.split(".")[1]) - 1}`;
  test(`the API server of Kubernetes ${release} says of new rules what we say for ${compat}`, () => {
    assert.equal(
      wrong(FROM_RELEASES, compat, ({ releases }) => releases && answerIn(releases, release)),
      [],
    );
  });
}

test("differences are of versions that are supported no more", () => {
  const all = [...Object.values(FROM_PACKAGES), ...Object.values(FROM_RELEASES)];
  assert.equal(
    all.flatMap(({ versions }) => versions.filter((version) => Number(version.split(".")[1]) >= 32)),
    [],
  );
});

const SHORT = [
  ["google.protobuf.Timestamp", "timestamp"],
  ["google.protobuf.Duration", "duration"],
] as const;

/** A signature with its type parameters called by their order. */
function signature(name: string, member: boolean, args: readonly string[], result: string): string {
  const names = new Map<string, string>();
  const renamed = (type: string): string =>
    SHORT.reduce((text, [long, short]) => text.replaceAll(long, short), type).replace(
      /<?\b([A-Z])\b>?/g,
      (_, name: string) => {
        names.set(name, names.get(name) ?? `T${names.size}`);
        return names.get(name)!;
      },
    );
  return `${member ? "." : ""}${name}(${args.map(renamed).join(", ")}): ${renamed(result)}`;
}

const ofRow = (row: FunctionRow): string =>
  signature(row.name, row.member, row.args.map(formatType), formatType(row.result));

/** Overloads that the API server has and we have not, or otherwise, by reason. */
const OVERLOADS: { readonly [reason: string]: readonly string[] } = {
  "selecting is the checker's own": ["_?._(dyn, string): optional_type(T0)"],
  "the type of a type has no parameter here": ["type(T0): type(T0)", "type(T0): type"],
  "spellings of operators from before there was Kubernetes": [
    ...["in", "_in_"].flatMap((name) => [`${name}(T0, list(T0)): bool`, `${name}(T0, map(T0, T1)): bool`]),
    "__not_strictly_false__(bool): bool",
  ],
};

test("the functions are the API server's, overload for overload, in every version", () => {
  const theirs = catalogue.filter((one): one is CatalogueFunction => "function" in one);
  const listed = Object.values(OVERLOADS).flat();
  const known = new Map(
    theirs.map((one) => [signature(one.function, one.member, one.args, one.result), one.since]),
  );
  const mine = new Map(LIBRARY.map((row) => [ofRow(row), row.since]));
  const names = [...new Set([...known.keys(), ...mine.keys()])];
  // 1.37 is not among the versions asked.
  const oneSided = names.filter((name) => !(known.has(name) && mine.has(name)) && mine.get(name) !== "1.37");
  assert.equal(oneSided.sort(), [...listed].sort());
  const since = (name: string): string => (mine.get(name) === "1.0" ? COMPATS[0]! : mine.get(name)!);
  const later = names.filter((name) => known.has(name) && mine.has(name) && known.get(name) !== since(name));
  assert.equal(
    later.filter((name) => !SINCE.some((pattern) => pattern.test(name))),
    [],
  );
});

/** Functions that the packages of 1.36 have in versions in which we do not; their expressions are asked of each release. */
const SINCE = [
  /^_[<>]=?_\((?:int|uint|double), (?:int|uint|double)\)/,
  /^\.(?:first|last|unwrapOpt)\(|^optional\.unwrap\(/,
  /^\.(?:field|label)Selector\(/,
];

test("the macros are the API server's in every version", () => {
  const theirs = catalogue.filter((one): one is CatalogueMacro => "macro" in one);
  const text = (name: string, member: boolean, args: number, since: string): string =>
    `${member ? "." : ""}${name}/${args} since ${since === "1.0" ? COMPATS[0] : since}`;
  assert.equal(
    MACROS.map((one) => text(one.name, one.member, one.args, one.since)).sort(),
    theirs.map((one) => text(one.macro, one.member, one.args, one.since)).sort(),
  );
});

const program = builtBinary("cel-versions");
if (program === undefined && !process.env.VMOP_REQUIRE_SERVERS)
  skip("cel-versions not built; run `npm run servers` (needs Go)");
else
  test("the packages still say what is recorded", () => {
    assert.ok(program, "cel-versions is not built");
    const live = askPackages(program!, EXPRESSIONS);
    assert.equal(live.catalogue, catalogue);
    assert.equal(
      live.answers,
      answers.map(({ releases: _, ...one }) => one),
    );
  });

test.run();
