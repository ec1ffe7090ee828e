/** One text for each string format that an API server knows. */
import type { SchemaNode } from "../schema/index.ts";

// biome-ignore format: a table
export const FORMAT_TEXTS: { readonly [format: string]: string } = {
  "date-time":  "2026-01-02T15:04:05Z",
  datetime:     "2026-01-02T15:04:05Z",
  date:         "2026-01-02",
  duration:     "5m",
  uuid:         "5f0d9a1c-3c1b-4e0a-9d3e-2b7f6a8c1d20",
  uuid3:        "a3bb189e-8bf9-3888-9912-ace4e6543002",
  uuid4:        "5f0d9a1c-3c1b-4e0a-9d3e-2b7f6a8c1d20",
  uuid5:        "74738ff5-5367-5958-9aee-98fffdcd1876",
  ipv4:         "192.0.2.10",
  ipv6:         "2001:db8::10",
  cidr:         "192.0.2.0/24",
  mac:          "00:00:5e:00:53:01",
  uri:          "https://example.com/path",
  email:        "somebody@example.com",
  hostname:     "host.example.com",
  byte:         "c2FtcGxl",
  password:     "my-password",
  hexcolor:     "#336699",
  rgbcolor:     "rgb(51,102,153)",
  ssn:          "078-05-1120",
  isbn:         "9780306406157",
  isbn10:       "0306406152",
  isbn13:       "9780306406157",
  creditcard:   "4111111111111111",
  bsonobjectid: "507f1f77bcf86cd799439011",
};

/** A text of the format that is enforced, or of the one that is only declared; undefined where neither is known. */
export const formatText = ({ format, schema }: SchemaNode): string | undefined =>
  FORMAT_TEXTS[format] ?? FORMAT_TEXTS[schema.format ?? ""];
