/** URLs: absolute ones and absolute paths, split as Go's net/url does. */

import { compareText } from "../equality.ts";
import { invalid } from "../errors.ts";
import { type GoUrl, readUrl, unescaped } from "../go-url.ts";
import { CelTypes as T } from "../types.ts";
import { CelMap, Opaque } from "../values.ts";
import { fn, library, method, traverse } from "./row.ts";

const TYPE = "kubernetes.URL";

class Url extends Opaque {
  readonly typeName = TYPE;
  readonly parts: GoUrl;
  constructor(parts: GoUrl) {
    super();
    this.parts = parts;
  }
  equals(other: Opaque): boolean {
    return other instanceof Url && other.toString() === this.toString();
  }
  override toString(): string {
    const { scheme, opaque, userinfo, host, query, fragment } = this.parts;
    const authority =
      userinfo === undefined && host === "" ? "" : `//${userinfo ? `${userinfo}@` : ""}${host}`;
    const head = `${scheme === "" ? "" : `${scheme}:`}${opaque}${authority}${escapedPath(this)}`;
    return `${head}${query === "" ? "" : `?${query}`}${fragment ? `#${fragment}` : ""}`;
  }
}

function urlOf(text: string): Url {
  const url = readUrl(text);
  if (typeof url === "string") throw invalid(`URL parse error during conversion from string: ${url}`);
  return new Url(url);
}

const hostname = ({ parts: { host } }: Url): string => host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
const port = ({ parts: { host } }: Url): string => /:(\d*)$/.exec(host.replace(/^\[[^\]]*\]/, ""))?.[1] ?? "";

/** A path as it is when it is validly encoded, else encoded anew. */
function escapedPath({ parts: { path } }: Url): string {
  if (/^[A-Za-z0-9\-._~!$&'()*+,;=:@[\]/%]*$/.test(path)) return path;
  return unescaped(path).replace(/[^A-Za-z0-9\-._~$&+,/:;=@]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join(""),
  );
}

/** A name or value of a query; undefined where it is not well encoded. */
const decoded = (text: string): string | undefined =>
  /%(?![0-9a-fA-F]{2})/.test(text) ? undefined : unescaped(text.replaceAll("+", " "));

/** Parameters by name; malformed ones are left out. */
function query(url: Url): CelMap {
  const values = new Map<string, string[]>();
  for (const pair of url.parts.query.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const equals = pair.indexOf("=");
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    const value = decoded(equals < 0 ? "" : pair.slice(equals + 1));
    if (name === undefined || value === undefined) continue;
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  const map = new CelMap();
  for (const [name, all] of [...values].sort(([a], [b]) => compareText(a, b))) map.insert(name, all);
  return map;
}

const U = T.opaque(TYPE);
const { string, bool } = T;

// biome-ignore format: a table
export const url = library("1.0", [
  fn("url",                [string], U,      urlOf, traverse),
  fn("isURL",              [string], bool,   (text: string) => typeof readUrl(text) !== "string"),
  method("getScheme",      [U],      string, (u: Url) => u.parts.scheme),
  method("getHost",        [U],      string, (u: Url) => u.parts.host),
  method("getHostname",    [U],      string, hostname),
  method("getPort",        [U],      string, port),
  method("getEscapedPath", [U],      string, escapedPath),
  method("getQuery",       [U],      T.map(string, T.list(string)), query),
]);
