/** From a fragment to something a server can be asked about. */
import type { KubeDocument } from "./judge.ts";

/** A whole document with the fragment at its place. */
export function framed(fragment: string, of: string, version: string, name: string): string {
  const indented = (by: number): string => fragment.replace(/^(?=.)/gm, " ".repeat(by));
  const head = `apiVersion: vmoperator.vmware.com/${version}\nkind: ${of}\nmetadata:\n  name: ${name}\n`;
  if (fragment.startsWith("annotations:")) return head + indented(2);
  if (/^(delete|poweron)\.check\./.test(fragment)) return `${head}  annotations:\n${indented(4)}`;
  if (fragment.startsWith("bootOrder:")) return `${head}spec:\n${indented(2)}`;
  return head + fragment;
}

interface ConditionText {
  type: string;
  status: unknown;
}

/** The pages shorten conditions; here is what each of them says beside its type and status. */
const REST = { reason: "NotShown", message: "", lastTransitionTime: "2026-01-02T03:04:05Z" };

/** With whole conditions, of the object and of the members of a group. */
export function completed(document: KubeDocument): KubeDocument {
  const whole = (list: ConditionText[] | undefined) => list?.map((condition) => ({ ...REST, ...condition }));
  const { status } = document as {
    status?: { conditions?: ConditionText[]; members?: { conditions?: ConditionText[] }[] };
  };
  if (!status) return document;
  const { conditions, members } = status;
  const told = {
    ...status,
    ...(conditions && { conditions: whole(conditions) }),
    ...(members && { members: members.map((one) => ({ ...one, conditions: whole(one.conditions) })) }),
  };
  return { ...document, status: told };
}
