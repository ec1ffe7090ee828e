/** What a doc comment says: prose, and tags with their places. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { parseComment } from "../../codegen/read/jsdoc.ts";

const tags = (comment: string) => parseComment(comment).tags.map(({ name, text }) => [name, text]);

test("a comment on one line holds prose and any number of tags", () => {
  const comment = "/** A port. @integer @minimum 1 */";
  assert.is(parseComment(comment).text, "A port.");
  assert.equal(tags(comment), [
    ["integer", ""],
    ["minimum", "1"],
  ]);
});

test("a tag knows where it stands in the comment", () => {
  const comment = "/**\n * A port.\n * @minimum 1\n */";
  assert.is(comment[parseComment(comment).tags[0]!.offset], "@");
});

test("the argument of a tag may take several lines", () => {
  assert.equal(tags('/**\n * @default {\n *   "a": 1\n * }\n */'), [["default", '{\n  "a": 1\n}']]);
});

test("an @ inside a word, in backticks or in an inline tag is prose", () => {
  const comment = "/** Mail a@b.c, write `@default`, see {@link Port}. */";
  assert.equal(tags(comment), []);
  assert.is(parseComment(comment).text, "Mail a@b.c, write `@default`, see {@link Port}.");
});

test("a backtick without an end is told when it hides a tag", () => {
  const comment = "/** A ` too many. @integer */";
  assert.is(comment[parseComment(comment).openTick!], "`");
  assert.is(parseComment("/** A ` alone. */").openTick, undefined);
  assert.is(parseComment("/** A `pair`. @integer */").openTick, undefined);
});

test("what TypeScript knows as its own tags is read like any other", () => {
  assert.equal(tags("/** @enum {A} x */"), [["enum", "{A} x"]]);
  assert.equal(tags("/** @k8s:immutable */"), [["k8s:immutable", ""]]);
});

test("lines of a paragraph join; blank lines, lists and fenced text stay", () => {
  const comment = "/**\n * One\n * two.\n *\n * - a\n * - b\n *\n * ```\n * x:\n *   y\n * ```\n */";
  assert.is(parseComment(comment).text, "One two.\n\n- a\n- b\n\n```\nx:\n  y\n```");
});

test("text after a line of dashes is for maintainers", () => {
  assert.is(parseComment("/**\n * Public.\n * ---\n * Private.\n */").text, "Public.");
});

test("line ends of Windows make no difference", () => {
  assert.is(parseComment("/**\r\n * One\r\n * two. @integer\r\n */").text, "One two.");
});

test.run();
