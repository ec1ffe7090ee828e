/** URLs as Go's net/url reads and writes them, with its words for what is wrong. */

import { readAddress } from "./address.ts";
import { goQuote } from "./go-quote.ts";

export interface GoUrl {
  readonly scheme: string;
  /** What follows the scheme where that is neither a host nor an absolute path. */
  readonly opaque: string;
  readonly userinfo: string | undefined;
  /** Decoded, with its port. */
  readonly host: string;
  /** As it was written. */
  readonly path: string;
  readonly query: string;
  readonly fragment: string | undefined;
}

const wrong = (text: string, why: string): string => `parse ${goQuote(text)}: ${why}`;

/** What is wrong with a text as the URL of a request, which is absolute or an absolute path. */
export function requestProblem(text: string): string | undefined {
  const request = split(text, undefined, true);
  return typeof request === "string" ? wrong(text, request) : undefined;
}

/** The URL of a request, or what is wrong with the text. */
export function readUrl(text: string): GoUrl | string {
  const problem = requestProblem(text);
  if (problem !== undefined) return problem;
  // A request has no fragment, and no host without a scheme; so it is read again as a reference.
  const hash = text.indexOf("#");
  const url =
    hash < 0 ? split(text, undefined, false) : split(text.slice(0, hash), text.slice(hash + 1), false);
  return typeof url === "string" ? wrong(text, url) : url;
}

function split(text: string, fragment: string | undefined, isRequest: boolean): GoUrl | string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (/[\x00-\x1f\x7f]/.test(text)) return "net/url: invalid control character in URL";
  if (text === "" && isRequest) return "empty url";
  if (text.startsWith(":")) return "missing protocol scheme";
  const [, scheme = "", rest = ""] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):)?(.*)$/s.exec(text)!;
  const question = rest.indexOf("?");
  const hierarchy = question < 0 ? rest : rest.slice(0, question);
  const query = question < 0 ? "" : rest.slice(question + 1);
  const base = { scheme: scheme.toLowerCase(), query, fragment };
  const none = { opaque: "", userinfo: undefined, host: "" };
  if (!hierarchy.startsWith("/")) {
    if (scheme !== "") return { ...base, ...none, opaque: hierarchy, path: "" };
    if (isRequest && text !== "*") return "invalid URI for request";
    if (hierarchy.split("/")[0]!.includes(":")) return "first path segment in URL cannot contain colon";
  }
  const hasHost =
    hierarchy.startsWith("//") && (scheme !== "" || (!isRequest && !hierarchy.startsWith("///")));
  if (!hasHost) return escapeProblem(hierarchy) ?? { ...base, ...none, path: hierarchy };
  const slash = hierarchy.indexOf("/", 2);
  const authority = readAuthority(base.scheme, hierarchy.slice(2, slash < 0 ? undefined : slash));
  if (typeof authority === "string") return authority;
  const path = slash < 0 ? "" : hierarchy.slice(slash);
  return escapeProblem(path) ?? { ...base, opaque: "", ...authority, path };
}

function readAuthority(
  scheme: string,
  text: string,
): { userinfo: string | undefined; host: string } | string {
  const at = text.lastIndexOf("@");
  const host = readHost(scheme, text.slice(at + 1));
  if ("problem" in host) return host.problem;
  if (at < 0) return { userinfo: undefined, host: host.host };
  const userinfo = text.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(userinfo)) return "net/url: invalid userinfo";
  return escapeProblem(userinfo) ?? { userinfo, host: host.host };
}

type Host = { readonly host: string } | { readonly problem: string };

function readHost(scheme: string, text: string): Host {
  const bracket = text.lastIndexOf("[");
  if (bracket > 0) return { problem: "invalid IP-literal" };
  if (bracket === 0) return readLiteral(text);
  // Lists of hosts with ports were long accepted, and still are but on the web.
  const isWeb = scheme === "http" || scheme === "https";
  const colon = isWeb ? text.indexOf(":") : text.lastIndexOf(":");
  const problem = (colon < 0 ? undefined : portProblem(text.slice(colon))) ?? hostProblem(text);
  return problem === undefined ? { host: unescaped(text) } : { problem };
}

/** An IPv6 address in brackets, perhaps with a zone and a port. */
function readLiteral(text: string): Host {
  const end = text.lastIndexOf("]");
  if (end < 0) return { problem: "missing ']' in host" };
  const port = text.slice(end + 1);
  const literal = text.slice(1, end);
  const zone = literal.indexOf("%25");
  const address = zone < 0 ? literal : literal.slice(0, zone);
  const problem =
    portProblem(port) ?? hostProblem(address) ?? (zone < 0 ? undefined : zoneProblem(literal.slice(zone)));
  if (problem !== undefined) return { problem };
  const host = unescaped(literal);
  const read = readAddress(host);
  if (typeof read === "string") return { problem: `invalid host: ${read}` };
  return read.family === 4 ? { problem: "invalid IP-literal" } : { host: `[${host}]${port}` };
}

const portProblem = (port: string): string | undefined =>
  /^(?::\d*)?$/.test(port) ? undefined : `invalid port ${goQuote(port)} after host`;

/** What a host may only have encoded. */
const NOT_IN_HOST = "[ #/?@\\\\^`{|}%]";

/** Of ASCII only the percent sign may be encoded. */
function hostProblem(text: string): string | undefined {
  for (const { 0: part, index } of text.matchAll(new RegExp(`%[0-9a-fA-F]{2}|${NOT_IN_HOST}`, "g"))) {
    if (!part.startsWith("%")) return `invalid character ${goQuote(part)} in host name`;
    const isAllowed = part === "%25" || part > "%8";
    if (!isAllowed) return `invalid URL escape ${goQuote(text.slice(index, index + 3))}`;
  }
  return undefined;
}

function zoneProblem(text: string): string | undefined {
  const malformed = escapeProblem(text);
  if (malformed !== undefined) return malformed;
  const hidden = new RegExp(`^${NOT_IN_HOST.replace(" ", "")}$`);
  for (const [part] of text.matchAll(/%[0-9a-fA-F]{2}/g)) {
    if (part !== "%25" && hidden.test(unescaped(part))) return `invalid URL escape ${goQuote(part)}`;
  }
  const bad = new RegExp(NOT_IN_HOST.replace("%", "")).exec(text);
  return bad === null ? undefined : `invalid character ${goQuote(bad[0])} in host name`;
}

function escapeProblem(text: string): string | undefined {
  const at = /%(?![0-9a-fA-F]{2})/.exec(text)?.index;
  return at === undefined ? undefined : `invalid URL escape ${goQuote(text.slice(at, at + 3))}`;
}

/** With the encoded bytes decoded. */
export function unescaped(text: string): string {
  return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    new TextDecoder().decode(Uint8Array.from(run.slice(1).split("%"), (byte) => Number.parseInt(byte, 16))),
  );
}
