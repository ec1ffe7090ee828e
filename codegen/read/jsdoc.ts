/**
 * A doc comment as text and tags. We read the comment ourselves: TypeScript's own reading eats braces after tags it
 * knows, and loses columns.
 */

export interface RawTag {
  name: string;
  text: string;
  /** Offset of the `@` in the comment. */
  offset: number;
}

export interface Comment {
  text: string;
  tags: RawTag[];
  /** Offset of a backtick without an end that hides an `@word` after it. */
  openTick?: number;
}

/** Reads one whole doc comment. A tag starts at an `@word` after a blank or at a line's start, outside backticks. */
export function parseComment(comment: string): Comment {
  const { plain, offsets } = withoutStars(comment);
  const { starts, openTick } = tagStarts(plain);
  const tags = starts.map((start, i) => {
    const name = /^@([A-Za-z][\w:-]*)/.exec(plain.slice(start))![1]!;
    const text = plain.slice(start + 1 + name.length, starts[i + 1] ?? plain.length).trim();
    return { name, text, offset: offsets[start]! };
  });
  const hides = openTick !== undefined && /\s@[A-Za-z]/.test(plain.slice(openTick));
  return {
    text: prose(plain.slice(0, starts[0] ?? plain.length)),
    tags,
    ...(hides ? { openTick: offsets[openTick]! } : {}),
  };
}

/** The text without the comment's own characters, and for each character where it was. */
function withoutStars(comment: string): { plain: string; offsets: number[] } {
  let plain = "";
  const offsets: number[] = [];
  let at = 3;
  // The other line ends that TypeScript knows.
  const text = comment.slice(3, -2).replace(/\r(?!\n)|[\u2028\u2029]/g, "\n");
  for (const line of text.split("\n")) {
    const lead = at === 3 ? 0 : (/^\s*\*? ?/.exec(line)?.[0].length ?? 0);
    const body = line.slice(lead).replace(/\r$/, "");
    for (let i = 0; i < body.length; i++) offsets.push(at + lead + i);
    offsets.push(at + line.length);
    plain += `${body}\n`;
    at += line.length + 1;
  }
  return { plain, offsets };
}

function tagStarts(plain: string): { starts: number[]; openTick: number | undefined } {
  const starts: number[] = [];
  let openTick: number | undefined;
  for (let i = 0; i < plain.length; i++) {
    if (plain[i] === "`") openTick = openTick === undefined ? i : undefined;
    const fresh = i === 0 || /\s/.test(plain[i - 1]!);
    if (openTick === undefined && fresh && /^@[A-Za-z]/.test(plain.slice(i, i + 2))) starts.push(i);
  }
  return { starts, openTick };
}

/**
 * Lines of a paragraph are joined; blank lines, lists and fenced text stay. Text after a line `---`, and lines that begin
 * with TODO, are for maintainers.
 */
function prose(text: string): string {
  const out: string[] = [];
  let fenced = false;
  for (const raw of text.split(/^---\s*$/m)[0]!.split("\n")) {
    if (/^\s*TODO\b/.test(raw) && !fenced) continue;
    const line = raw.trimEnd();
    const fence = line.trimStart().startsWith("```");
    const previous = out.at(-1);
    const joins = previous !== undefined && previous !== "" && line !== "" && !fenced && !fence;
    if (joins && !/^\s*([-*|]|\d+\.)\s/.test(line) && !previous.trimStart().startsWith("```")) {
      out[out.length - 1] = `${previous} ${line.trim()}`;
    } else if (line !== "" || (previous !== undefined && previous !== "")) {
      out.push(line);
    }
    if (fence) fenced = !fenced;
  }
  return out.join("\n").trim();
}
