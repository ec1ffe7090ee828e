/** The case files: schemas, values, and what a real API server answered. */

import { readFileSync, writeFileSync } from "node:fs";
import { type Document, parseDocument } from "yaml";
import type { JSONSchemaProps } from "../../../rules/lang/schema/types.ts";

export interface Case {
  readonly title: string;
  /** The schema of `spec`, or of the whole object. */
  readonly schema: JSONSchemaProps;
  readonly root?: JSONSchemaProps;
  readonly value?: unknown;
  readonly before?: JSONSchemaProps;
  readonly old?: unknown;
  readonly errors?: readonly string[];
  readonly warnings?: readonly string[];
  readonly stored?: unknown;
}

export interface FormatCase {
  readonly format: string;
  readonly texts: readonly string[];
  readonly bad?: readonly string[];
}

const file = (topic: string): URL => new URL(`./cases/${topic}.yaml`, import.meta.url);

export const openCases = (topic: string): Document => parseDocument(readFileSync(file(topic), "utf8"));

export const saveCases = (topic: string, document: Document): void =>
  writeFileSync(
    file(topic),
    document.toString({ lineWidth: 0, defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN" }),
  );

export const cases = <T = Case>(topic: string): T[] => openCases(topic).toJS() as T[];

/** The schema of an object whose `spec` has the given one. */
export const wrap = (spec: JSONSchemaProps): JSONSchemaProps => ({ type: "object", properties: { spec } });

export const wholeSchema = (one: Case): JSONSchemaProps => one.root ?? wrap(one.schema);

export const object = (spec: unknown): object => ({
  ...{
    apiVersion: "test.vmop.test/v1",
    kind: "Thing",
    metadata: { name: "thing", namespace: "default" },
    spec,
  },
});
