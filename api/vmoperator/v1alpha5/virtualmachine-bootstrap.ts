/** How the guest of a VirtualMachine is customised: one provider, and OVF properties beside some of them. */
import type { CloudInitBootstrap } from "./cloudinit.ts";
import type { LinuxPrepBootstrap } from "./linuxprep.ts";
import type { SysprepBootstrap } from "./sysprep.ts";
import type { VAppConfigBootstrap } from "./vappconfig.ts";

/** How the guest is customised at its first boot. */
export interface VirtualMachineBootstrap {
  /** With Cloud-Init; excludes every other provider. */
  cloudInit?: CloudInitBootstrap;
  /** With LinuxPrep, perhaps beside `vAppConfig`. */
  linuxPrep?: LinuxPrepBootstrap;
  /** With Sysprep, perhaps beside `vAppConfig`. */
  sysprep?: SysprepBootstrap;
  /** With OVF properties, alone or beside `linuxPrep` or `sysprep`. */
  vAppConfig?: VAppConfigBootstrap;
}
