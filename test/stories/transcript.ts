/**
 * Transcripts: Markdown whose ```console blocks hold commands and what they print. Every `##` heading is a story;
 * `$ ` begins a command, the lines below it are its output, up to the next command. A command with `<<EOF` goes
 * on to a line `EOF`. Parsing and printing are inverse, so that outputs can be recorded in place.
 */

export interface Step {
  command: string;
  /** Normalised, without a final newline. */
  output: string;
}

export interface Story {
  title: string;
  steps: Step[];
}

export interface Transcript {
  stories: Story[];
  /** The file in order: text as it stands, and steps. */
  parts: (string | Step)[];
}

const FENCE = "```";

export function parseTranscript(text: string): Transcript {
  const stories: Story[] = [];
  const parts: (string | Step)[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    parts.push(line);
    if (line.startsWith("## ")) stories.push({ title: line.slice(3).trim(), steps: [] });
    if (line !== `${FENCE}console`) continue;
    const end = lines.indexOf(FENCE, at);
    const steps = parseBlock(lines.slice(at + 1, end));
    const story = stories.at(-1);
    if (end < 0 || !story)
      throw new Error(`line ${at + 1}: a console block needs an end and a heading above it`);
    story.steps.push(...steps);
    parts.push(...steps);
    at = end - 1;
  }
  return { stories, parts };
}

function parseBlock(lines: readonly string[]): Step[] {
  const steps: { command: string[]; output: string[] }[] = [];
  let inDocument = false;
  for (const line of lines) {
    const step = steps.at(-1);
    if (inDocument) {
      step!.command.push(line);
      inDocument = line !== "EOF";
    } else if (line.startsWith("$ ")) {
      steps.push({ command: [line.slice(2)], output: [] });
      inDocument = /<<'?EOF/.test(line);
    } else if (step) {
      step.output.push(line);
    }
  }
  return steps.map(({ command, output }) => ({ command: command.join("\n"), output: output.join("\n") }));
}

export function printTranscript({ parts }: Transcript): string {
  const print = (part: string | Step): string =>
    typeof part === "string" ? part : `$ ${part.command}${part.output ? `\n${part.output}` : ""}`;
  return parts.map(print).join("\n");
}
