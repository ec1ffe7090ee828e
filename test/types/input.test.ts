/** What a server answers and what a caller writes are two types, as far as they differ. The compiler is the judge. */
import path from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { generate } from "../../codegen/generate.ts";
import { complaintsOf } from "./compile.ts";

const TYPES = "generated/types/library.example.com/v1.ts";

const { files } = await generate({
  apiDir: path.join(import.meta.dirname, "library"),
  only: ["types", "resources"],
});

function compiles(lines: string): void {
  const imports = `import type { Book, BookInput, Chapter, ChapterInput, Settings, SettingsInput } from "./${TYPES}";`;
  const proof = new Map([...files, ["proof.ts", `${imports}\n${lines}`]]);
  assert.equal(
    complaintsOf(proof).map(({ text }) => text),
    [],
  );
}

const book = 'apiVersion: "library.example.com/v1", kind: "Book"';
const spec = 'title: "t", shelf: { place: "gone" }, cover: { colour: "red", soft: true }, weight: 1';

test("a caller may leave out what has a default, and status", () =>
  compiles(`export const book: BookInput = { ${book}, metadata: { name: "b" }, spec: { ${spec} } };`));

test("an answer has what has a default", () =>
  compiles(`export const copies = (book: Book): number => book.spec.copies;
    export const size = (settings: Settings): number => settings.size;
    // @ts-expect-error
    export const written = (book: BookInput): number => book.spec.copies;
    // @ts-expect-error
    export const writtenSize = (settings: SettingsInput): number => settings.size;
    // @ts-expect-error
    export const answer: Book = { ${book}, metadata: {}, spec: { ${spec} } };`));

test("only where the object around it is there", () =>
  compiles(`export const times = (book: Book): number | undefined => book.status?.times;
    // @ts-expect-error
    export const always = (book: Book): number => book.status.times;`));

test("below the schema of a type that contains itself, nothing is filled in", () =>
  compiles(`export const pages = (chapter: Chapter): number => chapter.pages;
    export const inner = (chapter: Chapter): ChapterInput[] | undefined => chapter.chapters;
    // @ts-expect-error
    export const deeper = (chapter: Chapter): number | undefined => chapter.chapters?.[0]!.pages.valueOf();`));

test("a caller writes neither status nor metadata of the server", () =>
  compiles(`// @ts-expect-error
    export const status: BookInput = { ${book}, metadata: {}, spec: { ${spec} }, status: {} };
    // @ts-expect-error
    export const when: BookInput = { ${book}, metadata: { creationTimestamp: "" }, spec: { ${spec} } };
    export const update: BookInput = { ${book}, metadata: { name: "b", resourceVersion: "1" }, spec: { ${spec} } };`));

test("an answer can be written again", () =>
  compiles("export const again = (book: Book): BookInput => book;"));

test("the resource table has both", () =>
  compiles(`import type { ResourceInputs, ResourceTypes } from "./generated/resources.ts";
    export const answer = (one: Book): ResourceTypes["library.example.com/v1/Book"] => one;
    export const input = (one: BookInput): ResourceInputs["library.example.com/v1/Book"] => one;`));

test("types without a difference are there once", () => {
  const text = files.get(TYPES)!;
  assert.match(text, "export type Shelf =");
  assert.not.match(text, /(Condition|LabelSelector|Filter)Input\b/);
});

test.run();
