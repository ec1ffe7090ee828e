/** The syntax of names, labels and annotations, with the texts Kubernetes has for them. */

const dns1123Label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const dns1123Subdomain = `${dns1123Label}(\\.${dns1123Label})*`;
const dns1035Label = "[a-z]([-a-z0-9]*[a-z0-9])?";
const qualifiedNamePart = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const labelValuePattern = `(${qualifiedNamePart})?`;

function regexText(message: string, pattern: string, ...examples: string[]): string {
  const quoted = examples.map((example) => `'${example}', `).join(" or ");
  return `${message} (e.g. ${quoted}regex used for validation is '${pattern}')`;
}

function whole(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`);
}

const subdomainExpression = whole(dns1123Subdomain);
const labelExpression = whole(dns1123Label);
const label1035Expression = whole(dns1035Label);
const qualifiedExpression = whole(qualifiedNamePart);
const labelValueExpression = whole(labelValuePattern);

const subdomainText = regexText(
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
  dns1123Subdomain,
  "example.com",
);
const labelText = regexText(
  "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
  dns1123Label,
  "my-name",
  "123-abc",
);
const label1035Text = regexText(
  "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
  dns1035Label,
  "my-name",
  "abc-123",
);
const qualifiedText = regexText(
  "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  qualifiedNamePart,
  "MyName",
  "my.name",
  "123-abc",
);
const labelValueText = regexText(
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
  labelValuePattern,
  "MyValue",
  "my_value",
  "12345",
);

function tooLong(limit: number): string {
  return `must be no more than ${limit} bytes`;
}

/** A name that may be a host name: most kinds. */
export function subdomainProblems(name: string): string[] {
  return problems(name, 253, subdomainExpression, subdomainText);
}

/** One part of a host name: namespaces. */
export function labelNameProblems(name: string): string[] {
  return problems(name, 63, labelExpression, labelText);
}

/** A label that starts with a letter: plural names, kinds in lower case, services. */
export function label1035Problems(name: string): string[] {
  return problems(name, 63, label1035Expression, label1035Text);
}

/** A name as one path segment: kinds with system names such as `system:node`. */
export function pathSegmentProblems(name: string): string[] {
  if (name === "." || name === "..") return [`may not be '${name}'`];
  return ["/", "%"].filter((part) => name.includes(part)).map((part) => `may not contain '${part}'`);
}

/** Wraps a name check so that the start of a generated name may end where a full name may not. */
export function forPrefixes(
  check: (name: string) => string[],
): (name: string, isPrefix: boolean) => string[] {
  return (name, isPrefix) =>
    check(isPrefix && name.length > 1 && name.endsWith("-") ? `${name.slice(0, -1)}a` : name);
}

/** A label or annotation key, a finalizer: `name` or `prefix/name`. */
export function qualifiedNameProblems(key: string): string[] {
  const parts = key.split("/");
  const found: string[] = [];
  let name = parts[0]!;
  if (parts.length === 2) {
    const prefix = parts[0]!;
    name = parts[1]!;
    if (prefix === "") found.push("prefix part must be non-empty");
    else found.push(...subdomainProblems(prefix).map((text) => `prefix part ${text}`));
  } else if (parts.length > 2) {
    return [
      `a qualified name ${qualifiedText} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ];
  }
  if (name === "") found.push("name part must be non-empty");
  else if (name.length > 63) found.push(`name part ${tooLong(63)}`);
  if (!qualifiedExpression.test(name)) found.push(`name part ${qualifiedText}`);
  return found;
}

export function labelValueProblems(value: string): string[] {
  return problems(value, 63, labelValueExpression, labelValueText);
}

function problems(text: string, limit: number, expression: RegExp, message: string): string[] {
  const found: string[] = [];
  if (text.length > limit) found.push(tooLong(limit));
  if (!expression.test(text)) found.push(message);
  return found;
}
