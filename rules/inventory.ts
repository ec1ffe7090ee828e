/** Everything that rules and reconciles must keep, listed once. */
import { decisions } from "./inventory/decisions.ts";
import { explaining } from "./inventory/explaining.ts";
import type { Inventory } from "./inventory/lines.ts";
import { specGroups } from "./inventory/spec-groups.ts";
import { specMachine } from "./inventory/spec-machine.ts";
import { specNetwork } from "./inventory/spec-network.ts";
import { specPower } from "./inventory/spec-power.ts";
import { specStorage } from "./inventory/spec-storage.ts";
import { specUpgrade } from "./inventory/spec-upgrade.ts";
import { upstreamDevices } from "./inventory/upstream-devices.ts";
import { upstreamDifferences } from "./inventory/upstream-differences.ts";
import { upstreamExceptions } from "./inventory/upstream-exceptions.ts";
import { upstreamKinds } from "./inventory/upstream-kinds.ts";
import { upstreamMachine } from "./inventory/upstream-machine.ts";
import { upstreamReconcile } from "./inventory/upstream-reconcile.ts";

export const inventory: Inventory = {
  lines: [
    ...specMachine,
    ...specPower,
    ...specNetwork,
    ...specStorage,
    ...specUpgrade,
    ...specGroups,
    ...decisions,
    ...upstreamMachine,
    ...upstreamDevices,
    ...upstreamKinds,
    ...upstreamReconcile,
    ...upstreamDifferences,
  ],
  explaining,
  upstreamExceptions,
};
