/** The syntax tree of an expression of the tables. */
import { parse } from "../../rules/lang/cel/index.ts";
import { rememberingTexts } from "../remembering.ts";

/** The tree, or what is wrong with the text; as every Kubernetes version that this library knows reads it. */
export const parsed = rememberingTexts((source) => parse(source));
