/** Every served kind has samples that an API server accepts; where none can be made up, an example must be given. */
import { problem } from "../problems.ts";
import { samplesOf } from "../samples/samples.ts";
import { ofEach } from "./check.ts";
import { positionOf } from "./locate.ts";

export const checkSamples = ofEach((resource) => {
  if (!resource.served) return [];
  const { minimal, full } = samplesOf(resource);
  const at = (path: string) => positionOf(path, resource);
  const unknown = [...new Set([...minimal.missing, ...full.missing])].map((path) =>
    problem("no-sample", at(path), { path, complaint: "no value can be made up for it" }, HINT),
  );
  if (unknown.length > 0) return unknown;
  return [...minimal.errors, ...full.errors].map((error) => {
    const path = error.field.replaceAll(/\[[^\]]*\]/g, "[]").replace(/^<nil>$/, "");
    const complaint = `a sample of ${resource.kind} is refused: ${error.detail}`;
    return problem("no-sample", at(path), { path: path || resource.kind, complaint }, HINT);
  });
});

const HINT = "give it an @example, or give one to the object around it";
