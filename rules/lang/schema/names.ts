/** Kubernetes' rules for names, label keys and label values, in Kubernetes' words. Empty list = fine. */

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const KEY = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";

const bytes = (text: string): number => new TextEncoder().encode(text).length;

const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
const IS_LABEL = whole(LABEL);
const IS_SUBDOMAIN = whole(SUBDOMAIN);
const IS_LABEL_1035 = whole(LABEL_1035);
const IS_KEY = whole(KEY);
const IS_VALUE = whole(`(${KEY})?`);

const tooLong = (max: number): string => `must be no more than ${max} characters`;

function described(sentence: string, pattern: string, ...examples: string[]): string {
  const shown = examples.map((example) => `'${example}', `).join(" or ");
  return `${sentence} (e.g. ${shown}regex used for validation is '${pattern}')`;
}

/** A DNS label of RFC 1123: a namespace. */
export function dns1123Label(text: string): string[] {
  const problems = bytes(text) > 63 ? [tooLong(63)] : [];
  if (IS_LABEL.test(text)) return problems;
  if (IS_SUBDOMAIN.test(text)) return [...problems, "must not contain dots"];
  const sentence =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character";
  return [...problems, described(sentence, LABEL, "my-name", "123-abc")];
}

/** A DNS subdomain of RFC 1123: the name of a custom resource. */
export function dns1123Subdomain(text: string): string[] {
  const problems = bytes(text) > 253 ? [tooLong(253)] : [];
  if (IS_SUBDOMAIN.test(text)) return problems;
  const sentence =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return [...problems, described(sentence, SUBDOMAIN, "example.com")];
}

/** A DNS label of RFC 1035: a kind in lower case. */
export function dns1035Label(text: string): string[] {
  const problems = bytes(text) > 63 ? [tooLong(63)] : [];
  if (IS_LABEL_1035.test(text)) return problems;
  const sentence =
    "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character";
  return [...problems, described(sentence, LABEL_1035, "my-name", "abc-123")];
}

/** A part of a URL path. A prefix may be `.` or `..`. */
export function pathSegment(text: string, isPrefix: boolean): string[] {
  if (!isPrefix && (text === "." || text === "..")) return [`may not be '${text}'`];
  return ["/", "%"].filter((character) => text.includes(character)).map((one) => `may not contain '${one}'`);
}

const KEY_SENTENCE =
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";

/** A label key, an annotation key or a finalizer: `prefix/name` or `name`. */
export function qualifiedName(text: string): string[] {
  const parts = text.split("/");
  const described_ = described(KEY_SENTENCE, KEY, "MyName", "my.name", "123-abc");
  if (parts.length > 2) {
    return [
      `a valid label key ${described_} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  const name = parts.at(-1) ?? "";
  const prefix = parts.length === 2 ? (parts[0] ?? "") : undefined;
  const problems: string[] = [];
  if (prefix === "") problems.push("prefix part must be non-empty");
  else if (prefix !== undefined)
    problems.push(...dns1123Subdomain(prefix).map((problem) => `prefix part ${problem}`));
  if (name === "") problems.push("name part must be non-empty");
  else if (bytes(name) > 63) problems.push(`name part ${tooLong(63)}`);
  if (!IS_KEY.test(name)) problems.push(`name part ${described_}`);
  return problems;
}

/** The value of a label. */
export function labelValue(text: string): string[] {
  const problems = bytes(text) > 63 ? [tooLong(63)] : [];
  if (IS_VALUE.test(text)) return problems;
  const sentence =
    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character";
  return [...problems, described(sentence, `(${KEY})?`, "MyValue", "my_value", "12345")];
}
