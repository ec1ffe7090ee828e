/** `url.ParseRequestURI`: an absolute URI or an absolute path, without a fragment of its own. */

const HOST = /^(?:[A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"\u0080-\u{10ffff}]|%[89a-fA-F][0-9a-fA-F])*$/u;
const PORT = /^(?::[0-9]*)?$/;

function isHost(host: string): boolean {
  if (host.startsWith("[")) {
    const end = host.lastIndexOf("]");
    if (end < 0 || !PORT.test(host.slice(end + 1))) return false;
    const zone = host.indexOf("%25");
    const inside = zone >= 0 && zone < end ? host.slice(1, zone) : host.slice(1, end);
    return HOST.test(inside) && isEscaped(host);
  }
  const colon = host.lastIndexOf(":");
  return (colon < 0 || PORT.test(host.slice(colon))) && HOST.test(host);
}

/** Every `%` begins two hexadecimal digits. */
const isEscaped = (text: string): boolean => !/%(?![0-9a-fA-F]{2})/.test(text);

export function isRequestUri(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (text === "" || /[\x00-\x1f\x7f]/.test(text)) return false;
  if (text === "*") return true;
  if (text.startsWith(":")) return false;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/.exec(text)?.[0] ?? "";
  const query = text.indexOf("?");
  const rest = text.slice(scheme.length, query < 0 ? undefined : Math.max(query, scheme.length));
  if (!rest.startsWith("/")) return scheme !== "";
  if (scheme === "" || !rest.startsWith("//")) return isEscaped(rest);
  const slash = rest.indexOf("/", 2);
  const authority = rest.slice(2, slash < 0 ? undefined : slash);
  const at = authority.lastIndexOf("@");
  const user = at < 0 ? "" : authority.slice(0, at);
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) || !isEscaped(user)) return false;
  return isHost(authority.slice(at + 1)) && (slash < 0 || isEscaped(rest.slice(slash)));
}
