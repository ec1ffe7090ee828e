/** Runs a story on one server and tells what it answered. */

import { DEFINITIONS, definition, thing, thingsPath } from "./definition.ts";
import { type Answer, answerOf, type Server, sendWhenServed } from "./servers.ts";
import type { Step, Story } from "./stories.ts";

/** The answer, and of an object that was written what is stored of it. */
export interface Outcome extends Answer {
  readonly stored?: object;
}

interface Stored {
  readonly metadata?: { readonly resourceVersion?: string; readonly generation?: number };
}

const MERGE = { "content-type": "application/merge-patch+json" };

/** Installs the definition in a group of its own and does the steps; the answers are in their order. */
export async function live(server: Server, group: string, story: Story): Promise<Outcome[]> {
  const versions = Object.entries(story.versions).map(([name, schema]) => ({
    ...{ name, schema },
    ...(story.subresources && { subresources: story.subresources }),
  }));
  const made = await server.send(DEFINITIONS, { method: "POST", body: definition(group, versions) });
  if (made.status !== 201) throw new Error(`${server.name} refuses the definition: ${made.text}`);
  const outcomes: Outcome[] = [];
  for (const step of story.steps) outcomes.push(await take(server, group, step));
  return outcomes;
}

async function take(server: Server, group: string, step: Step): Promise<Outcome> {
  const version = step.at ?? "v1";
  const all = thingsPath(group, version);
  const send = (path: string, method: string, body: object, headers?: { [name: string]: string }) =>
    sendWhenServed(server, path, { method, body, ...(headers && { headers }) });
  const replaced = async (path: string, content: object) => {
    const now = (await sendWhenServed(server, `${all}/thing`, {})).json as Stored;
    const metadata = { name: "thing", resourceVersion: now.metadata?.resourceVersion };
    return send(path, "PUT", { ...thing(group, version, content), metadata });
  };
  if ("create" in step) return told(await send(all, "POST", thing(group, version, step.create)));
  if ("update" in step) return told(await replaced(`${all}/thing`, step.update));
  if ("status" in step) return told(await replaced(`${all}/thing/status`, step.status));
  return told(await send(`${all}/thing`, "PATCH", step.patch, MERGE));
}

function told(reply: Parameters<typeof answerOf>[0]): Outcome {
  const answer = answerOf(reply);
  if (reply.status >= 300) return answer;
  const {
    metadata,
    apiVersion: _,
    kind: __,
    ...stored
  } = reply.json as Stored & { [field: string]: unknown };
  return { ...answer, stored: { ...stored, generation: metadata?.generation } };
}
