/** URLs: absolute ones and absolute paths, split as Go's net/url does. */

import { parseAddress } from "../address.ts";
import { compareText } from "../equality.ts";
import { invalid } from "../errors.ts";
import { CelTypes as T } from "../types.ts";
import { CelMap, Opaque } from "../values.ts";
import { fn, library, method, traverse } from "./row.ts";

const TYPE = "kubernetes.URL";

class Url extends Opaque {
  readonly typeName = TYPE;
  readonly text: string;
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  constructor(text: string, scheme: string, host: string, path: string, query: string) {
    super();
    this.text = text;
    this.scheme = scheme;
    this.host = host;
    this.path = path;
    this.query = query;
  }
  equals(other: Opaque): boolean {
    return other instanceof Url && other.text === this.text;
  }
  override toString(): string {
    return this.text;
  }
}

const HOST = /^(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?$/;
const isEscaped = (text: string): boolean => !/%(?![0-9a-fA-F]{2})/.test(text);

const hasControl = (text: string): boolean => [...text].some((c) => c < " " || c === "\x7f");

function parse(text: string): Url | undefined {
  if (text === "" || hasControl(text)) return undefined;
  const match = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?([^?]*)(?:\?(.*))?$/s.exec(text);
  if (!match) return undefined;
  const [, scheme = "", rest = "", query = ""] = match;
  if (rest !== "" && !rest.startsWith("/"))
    return scheme === "" ? undefined : new Url(text, scheme.toLowerCase(), "", "", query);
  if (scheme === "" && !rest.startsWith("/")) return undefined;
  const hasHost = rest.startsWith("//") && (scheme !== "" || !rest.startsWith("///"));
  const slash = hasHost ? rest.indexOf("/", 2) : 0;
  const authority = hasHost ? rest.slice(2, slash < 0 ? undefined : slash) : "";
  const path = hasHost ? (slash < 0 ? "" : rest.slice(slash)) : rest;
  const host = authority.slice(authority.lastIndexOf("@") + 1);
  const isHost = HOST.test(host) && !/[ <>"\\^`{|}]/.test(host) && isV6(host);
  if (!isHost || !isEscaped(path) || !isEscaped(host)) return undefined;
  return new Url(text, scheme.toLowerCase(), host, path, query);
}

function isV6(host: string): boolean {
  if (!host.startsWith("[")) return true;
  return parseAddress(host.slice(1, host.indexOf("]")).replace(/%25.*$/, "")) !== undefined;
}

function urlOf(text: string): Url {
  const url = parse(text);
  if (!url)
    throw invalid(
      `URL parse error during conversion from string: parse ${JSON.stringify(text)}: invalid URI for request`,
    );
  return url;
}

const hostname = ({ host }: Url): string => host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
const port = ({ host }: Url): string => /:(\d*)$/.exec(host.replace(/^\[[^\]]*\]/, ""))?.[1] ?? "";
/** A path as it is when it is validly encoded, else encoded. */
const escapedPath = ({ path }: Url): string =>
  path.replace(/[^\u0021-\u007e]|["<>\\^`{|}]/gu, (c) => encodeURIComponent(c));

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}

/** Parameters by name; malformed ones are left out. */
function query(url: Url): CelMap {
  const values = new Map<string, string[]>();
  for (const pair of url.query.split("&")) {
    if (pair === "" || pair.includes(";")) continue;
    const equals = pair.indexOf("=");
    const name = unescaped(equals < 0 ? pair : pair.slice(0, equals));
    const value = unescaped(equals < 0 ? "" : pair.slice(equals + 1));
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
  fn("isURL",              [string], bool,   (text: string) => parse(text) !== undefined),
  method("getScheme",      [U],      string, (u: Url) => u.scheme),
  method("getHost",        [U],      string, (u: Url) => u.host),
  method("getHostname",    [U],      string, hostname),
  method("getPort",        [U],      string, port),
  method("getEscapedPath", [U],      string, escapedPath),
  method("getQuery",       [U],      T.map(string, T.list(string)), query),
]);
