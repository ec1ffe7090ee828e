/** The network of a VirtualMachine as it was handed to the guest, and as the guest reports it. */
import type { Int32, Time } from "../../meta.ts";
import type { KeyValuePair } from "./common.ts";

/** The network as it was handed to the guest (`config`), and as the guest reports it (all else). */
export interface VirtualMachineNetworkStatus {
  /** What the guest was meant to be configured with; for guests that no provider can customise. */
  config?: VirtualMachineNetworkConfigStatus;
  /** Host name in the guest. */
  hostName?: string;
  /** Interfaces of the guest. */
  interfaces?: VirtualMachineNetworkInterfaceStatus[];
  /** Routes, DNS and DHCP, by IP stack. */
  ipStacks?: VirtualMachineNetworkIPStackStatus[];
  /** First IPv4 address of the guest. */
  primaryIP4?: string;
  /** First IPv6 address of the guest. */
  primaryIP6?: string;
}

// ── What the guest was meant to get ─────────────────────────────────────────────────────────────────────────────

/** What the guest was meant to be configured with. */
export interface VirtualMachineNetworkConfigStatus {
  /** DNS of the whole guest. */
  dns?: VirtualMachineNetworkConfigDNSStatus;
  /** One for each of `spec.network.interfaces`. */
  interfaces?: VirtualMachineNetworkConfigInterfaceStatus[];
}

/** Names and DNS servers the guest was meant to get. */
export interface VirtualMachineNetworkConfigDNSStatus {
  /** Domain name of the guest. */
  domainName?: string;
  /** Host name of the guest. */
  hostName?: string;
  /** Addresses of DNS servers. */
  nameservers?: string[];
  /** Domains for short names. */
  searchDomains?: string[];
}

/** An interface the guest was meant to get. */
export interface VirtualMachineNetworkConfigInterfaceStatus {
  /** DNS of this interface. */
  dns?: VirtualMachineNetworkConfigDNSStatus;
  /** Addresses and gateways. */
  ip?: VirtualMachineNetworkConfigInterfaceIPStatus;
  /** Its name in `spec.network.interfaces`. */
  name?: string;
}

/** Addresses an interface was meant to get. */
export interface VirtualMachineNetworkConfigInterfaceIPStatus {
  /** Addresses with prefix length; none where DHCP gives them. */
  addresses?: string[];
  dhcp?: VirtualMachineNetworkConfigDHCPStatus;
  /** Address of the IPv4 gateway. */
  gateway4?: string;
  /** Address of the IPv6 gateway. */
  gateway6?: string;
}

/** Whether DHCP was meant to be used. */
export interface VirtualMachineNetworkConfigDHCPStatus {
  ip4?: VirtualMachineNetworkConfigDHCPOptionsStatus;
  ip6?: VirtualMachineNetworkConfigDHCPOptionsStatus;
}

/** Whether DHCP was meant to be used for one family. */
export interface VirtualMachineNetworkConfigDHCPOptionsStatus {
  /** Whether it was. */
  enabled?: boolean;
}

// ── What the guest reports ──────────────────────────────────────────────────────────────────────────────────────

/** An interface as the guest reports it. */
export interface VirtualMachineNetworkInterfaceStatus {
  /** The hypervisor's key of the interface. */
  deviceKey?: Int32;
  /** DNS of this interface. */
  dns?: VirtualMachineNetworkDNSStatus;
  /** Addresses. */
  ip?: VirtualMachineNetworkInterfaceIPStatus;
  /** Its name in `spec.network.interfaces`, where it is known. */
  name?: string;
}

/** Names and DNS servers as the guest reports them. */
export interface VirtualMachineNetworkDNSStatus {
  /** Whether they come from DHCP. */
  dhcp?: boolean;
  /** Domain name of the guest. */
  domainName?: string;
  /** Host name of the guest. */
  hostName?: string;
  /** Addresses of DNS servers. */
  nameservers?: string[];
  /** Domains for short names. */
  searchDomains?: string[];
}

/** Addresses of an interface as the guest reports them. */
export interface VirtualMachineNetworkInterfaceIPStatus {
  /** Addresses in use and out of use. */
  addresses?: VirtualMachineNetworkInterfaceIPAddrStatus[];
  /** Whether IPv6 addresses configure themselves. */
  autoConfigurationEnabled?: boolean;
  dhcp?: VirtualMachineNetworkDHCPStatus;
  /** MAC address. */
  macAddr?: string;
}

/** How an address came to be. */
export type AddressOrigin =
  | "dhcp"
  /** From the MAC address. */
  | "linklayer"
  | "manual"
  | "other"
  /** A temporary, random one. */
  | "random";

/** How far an address can be used (RFC 4293). */
export type AddressState =
  /** No longer for new connections. */
  | "deprecated"
  /** Somebody else has it. */
  | "duplicate"
  | "inaccessible"
  | "invalid"
  /** In use. */
  | "preferred"
  /** Being checked for duplicates. */
  | "tentative"
  | "unknown";

/** An address as the guest reports it. */
export interface VirtualMachineNetworkInterfaceIPAddrStatus {
  /** The address with prefix length. */
  address?: string;
  /** When it ends. */
  lifetime?: Time;
  origin?: AddressOrigin;
  state?: AddressState;
}

/** The DHCP clients of the guest. */
export interface VirtualMachineNetworkDHCPStatus {
  ip4?: VirtualMachineNetworkDHCPOptionsStatus;
  ip6?: VirtualMachineNetworkDHCPOptionsStatus;
}

/** The DHCP client of one family. */
export interface VirtualMachineNetworkDHCPOptionsStatus {
  /**
   * Lines of the client's configuration, by number.
   * @listType map
   * @listMapKey key
   */
  config?: KeyValuePair[];
  /** Whether it runs. */
  enabled?: boolean;
}

/** An IP stack of the guest. */
export interface VirtualMachineNetworkIPStackStatus {
  dhcp?: VirtualMachineNetworkDHCPStatus;
  dns?: VirtualMachineNetworkDNSStatus;
  /** Routes of the stack. */
  ipRoutes?: VirtualMachineNetworkIPRouteStatus[];
  /**
   * Settings of the guest's kernel, by its own names.
   * @listType map
   * @listMapKey key
   */
  kernelConfig?: KeyValuePair[];
}

/** A route of the guest. */
export interface VirtualMachineNetworkIPRouteStatus {
  gateway?: VirtualMachineNetworkIPRouteGatewayStatus;
  /** Where it leads, with prefix length. */
  networkAddress?: string;
}

/** The next hop of a route. */
export interface VirtualMachineNetworkIPRouteGatewayStatus {
  /** Its address. */
  address?: string;
  /** The interface to use, by the guest's name for it. */
  device?: string;
}
