/** Arguments of a command, or one sentence about what is wrong with them. */
import { type ParseArgsConfig, parseArgs } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

type Read<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; allowPositionals: true; options: O }>
>;

export function readArguments<const O extends Options>(
  args: readonly string[],
  options: O,
): Read<O> | { complaint: string } {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    // Node adds advice about arguments that begin with a dash.
    return { complaint: (error as Error).message.split(". To specify")[0]! };
  }
}
