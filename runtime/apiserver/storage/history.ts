/** The recent changes, in order: what a watch resumes from and what an older snapshot is rebuilt with. Bounded. */
import type { Entry } from "./backend.ts";

/** One acknowledged change. A removal's `entry` is the object's last state at the removal's own revision. */
export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly key: string;
  readonly entry: Entry;
  readonly previous: Entry | undefined;
}

export interface HistoryLimits {
  readonly changes: number;
  readonly bytes: number;
}

export class History {
  /** Changes after this revision are known; older ones are compacted away. */
  compactedRevision: number;
  private readonly limits: HistoryLimits;
  private changes: Change[] = [];
  private first = 0;
  private bytes = 0;

  constructor(startRevision: number, limits: HistoryLimits) {
    this.compactedRevision = startRevision;
    this.limits = limits;
  }

  add(change: Change): void {
    this.changes.push(change);
    this.bytes += change.entry.json.length;
    while (this.changes.length - this.first > this.limits.changes || this.bytes > this.limits.bytes) {
      const oldest = this.changes[this.first++]!;
      this.bytes -= oldest.entry.json.length;
      this.compactedRevision = oldest.entry.revision;
    }
    if (this.first > 1024 && this.first * 2 > this.changes.length) {
      this.changes = this.changes.slice(this.first);
      this.first = 0;
    }
  }

  /** The changes after `revision` to keys under `prefix`, oldest first; undefined when they are compacted. */
  since(revision: number, prefix: string): Change[] | undefined {
    if (revision < this.compactedRevision) return undefined;
    const found: Change[] = [];
    for (let i = this.indexAfter(revision); i < this.changes.length; i++) {
      const change = this.changes[i]!;
      if (change.key.startsWith(prefix)) found.push(change);
    }
    return found;
  }

  private indexAfter(revision: number): number {
    let low = this.first;
    let high = this.changes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.changes[middle]!.entry.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
