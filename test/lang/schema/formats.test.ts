/** String formats refuse the texts a real API server refused. */

import { test } from "uvu";
import * as assert from "uvu/assert";
import { stringFormat } from "../../../rules/lang/schema/formats.ts";
import { COMPAT } from "./admit.ts";
import { cases, type FormatCase } from "./cases.ts";

for (const { format, texts, bad } of cases<FormatCase>("formats")) {
  test(format, () => {
    const check = stringFormat(format, COMPAT);
    assert.equal(check === undefined ? [] : texts.filter((text) => !check(text)), bad);
  });
}

test("a format that is newer than the version is not enforced", () => {
  assert.is(stringFormat("k8s-short-name", "1.33"), undefined);
});

test.run();
