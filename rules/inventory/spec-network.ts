/** Networking: what `vm-v1alpha5.md` asks for, and of `vm-v1alpha5-macaddr.md` the MAC address. */
import type { Line } from "./lines.ts";

// biome-ignore format: a table
export const specNetwork: readonly Line[] = [
  { id: "spec:vm-v1alpha5#networking/1", says: "`spec.network` never changes after the machine is deployed." },
  { id: "spec:vm-v1alpha5#disable-networking/1", says: "With `spec.network.disabled` the machine gets no network interface.", later: "network: reconcile" },
  { id: "spec:vm-v1alpha5#disable-networking/2", says: "`spec.network.disabled` has no effect on a machine that is deployed.", see: "spec:vm-v1alpha5#networking/1" },
  { id: "spec:vm-v1alpha5#global-guest-network-configuration/1", says: "`spec.network.nameservers` is for LinuxPrep and Sysprep." },
  { id: "spec:vm-v1alpha5#global-guest-network-configuration/2", says: "`spec.network.searchDomains` is for LinuxPrep and Sysprep." },
  { id: "spec:vm-v1alpha5#global-guest-network-configuration/3", says: "`hostName` and `domainName` are for every provider.", later: "network: reconcile of the bootstrap" },
  { id: "spec:vm-v1alpha5#network-interfaces/1", says: "The machine has the interfaces that `spec.network.interfaces` lists.", later: "network: reconcile; today a machine gets one interface" },
  { id: "spec:vm-v1alpha5#default-network-interface/1", says: "A machine that lists no interface gets one, unless networking is disabled." },
  { id: "spec:vm-v1alpha5#network-adapter-type/1", says: "The class says the type of each adapter, in order, and further ones are VMXNET3.", later: "network: reconcile" },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/1", says: "`guestDeviceName` is for Cloud-Init." },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/2", says: "`mtu` is for Cloud-Init." },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/3", says: "`nameservers` of an interface are for Cloud-Init." },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/4", says: "`routes` are for Cloud-Init." },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/5", says: "`searchDomains` of an interface are for Cloud-Init." },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/6", says: "`addresses`, `dhcp4`, `dhcp6`, `gateway4` and `gateway6` are for every provider.", later: "network: reconcile of the bootstrap" },
  { id: "spec:vm-v1alpha5#per-interface-guest-network-configuration/7", says: "Addresses carry the length of their prefix." },
  { id: "spec:vm-v1alpha5#intended-network-config/1", says: "`status.network.config` tells the network as it was given to the guest.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/2", says: "The host name there is `spec.network.hostName`, else the object's name.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/3", says: "The domain name there is `spec.network.domainName`.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/4", says: "Name servers and search domains there are those of `spec.network`, else of the operator's ConfigMap.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/5", says: "Each interface of `spec.network` stands there with its name, name servers and search domains.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/6", says: "Addresses there are those of the interface, else of IPAM, and none where the network does DHCP for both families.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/7", says: "DHCP there is on where the interface or its network says so, a family at a time.", later: "network: status" },
  { id: "spec:vm-v1alpha5#intended-network-config/8", says: "A gateway there is the interface's, else IPAM's, and none where the network does DHCP for that family.", later: "network: status" },
  { id: "spec:vm-v1alpha5-macaddr#mac-address-configuration/1", says: "`macAddr` is six pairs of hexadecimal digits between colons.", schema: "VirtualMachine.spec.network.interfaces[].macAddr pattern" },
  { id: "spec:vm-v1alpha5-macaddr#mac-address-configuration/2", says: "`macAddr` is for interfaces on a VPC network." },
  { id: "spec:vm-v1alpha5-macaddr#mac-address-configuration/3", says: "The `macAddr` of an existing interface never changes." },
  { id: "spec:vm-v1alpha5-macaddr#mac-address-configuration/4", says: "An interface without a `macAddr` gets one from the network or from vCenter.", later: "network: reconcile" },
];
