/** Every condition type the operator reports, with its reasons and a sentence each. */

export interface ConditionDoc {
  readonly doc: string;
  readonly reasons: { readonly [reason: string]: string };
}

export const conditions = {
  VirtualMachineClassReady: {
    doc: "The class of the machine can be used.",
    reasons: {
      NotFound: "The class does not exist in this namespace.",
      NotSet: "No class is named.",
      Invalid: "The class says no size.",
    },
  },
  VirtualMachineImageReady: {
    doc: "The image of the machine can be used.",
    reasons: {
      NotFound: "No image of that name exists in the namespace or the cluster.",
      NotSet: "No image is named.",
      NotReady: "The image says that it is not ready.",
      NotSupported: "A machine cannot be created from an image of this type.",
      Ambiguous: "Several images have that display name.",
    },
  },
  VirtualMachineStorageReady: {
    doc: "The storage class of the machine can be used.",
    reasons: {
      NotFound: "The storage class does not exist.",
      StorageClassRequired: "No storage class is named.",
    },
  },
  VirtualMachineBootstrapReady: {
    doc: "What the guest is customised with is at hand.",
    reasons: { NotFound: "A Secret does not exist.", RequiredKeyNotFound: "A Secret lacks a key." },
  },
  VirtualMachineConditionPlacementReady: {
    doc: "A zone and a host were found for the machine.",
    reasons: {
      NotReady: "No zone has room for the machine.",
      Error: "The hypervisor could not place the machine.",
    },
  },
  VirtualMachineCreated: {
    doc: "The machine exists on the hypervisor.",
    reasons: {
      Creating: "The hypervisor is creating the machine.",
      Waiting: "Something that the machine needs is missing.",
      Error: "The hypervisor could not create the machine.",
    },
  },
  VirtualMachinePowerStateSynced: {
    doc: "The machine runs as `spec.powerState` says.",
    reasons: {
      Synced: "Seen and wanted are the same.",
      NotSynced: "A change is under way or about to be.",
      PowerOnHeld: "A power-on check annotation holds the machine.",
      SuspendNeedsRunning: "Only a running machine can be suspended.",
      RestartNeedsRunning: "A restart waits until the machine runs.",
      HardPowerOffRequired: "A suspended machine is powered off only with `powerOffMode: Hard`.",
      GuestDidNotRespond: "The guest was asked and did not follow within five minutes.",
      Error: "The hypervisor refused.",
    },
  },
  VirtualMachineHardwareVersionSynced: {
    doc: "The machine has at least `spec.minHardwareVersion`.",
    reasons: {
      PowerOffRequired: "The version rises at the next power-off.",
      Error: "The hypervisor refused.",
    },
  },
  VirtualMachineDeletionHeld: {
    doc: "A delete check annotation keeps the machine.",
    reasons: { DeleteCheck: "All delete check annotations must be gone first." },
  },
  VirtualMachineTools: {
    doc: "The guest tools run.",
    reasons: {
      VirtualMachineToolsRunning: "They answer.",
      VirtualMachineToolsNotRunning: "They do not answer.",
      NoGuestInfo: "The machine is off.",
    },
  },
} as const satisfies { readonly [type: string]: ConditionDoc };

export type ConditionType = keyof typeof conditions;

/** A reason of one condition type. */
export type ReasonOf<T extends ConditionType> = keyof (typeof conditions)[T]["reasons"];

/** Any reason a table may end in. */
export type ConditionReason = ReasonOf<"VirtualMachinePowerStateSynced">;
