/** RE2 patterns, each compiled once. */

import { RE2JS } from "re2js";
import { invalid } from "./errors.ts";

const CACHE_LIMIT = 1000;
const compiled = new Map<string, RE2JS>();
const testers = new Map<string, (text: string) => boolean>();

function remember<V>(cache: Map<string, V>, pattern: string, value: V): V {
  if (cache.size >= CACHE_LIMIT) cache.delete(cache.keys().next().value as string);
  cache.set(pattern, value);
  return value;
}

function re2(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  try {
    return remember(compiled, pattern, RE2JS.compile(pattern));
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : String(error));
  }
}

/** What is wrong with a pattern, if anything is. */
export function patternProblem(pattern: string): string | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Patterns where JavaScript's engine gives RE2's answer and cannot backtrack for long: literals and simple classes, in
 * sequence, with at most one repeated part, or repeated parts that single characters divide. Anything else goes to RE2.
 */
const ATOM = "(?:[A-Za-z0-9_/:@,;=~%&#-]|\\\\[.\\-/]|\\[(?:[A-Za-z0-9](?:-[A-Za-z0-9])?|[._/:@])+-?\\])";
const SIMPLE = new RegExp(
  `^\\^?(?:${ATOM})*(?:${ATOM}(?:[*+?]|\\{\\d{1,3}(?:,\\d{0,3})?\\}))?(?:${ATOM})*\\$?$`,
);

function testerOf(pattern: string): (text: string) => boolean {
  const expression = re2(pattern);
  if (SIMPLE.test(pattern)) {
    try {
      const own = new RegExp(pattern, "u");
      return (text) => own.test(text);
    } catch {
      // JavaScript reads it otherwise.
    }
  }
  return (text) => expression.test(text);
}

/** Whether the pattern matches anywhere in the text. */
export function test(pattern: string, text: string): boolean {
  const tester = testers.get(pattern) ?? remember(testers, pattern, testerOf(pattern));
  return tester(text);
}

/**
 * Texts of the leftmost non-overlapping matches, at most `limit` (all when negative). As in Go an empty match does not
 * count where another one has just ended.
 */
export function findAll(pattern: string, text: string, limit: number): string[] {
  const found: string[] = [];
  const matcher = re2(pattern).matcher(text);
  let last = -1;
  while ((limit < 0 || found.length < limit) && matcher.find()) {
    if (matcher.start() === matcher.end() && matcher.start() === last) continue;
    last = matcher.end();
    found.push(matcher.group() ?? "");
  }
  return found;
}
