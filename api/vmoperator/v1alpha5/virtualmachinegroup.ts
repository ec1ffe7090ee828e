/** The VirtualMachineGroup: machines, and other groups, that are powered and placed together. */
import type { Condition, Duration, Int32, ObjectMeta, Time } from "../../meta.ts";
import type { PowerOpMode, PowerState } from "./virtualmachine.ts";

/**
 * Machines, and other groups, that are powered and placed together. `spec.groupName` of a machine or of a group makes
 * it a member.
 * @resource plural=virtualmachinegroups singular=virtualmachinegroup shortNames=vmg scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachineGroup {
  metadata: ObjectMeta;
  /** The group as it should be. */
  spec?: VirtualMachineGroupSpec;
  /** The group and its members as they were last seen. */
  status?: VirtualMachineGroupStatus;
}

/** The group as it should be. */
export interface VirtualMachineGroupSpec {
  /**
   * Name of the group in the same namespace that this group belongs to.
   * @maxLength 253
   * @selectable
   * @example "my-application"
   */
  groupName?: string;
  /**
   * Boot groups in the order in which they are powered on. Members that none of them lists follow the last one.
   * Powering off and suspending ignore the order.
   * @maxItems 32
   */
  bootOrder?: VirtualMachineGroupBootOrderGroup[];
  /**
   * Whether the members should run, whatever they say themselves; nothing is changed when left out. Cannot be
   * emptied.
   * @selectable
   * @example "PoweredOn"
   */
  powerState?: PowerState;
  /**
   * Set to `now`, in any case, to bring every member to the group's power state once more; it then holds the
   * time of that request (RFC 3339, nanoseconds).
   * @maxLength 64
   * @example "now"
   */
  nextForcePowerStateSyncTime?: string;
  /**
   * How the members are powered off, from the next time the group changes their power state; their own mode
   * when left out.
   * @example "TrySoft"
   */
  powerOffMode?: PowerOpMode;
  /**
   * How the members are suspended, from the next time the group changes their power state; their own mode
   * when left out.
   * @example "TrySoft"
   */
  suspendMode?: PowerOpMode;
}

/** Members that are powered on at the same time. */
export interface VirtualMachineGroupBootOrderGroup {
  /**
   * Machines, and other groups, of this boot group.
   * @listType map
   * @listMapKey kind
   * @listMapKey name
   * @minItems 1
   * @maxItems 512
   */
  members: GroupMember[];
  /** Time to wait after this boot group and before the next one, such as `30s`. @example "30s" */
  powerOnDelay?: Duration;
}

/** What a member of a group can be. */
export type GroupMemberKind = "VirtualMachine" | "VirtualMachineGroup";

/** A member of a group, in the group's namespace. */
export interface GroupMember {
  /** Name of the member. @maxLength 253 @example "my-vm" */
  name: string;
  /** Kind of the member; `VirtualMachine` when left out. @default "VirtualMachine" */
  kind?: GroupMemberKind;
}

/** The group and its members as they were last seen. */
export interface VirtualMachineGroupStatus {
  /**
   * Every machine and group that belongs to this one.
   * @listType map
   * @listMapKey name
   * @listMapKey kind
   */
  members?: VirtualMachineGroupMemberStatus[];
  /** When the group's power state was last brought to its members. */
  lastUpdatedPowerStateTime?: Time;
  /**
   * Observations about the group, one a type: `Ready`, and `GroupLinked` where the group belongs to another.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** A member as it was last seen. */
export interface VirtualMachineGroupMemberStatus {
  /** Name of the member. */
  name: string;
  /** Kind of the member. */
  kind: GroupMemberKind;
  /** UID of the member's object. */
  uid?: string;
  /** Where the hypervisor recommends to place the member. */
  placement?: VirtualMachinePlacementStatus;
  /** Whether the member runs; of a machine only. */
  powerState?: PowerState;
  /**
   * Observations about the member, one a type: `GroupLinked`, `PowerStateSynced`, `PlacementReady`, and `Ready` of a
   * group.
   * @listType map
   * @listMapKey type
   */
  conditions?: Condition[];
}

/** Where the hypervisor recommends to place a machine. */
export interface VirtualMachinePlacementStatus {
  /** The availability zone. */
  zoneID?: string;
  /** Identifier of the host. */
  node?: string;
  /** Identifier of the resource pool. */
  pool?: string;
  /** A datastore for the machine's files and for each disk. */
  datastores?: GroupPlacementDatastore[];
}

/** A recommended datastore. */
export interface GroupPlacementDatastore {
  /** Name of the datastore. */
  name: string;
  /** The hypervisor's identifier of the datastore. */
  id?: string;
  /** URL of the datastore. */
  url?: string;
  /** Device key of the disk it is for; the machine's own files when left out. */
  diskKey?: Int32;
  /** Sector formats of disks that the datastore can hold, such as `native_512` and `native_4k`. */
  supportedDiskFormats?: string[];
  /** Whether folders can be made at the top of the datastore. */
  topLevelDirectoryCreateSupported?: boolean;
}
