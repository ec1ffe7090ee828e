/** The network of a VirtualMachine as it should be: its interfaces, and what the guest is told about them. */
import type { Int32, Int64 } from "../../meta.ts";

/** The machine's interfaces, and what the guest is told about the network. */
export interface VirtualMachineNetworkSpec {
  /** Creates the machine without any interface. @example false */
  disabled?: boolean;
  /** Host name of the guest; the name of the machine when left out. At most 15 characters for Windows. @maxLength 255 */
  hostName?: string;
  /** Domain name of the guest; with Sysprep, the domain it joins. @maxLength 253 */
  domainName?: string;
  /**
   * Addresses of DNS servers for the whole guest; with LinuxPrep and Sysprep.
   * @maxItems 64
   * @items maxLength=45
   */
  nameservers?: string[];
  /**
   * Domains in which the guest looks up short names; with LinuxPrep and Sysprep.
   * @maxItems 64
   * @items maxLength=253
   */
  searchDomains?: string[];
  /**
   * Interfaces; one on the namespace's default network when left out.
   * @listType map
   * @listMapKey name
   * @maxItems 10
   */
  interfaces?: VirtualMachineNetworkInterfaceSpec[];
}

/** An interface, and what the guest is told about it. Some fields need a bootstrap provider that knows them. */
export interface VirtualMachineNetworkInterfaceSpec {
  /** Name of the interface in this list, such as `eth0`; with Cloud-Init also in the guest, unless `guestDeviceName` is another. @example "eth0" @pattern ^[a-z0-9]{2,}$ @maxLength 253 */
  name: string;
  /** The network it is on; the namespace's default network when left out. */
  network?: NetworkRef;
  /** MAC address, `XX:XX:XX:XX:XX:XX`; generated when left out. Only on VPC networks. @example "00:50:56:00:00:01" @pattern ^([0-9A-Fa-f]{2}:){5}([0-9A-Fa-f]{2})$ @maxLength 17 */
  macAddr?: string;
  /** Name of the interface in the guest; with Cloud-Init. @example "eth0" @pattern ^\w\w+$ @maxLength 253 */
  guestDeviceName?: string;
  /**
   * Addresses with prefix length, such as `192.168.0.3/24` or `2001:db8::1/64`.
   * @example ["192.168.0.3/24","2001:db8::3/64"]
   * @maxItems 64
   * @items maxLength=64
   */
  addresses?: string[];
  /** Gets IPv4 addresses by DHCP; excludes IPv4 `addresses` and `gateway4`. @example false */
  dhcp4?: boolean;
  /** Gets IPv6 addresses by DHCP; excludes IPv6 `addresses` and `gateway6`. @example false */
  dhcp6?: boolean;
  /** Address of the IPv4 gateway; the network's own when left out, `None` for no gateway. @maxLength 45 @example "192.168.0.1" */
  gateway4?: string;
  /** Address of the IPv6 gateway; the network's own when left out, `None` for no gateway. @maxLength 45 @example "2001:db8::1" */
  gateway6?: string;
  /** Largest packet in bytes; with Cloud-Init. @example 1500 */
  mtu?: Int64;
  /**
   * Addresses of DNS servers for this interface; with Cloud-Init.
   * @maxItems 64
   * @items maxLength=45
   */
  nameservers?: string[];
  /**
   * Domains for short names on this interface; with Cloud-Init.
   * @maxItems 64
   * @items maxLength=253
   */
  searchDomains?: string[];
  /** Static routes; with Cloud-Init. @example [{"to":"default","via":"192.168.0.1"}] @maxItems 256 */
  routes?: VirtualMachineNetworkRouteSpec[];
}

/** A network of one of the namespace's providers; kind and API version are the provider's when left out. */
export interface NetworkRef {
  /** API group and version of the network, `group/version`. @pattern ^[^/]*(/[^/]*)?$ @maxLength 317 @example "netoperator.vmware.com/v1alpha1" */
  apiVersion?: string;
  /** Kind of the network, such as `Network`, `VirtualNetwork`, `Subnet` or `SubnetSet`. @maxLength 63 @example "Network" */
  kind?: string;
  /** Name of the network. @pattern ^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$ @maxLength 253 */
  name: string;
}

/** A static route. */
export interface VirtualMachineNetworkRouteSpec {
  /** `default`, or addresses with prefix length. @maxLength 64 */
  to: string;
  /** Address of the next hop. @maxLength 45 */
  via: string;
  /** Preference: the lowest wins. @minimum 1 */
  metric?: Int32;
}
