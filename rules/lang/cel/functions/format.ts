/** Named formats: `format.<name>().validate(text)` gives the complaints, none for a valid text. */

import { requestProblem } from "../go-url.ts";
import { actualSize } from "../size.ts";
import { CelTypes as T } from "../types.ts";
import { NONE, Opaque, Optional, stringSize } from "../values.ts";
import { fn, library, method, walk } from "./row.ts";

const TYPE = "kubernetes.NamedFormat";

type Validate = (text: string) => string[];

class Format extends Opaque {
  readonly typeName = TYPE;
  readonly name: string;
  readonly validate: Validate;
  constructor(name: string, validate: Validate) {
    super();
    this.name = name;
    this.validate = validate;
  }
  equals(other: Opaque): boolean {
    return other instanceof Format && other.name === this.name;
  }
  override toString(): string {
    return this.name;
  }
}

/** A text of at most `max` characters that matches; `hint` is what Kubernetes says otherwise. */
const shaped =
  (pattern: RegExp, max: number, hint: string): Validate =>
  (text) => [
    ...(stringSize(text) > max ? [`must be no more than ${max} bytes`] : []),
    ...(pattern.test(text) ? [] : [hint]),
  ];

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const labelHint =
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
const subdomainHint =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
const label1035Hint =
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";
const valueHint =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
const nameHint =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

export const dnsLabel: Validate = (text) =>
  text.includes(".") && dnsSubdomain(text).length === 0
    ? [...(stringSize(text) > 63 ? ["must be no more than 63 bytes"] : []), "must not contain dots"]
    : plainLabel(text);
const plainLabel = shaped(new RegExp(`^${LABEL}$`), 63, labelHint);
export const dnsSubdomain = shaped(new RegExp(`^${LABEL}(\\.${LABEL})*$`), 253, subdomainHint);
const label1035 = shaped(new RegExp(`^${LABEL_1035}$`), 63, label1035Hint);

/** A name that others are appended to may end in a dash. */
const prefixOf =
  (validate: Validate): Validate =>
  (text) =>
    validate(text.endsWith("-") ? `${text.slice(0, -1)}a` : text);

function qualifiedName(text: string): string[] {
  const parts = text.split("/");
  if (parts.length > 2)
    return [
      `a valid label key ${nameHint} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  const name = parts.at(-1)!;
  const prefix = parts.length === 2 ? parts[0]! : undefined;
  return [
    ...(prefix === ""
      ? ["prefix part must be non-empty"]
      : prefix === undefined
        ? []
        : dnsSubdomain(prefix).map((e) => `prefix part ${e}`)),
    ...(name === "" ? ["name part must be non-empty"] : []),
    ...(name.length > 63 ? ["name part must be no more than 63 bytes"] : []),
    ...(new RegExp(`^${NAME}$`).test(name) ? [] : [`name part ${nameHint}`]),
  ];
}

/** Where names of objects are too long the API server speaks of characters. */
const ofObjects =
  (validate: Validate): Validate =>
  (text) =>
    validate(text).map((one) => one.replace(/ bytes$/, " characters"));

const simple =
  (isValid: (text: string) => boolean, message: string): Validate =>
  (text) =>
    isValid(text) ? [] : [message];

function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const isUuid = (text: string): boolean => /^[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}$/.test(text);
const isByte = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text) && text !== "";
const isDateTime = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}[Tt\s]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text) &&
  isDate(text.slice(0, 10));

const FORMATS: readonly Format[] = Object.entries({
  dns1123Label: ofObjects(dnsLabel),
  dns1123Subdomain: ofObjects(dnsSubdomain),
  dns1035Label: ofObjects(label1035),
  qualifiedName,
  dns1123LabelPrefix: prefixOf(ofObjects(dnsLabel)),
  dns1123SubdomainPrefix: prefixOf(ofObjects(dnsSubdomain)),
  dns1035LabelPrefix: prefixOf(ofObjects(label1035)),
  labelValue: shaped(new RegExp(`^(${NAME})?$`), 63, valueHint),
  uri: (text: string): string[] => [requestProblem(text) ?? []].flat(),
  uuid: simple(isUuid, "does not match the UUID format"),
  byte: simple(isByte, "invalid base64"),
  date: simple(isDate, "invalid date"),
  datetime: simple(isDateTime, "invalid datetime"),
}).map(([name, validate]) => new Format(name, validate));

/** Of the patterns the API server reckons with. */
const PATTERN_SIZES: { readonly [format: string]: number } = {
  ...{ dns1123Label: 30, dns1123Subdomain: 60, dns1035Label: 30, qualifiedName: 60 },
  ...{ dns1123LabelPrefix: 30, dns1123SubdomainPrefix: 60, dns1035LabelPrefix: 30, labelValue: 40 },
  ...{ uri: 1103, uuid: 70, byte: 84, date: 71, datetime: 71 },
};

const F = T.opaque(TYPE);

function validate(format: Format, text: string): Optional {
  const complaints = format.validate(text);
  return complaints.length === 0 ? NONE : new Optional(complaints);
}

function named(name: string): Optional {
  const format = FORMATS.find((candidate) => candidate.name === name);
  return format ? new Optional(format) : NONE;
}

export const format = library("1.31", [
  ...FORMATS.map((one) => fn(`format.${one.name}`, [], F, () => one)),
  fn("format.named", [T.string], T.optional(F), named),
  method(
    "validate",
    [F, T.string],
    T.optional(T.list(T.string)),
    validate,
    (one: Format, text) => walk(1 + actualSize(text)) * Math.ceil((PATTERN_SIZES[one.name] ?? 0) * 0.25),
  ),
]);
