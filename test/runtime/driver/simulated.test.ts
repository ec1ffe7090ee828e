import { driverContract } from "./contract.ts";
import { simulatedHarness } from "./harness.ts";

driverContract("simulated", ["guestPower", "hardwareUpgrade", "library", "reset"], async () =>
  simulatedHarness(),
);
