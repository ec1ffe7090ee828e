/** Words of Markdown as GitHub reads it. */

export const code = (text: string): string => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** A table with its head; cells are one line each. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |\n`).join("");

const cell = (text: string): string =>
  text
    .replaceAll("|", "\\|")
    .replaceAll(/\s*\n\s*/g, " ")
    .trim();

/** Prose for a table: blank lines and list items become breaks, angle brackets stay what they are. */
export const prose = (text: string): string =>
  text
    .trim()
    .replaceAll(/(`+)(?!`).+?(?<!`)\1(?!`)|<(?=[A-Za-z/!])/gs, (found) => (found === "<" ? "&lt;" : found))
    .replace(/^- /, "• ")
    .replaceAll(/\n+- /g, "<br>• ")
    .replaceAll(/\n{2,}/g, "<br>");

/** Prose as paragraphs of its own. */
export const paragraphs = (text: string): string =>
  prose(text).replace(/^• /, "- ").replaceAll("<br>• ", "\n- ").replaceAll("<br>", "\n\n");

/** Where a link to `#id` leads, for what has no heading of its own. */
export const mark = (id: string): string => `<a id="${slugOf(id)}"></a>`;

/** A name as an anchor: `vm/image-fixed` → `vm-image-fixed`. */
export const slugOf = (id: string): string => id.replaceAll(/[^A-Za-z0-9]+/g, "-");

/** Headings → anchors, numbered where GitHub numbers them. */
export function anchors(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, "")
      .replaceAll(" ", "-");
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
}
