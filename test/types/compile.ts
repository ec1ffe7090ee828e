/** The TypeScript compiler on files that a test makes up, with this project's options. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { removeTemp, tempDir } from "../support/temp.ts";

const root = path.join(import.meta.dirname, "../..");

export interface Complaint {
  /** Counts from 1. */
  line: number;
  /** The line, and what is wrong with it. */
  text: string;
}

/** What the compiler says against `proof.ts` and all that it imports. */
export function complaintsOf(files: ReadonlyMap<string, string>): Complaint[] {
  const folder = tempDir("compile");
  try {
    const all = new Map([...files, ["package.json", JSON.stringify({ type: "module" })]]);
    for (const [file, text] of all) {
      const target = path.join(folder, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
    const { config } = ts.readConfigFile(path.join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
    const program = ts.createProgram([path.join(folder, "proof.ts")], { ...options, types: [] });
    return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const line = file ? file.getLineAndCharacterOfPosition(start).line : 0;
      const where = file?.text.split("\n")[line]?.trim() ?? "";
      return { line: line + 1, text: `${where}\n${ts.flattenDiagnosticMessageText(messageText, "\n")}` };
    });
  } finally {
    removeTemp(folder);
  }
}
