/** Shows the machines as they change: redrawn in place on a terminal, one line a change elsewhere. */
import type { Informer } from "../client/informer.ts";
import type { VmObject } from "../reconcile/virtualmachine/sources.ts";
import { machineTable } from "./machine-table.ts";
import { progressLine } from "./progress-line.ts";

export interface Screen {
  write: (text: string) => void;
  isTerminal: boolean;
  /** Columns and rows of a terminal. */
  size: () => { columns: number; rows: number };
}

const REDRAW_MS = 1_000;
const SETTLE_MS = 50;

/** Starts showing; the answer stops it and leaves the last picture. */
export function showMachines(vms: Informer<VmObject>, screen: Screen): () => void {
  return screen.isTerminal ? redraw(vms, screen) : report(vms, screen);
}

function redraw(vms: Informer<VmObject>, screen: Screen): () => void {
  let drawn = 0;
  let soon: NodeJS.Timeout | undefined;
  const draw = () => {
    soon = undefined;
    const { columns, rows } = screen.size();
    const table = fit(machineTable(vms.store.list(), Date.now()), rows - 1).map((line) =>
      line.slice(0, columns - 1),
    );
    const up = drawn > 0 ? `\u001b[${drawn}A` : "";
    screen.write(`${up}\u001b[J${table.join("\n")}\n`);
    drawn = table.length;
  };
  const later = () => {
    soon ??= setTimeout(draw, SETTLE_MS);
  };
  const stopListening = vms.handle({ added: later, updated: later, deleted: later });
  const tick = setInterval(draw, REDRAW_MS);
  draw();
  return () => {
    clearInterval(tick);
    clearTimeout(soon);
    stopListening();
  };
}

/** As many rows as the terminal has, and how many are not shown. */
function fit(lines: readonly string[], rows: number): string[] {
  if (lines.length === 1) return [...lines, "(no machines yet)"];
  if (lines.length <= rows) return [...lines];
  return [...lines.slice(0, Math.max(1, rows - 1)), `… and ${lines.length - Math.max(1, rows - 1)} more`];
}

function report(vms: Informer<VmObject>, screen: Screen): () => void {
  const told = new Map<string, string>();
  const say = (vm: VmObject) => {
    const line = progressLine(vm);
    if (told.get(vm.metadata.uid!) === line) return;
    told.set(vm.metadata.uid!, line);
    screen.write(`${line}\n`);
  };
  return vms.handle({
    added: say,
    updated: say,
    deleted: (vm) => {
      told.delete(vm.metadata.uid!);
      screen.write(`${vm.metadata.namespace}/${vm.metadata.name}: deleted\n`);
    },
  });
}
