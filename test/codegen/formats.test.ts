/** The formats that are written as patterns admit and refuse what Kubernetes' own validation does. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Format, type FormatName, formats } from "../../api/formats.ts";
import { pattern } from "../../rules/lang/schema/pattern.ts";

const long = (length: number): string => "a".repeat(length);

// biome-ignore format: a table
const cases: { readonly [name in FormatName]?: { good: readonly string[]; bad: readonly string[] } } = {
  "k8s-short-name":         { good: ["a", "a-1", "0", long(63)], bad: ["", "-a", "a-", "A", "a.b", "a_b", long(64)] },
  "k8s-long-name":          { good: ["a", "a.b-c.d0", long(253)], bad: ["", ".a", "a.", "a..b", "A", "a.-b", long(254)] },
  "k8s-long-name-caseless": { good: ["A.b", "Example.COM"], bad: ["", "A.", "a_b"] },
  "k8s-label-key":          { good: ["a", "A_b.c", "example.com/A", `example.com/${long(63)}`], bad: ["", "/a", "a/", "a/b/c", "Ex.com/a", "-a", long(64)] },
  "k8s-prefixed-label-key": { good: ["example.com/a"], bad: ["a", "/a", "example.com/"] },
  "k8s-label-value":        { good: ["", "a", "A_b.c-d", long(63)], bad: ["-a", "a-", "a b", "a/b", long(64)] },
  "k8s-path-segment-name":  { good: ["", "a", "...", "..a", ".a", "a.b", "a:b"], bad: [".", "..", "a/b", "a%b", "/"] },
  "k8s-uuid":               { good: ["01234567-89ab-cdef-0123-456789abcdef"], bad: ["", "0123456789abcdef0123456789abcdef", "01234567-89AB-cdef-0123-456789abcdef"] },
  "k8s-resource-pool-name": { good: ["a", "a.b/c/d-e"], bad: ["", "/a", "a/", "a//b", "A"] },
  "k8s-resource-fully-qualified-name": { good: ["example.com/gpu_0", `a/${long(32)}`], bad: ["gpu", "example.com/", "/gpu", "a/0gpu", "a/g-pu", `a/${long(33)}`] },
};

function admits({ pattern: source, maxLength = Number.POSITIVE_INFINITY }: Format, text: string): boolean {
  const compiled = pattern(source!);
  if ("error" in compiled) throw new Error(compiled.error);
  return text.length <= maxLength && compiled.test(text);
}

for (const [name, format] of Object.entries<Format>(formats).filter(([, { native }]) => !native)) {
  test(`${name} admits and refuses`, () => {
    const { good, bad } = cases[name as FormatName]!;
    assert.equal(
      [...good].filter((text) => !admits(format, text)),
      [],
    );
    assert.equal(
      [...bad].filter((text) => admits(format, text)),
      [],
    );
  });
}

test.run();
