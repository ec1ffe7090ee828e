/**
 * YAML as Kubernetes reads it. Its reader, sigs.k8s.io/yaml, resolves plain scalars by the rules of go-yaml v2: those of
 * YAML 1.1 without numbers of base 60 (`00:50:56:00:00:01` is a text) and without numbers that only look like some
 * (`e0`). Times stay texts.
 */
import type { ParseOptions, ScalarTag, SchemaOptions } from "yaml";

const scalar = (
  tag: "null" | "bool" | "int" | "float",
  test: RegExp,
  resolve: (text: string) => unknown,
  identify: (value: unknown) => boolean,
): ScalarTag => ({
  tag: `tag:yaml.org,2002:${tag}`,
  default: true,
  test,
  resolve,
  identify,
  stringify: ({ value }) => JSON.stringify(value),
});

const isNumber = (value: unknown): boolean => typeof value === "number";

/** Signed digits of some base, underscores anywhere but in front. A leading 0 means octal. */
const INTEGER =
  /^(?!_)[-+]?_*(?:0[xX]_*[\da-fA-F][\da-fA-F_]*|0[bB]_*[01][01_]*|0(?:[oO]_*[0-7])?[0-7_]*|[1-9][\d_]*)$/;

function integer(text: string): number {
  const [, sign, digits] = /^([-+]?)(.*)$/.exec(text.replaceAll("_", "")) as unknown as [
    string,
    string,
    string,
  ];
  const size = Number(/^0[0-7]/.test(digits) ? `0o${digits}` : digits);
  return sign === "-" ? 0 - size : size;
}

const FLOAT = /^(?!_|\._)[-+]?(?=[_.]*\d)[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?_*\d[\d_]*)?$/;
const SPECIAL_FLOAT = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const specialFloat = (text: string): number =>
  /nan/i.test(text) ? Number.NaN : text.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;

const scalars: readonly ScalarTag[] = [
  scalar(
    "null",
    /^(?:~|null|Null|NULL)?$/,
    () => null,
    (value) => value === null || value === undefined,
  ),
  scalar(
    "bool",
    /^(?:y|Y|yes|Yes|YES|on|On|ON|true|True|TRUE|n|N|no|No|NO|off|Off|OFF|false|False|FALSE)$/,
    (text) => /^(?:y|on|t)/i.test(text),
    (value) => typeof value === "boolean",
  ),
  scalar("int", INTEGER, integer, isNumber),
  scalar("float", FLOAT, (text) => Number(text.replaceAll("_", "")), isNumber),
  scalar("float", SPECIAL_FLOAT, specialFloat, isNumber),
];

/** For every reading of a manifest or a body, and for writing what Kubernetes' clients will read. */
export const kubernetesYaml: ParseOptions & SchemaOptions = {
  schema: "failsafe",
  customTags: (tags) => [...tags, ...scalars],
  merge: true,
};
