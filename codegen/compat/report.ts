/** Collects changes at a place. */
import { type Change, type ChangeCode, meaningOf } from "./changes.ts";
import type { Crd } from "./read-crd.ts";

export interface Details {
  was?: string | undefined;
  is?: string | undefined;
  todo?: string | undefined;
  rule?: string | undefined;
}

/** Where changes are found now; `at` moves on and leaves the original as it is. */
export interface Report {
  readonly changes: Change[];
  readonly path: string;
  add(code: ChangeCode, details?: Details): void;
  /** `unit`: the smallest part around the place whose old value is forgiven as long as it stays. */
  at(path: string, unit?: string): Report;
  in(version: string): Report;
}

/** An empty report at the root of the CRD. */
export function createReport(crd: Crd): Report {
  return make({ changes: [], crd: crd.name, kind: crd.kind, path: "", unit: undefined });
}

interface Place {
  changes: Change[];
  crd: string;
  kind: string;
  version?: string;
  path: string;
  unit: string | undefined;
}

function make(place: Place): Report {
  const { changes, crd, kind, version, path, unit } = place;
  return {
    changes,
    path,
    add(code, { was, is, todo, rule } = {}) {
      const meaning = meaningOf(code);
      const advice = todo ?? meaning.todo;
      const wider = meaning.class === "ratcheted" && unit !== undefined && unit !== path;
      changes.push({
        class: meaning.class,
        code,
        crd,
        kind,
        ...(version === undefined ? {} : { version }),
        path,
        what: meaning.what,
        ...(was === undefined ? {} : { was }),
        ...(is === undefined ? {} : { is }),
        ...(rule === undefined ? {} : { rule }),
        why: meaning.why,
        ...(advice === undefined ? {} : { todo: advice }),
        ...(wider ? { forgivenWhile: unit } : {}),
      });
    },
    at: (next, within) => make({ ...place, path: next, unit: within }),
    in: (next) => make({ ...place, version: next }),
  };
}
