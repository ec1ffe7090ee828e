/**
 * The values of `@format`, in one table. An API server ignores a format that it does not know, and warns; so a format
 * that not every supported server enforces is written as a pattern and a length, which all of them do.
 */

export interface Format {
  readonly on: "string" | "integer" | "number";
  /** The keyword itself is written; without it the pattern and the length stand in its place. */
  readonly native: boolean;
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly doc: string;
}

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const NAME = `${LABEL}(\\.${LABEL})*`;
const CASELESS = "[A-Za-z0-9]([-A-Za-z0-9]*[A-Za-z0-9])?";
const KEY = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";

// biome-ignore format: a table
export const formats = {
  int32:        { on: "integer", native: true, doc: "A signed 32-bit integer." },
  int64:        { on: "integer", native: true, doc: "A signed 64-bit integer." },
  float:        { on: "number",  native: true, doc: "A number of single precision; documentation only." },
  double:       { on: "number",  native: true, doc: "A number of double precision; documentation only." },

  "date-time":  { on: "string",  native: true, doc: "An instant as RFC 3339 writes it." },
  date:         { on: "string",  native: true, doc: "A day as RFC 3339 writes it." },
  duration:     { on: "string",  native: true, doc: "A length of time, as Go writes it (`1h30m`) or in words (`3 weeks`)." },
  byte:         { on: "string",  native: true, doc: "Bytes in base64." },
  password:     { on: "string",  native: true, doc: "A secret; any string passes." },
  email:        { on: "string",  native: true, doc: "An address as RFC 5322 writes it." },
  hostname:     { on: "string",  native: true, doc: "A name of a host as RFC 1034 defines it." },
  uri:          { on: "string",  native: true, doc: "An absolute URI, or an absolute path." },
  ipv4:         { on: "string",  native: true, doc: "An IPv4 address." },
  ipv6:         { on: "string",  native: true, doc: "An IPv6 address." },
  cidr:         { on: "string",  native: true, doc: "An address with the length of its prefix." },
  mac:          { on: "string",  native: true, doc: "A hardware address." },
  uuid:         { on: "string",  native: true, doc: "A UUID; capitals and missing dashes pass." },
  uuid3:        { on: "string",  native: true, doc: "A UUID of version 3." },
  uuid4:        { on: "string",  native: true, doc: "A UUID of version 4." },
  uuid5:        { on: "string",  native: true, doc: "A UUID of version 5." },
  isbn:         { on: "string",  native: true, doc: "An ISBN of 10 or 13 digits." },
  isbn10:       { on: "string",  native: true, doc: "An ISBN of 10 digits." },
  isbn13:       { on: "string",  native: true, doc: "An ISBN of 13 digits." },
  creditcard:   { on: "string",  native: true, doc: "A number of a credit card." },
  ssn:          { on: "string",  native: true, doc: "A social security number of the United States." },
  hexcolor:     { on: "string",  native: true, doc: "A colour as `#rrggbb` or `#rgb`." },
  rgbcolor:     { on: "string",  native: true, doc: "A colour as `rgb(r,g,b)`." },
  bsonobjectid: { on: "string",  native: true, doc: "An object id of BSON: 24 hexadecimal digits." },

  "k8s-short-name":         { on: "string", native: false, maxLength: 63,  pattern: `^${LABEL}$`, doc: "A DNS label in lower case. Servers from 1.34 on know the format, and the pattern says the same." },
  "k8s-long-name":          { on: "string", native: false, maxLength: 253, pattern: `^${NAME}$`, doc: "A DNS subdomain in lower case. Servers from 1.34 on know the format, and the pattern says the same." },
  "k8s-long-name-caseless": { on: "string", native: false, maxLength: 253, pattern: `^${CASELESS}(\\.${CASELESS})*$`, doc: "A DNS subdomain, capitals allowed." },
  "k8s-label-key":          { on: "string", native: false, maxLength: 317, pattern: `^(${NAME}/)?${KEY}$`, doc: "A key of a label; its prefix may be as long as the whole key allows." },
  "k8s-prefixed-label-key": { on: "string", native: false, maxLength: 317, pattern: `^${NAME}/${KEY}$`, doc: "A key of a label with a prefix." },
  "k8s-label-value":        { on: "string", native: false, maxLength: 63,  pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$", doc: "A value of a label; may be empty." },
  "k8s-path-segment-name":  { on: "string", native: false, pattern: "^([^./%][^/%]*|\\.[^./%][^/%]*|\\.\\.[^/%]+)?$", doc: "A name that can stand in a URL's path: no slash, no percent sign, not `.` or `..`." },
  "k8s-uuid":               { on: "string", native: false, maxLength: 36,  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", doc: "A UUID in lower case, with dashes." },
  "k8s-resource-pool-name": { on: "string", native: false, maxLength: 253, pattern: `^${NAME}(/${NAME})*$`, doc: "DNS subdomains with slashes between." },
  "k8s-resource-fully-qualified-name": { on: "string", native: false, maxLength: 96, pattern: `^${NAME}/[A-Za-z_][A-Za-z0-9_]{0,31}$`, doc: "A domain, a slash and a C identifier of up to 32 characters; the domain may be as long as the whole allows." },
} as const satisfies { readonly [name: string]: Format };

export type FormatName = keyof typeof formats;
