/** Finds keys that an object of a JSON text has twice, which JSON.parse passes over in silence. */

/** The dotted paths (`spec.list[0].x`) of repeated keys, in order of appearance. `text` must be valid JSON. */
export function duplicateKeys(text: string): string[] {
  const found: string[] = [];
  let at = 0;

  const skipBlank = () => {
    while (at < text.length && text.charCodeAt(at) <= 0x20) at++;
  };
  const readString = (): string => {
    const start = at++;
    while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at++;
    return JSON.parse(text.slice(start, at)) as string;
  };
  const skipString = () => {
    at++;
    while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
    at++;
  };
  const readValue = (path: string): void => {
    skipBlank();
    const char = text[at];
    if (char === "{") readObject(path);
    else if (char === "[") readArray(path);
    else if (char === '"') skipString();
    else while (at < text.length && !",]} \n\r\t".includes(text[at]!)) at++;
    skipBlank();
  };
  const readObject = (path: string) => {
    const seen = new Set<string>();
    at++;
    skipBlank();
    while (text[at] !== "}") {
      const key = readString();
      const child = path === "" ? key : `${path}.${key}`;
      if (seen.has(key)) found.push(child);
      seen.add(key);
      skipBlank();
      at++;
      readValue(child);
      if (text[at] === ",") at++;
      skipBlank();
    }
    at++;
  };
  const readArray = (path: string) => {
    at++;
    skipBlank();
    for (let i = 0; text[at] !== "]"; i++) {
      readValue(`${path}[${i}]`);
      if (text[at] === ",") at++;
      skipBlank();
    }
    at++;
  };

  readValue("");
  return found;
}
