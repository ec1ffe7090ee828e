/** The network of a machine as a whole: what stays, what it gets by default, and what the guest may be told and called. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import type { DefaultingTable, ImmutabilityTable, ValidationTable } from "../lang/tables.ts";

// biome-ignore format: a table
export const networkImmutability = {
  kind: "immutability",
  doc: "What cannot change about the network of a machine.",
  hit: "collect",
  rows: [
    { id: "vm/network-fixed-once-deployed", field: "spec.network", forbid: ["set", "modify", "unset"],
      when: "oldRoot.?status.?uniqueID.orValue('') != ''",
      holds: { root: { status: { uniqueID: "vm-1" } } }, lifts: { root: { status: { powerState: "PoweredOff" } } },
      message: "cannot change once the machine is deployed; make another machine",
      doc: "The network is fixed once the machine exists on the hypervisor.", source: "spec:vm-v1alpha5#networking/1" },
    { id: "vm/mac-address-fixed", field: "spec.network.interfaces[].macAddr", forbid: ["modify", "unset"],
      message: "cannot change; put an interface of another name in its place",
      doc: "An interface keeps its MAC address once it is set.", source: ["spec:vm-v1alpha5-macaddr#mac-address-configuration/3", "upstream:V97", "upstream:V98"] },
  ],
} as const satisfies ImmutabilityTable<VirtualMachine>;

// biome-ignore format: a table
export const networkDefaults = {
  kind: "defaulting",
  doc: "What the network of a machine gets when the manifest does not say.",
  hit: "unique",
  rows: [
    { id: "vm/one-interface-by-default", field: "spec.network", on: ["create"], value: { interfaces: [{ name: "eth0" }] },
      doc: "A machine that says nothing about its network gets an interface on the default one.", source: ["spec:vm-v1alpha5#default-network-interface/1", "upstream:M1"],
      example: { before: { spec: {} }, after: { spec: { network: { interfaces: [{ name: "eth0" }] } } } } },
    { id: "vm/one-interface-unless-disabled", field: "spec.network.interfaces", on: ["create"], value: [{ name: "eth0" }],
      when: "!self.spec.network.?disabled.orValue(false)",
      doc: "A machine that lists no interface gets one on the default network, unless networking is disabled.", source: ["spec:vm-v1alpha5#default-network-interface/1", "upstream:M1"],
      example: { before: { spec: { network: { hostName: "web-01" } } }, after: { spec: { network: { hostName: "web-01", interfaces: [{ name: "eth0" }] } } } } },
    { id: "vm/network-group-of-the-provider", field: "spec.network.interfaces[].network.apiVersion", on: ["create", "update"],
      when: "has(fact.networkSettings) && fact.networkSettings.?provider.orValue('') in ['vpc', 'nsx-tier1', 'vsphere-distributed'] && oldRoot.?status.?uniqueID.orValue('') == ''",
      from: "fact.networkSettings.provider == 'vpc' ? 'crd.nsx.vmware.com/v1alpha1' : fact.networkSettings.provider == 'nsx-tier1' ? 'vmware.com/v1alpha1' : 'netoperator.vmware.com/v1alpha1'",
      doc: "A network that is only named is one of the namespace's provider.", source: ["upstream:M2", "upstream:M26"],
      example: { before: { spec: { network: { interfaces: [{ name: "eth0", network: { name: "web" } }, { name: "eth1" }] } } }, facts: { networkSettings: { provider: "vpc" } },
                 after: { spec: { network: { interfaces: [{ name: "eth0", network: { name: "web", apiVersion: "crd.nsx.vmware.com/v1alpha1" } }, { name: "eth1" }] } } } } },
    { id: "vm/network-kind-of-the-provider", field: "spec.network.interfaces[].network.kind", on: ["create", "update"],
      when: "['crd.nsx.vmware.com/', 'vmware.com/', 'netoperator.vmware.com/'].exists(group, self.network.?apiVersion.orValue('').startsWith(group)) && oldRoot.?status.?uniqueID.orValue('') == ''",
      from: "self.network.apiVersion.startsWith('crd.nsx.vmware.com/') ? 'SubnetSet' : self.network.apiVersion.startsWith('vmware.com/') ? 'VirtualNetwork' : 'Network'",
      doc: "A network of a known provider is of that provider's usual kind.", source: ["upstream:M2", "upstream:M26"],
      example: { before: { spec: { network: { interfaces: [{ name: "eth0", network: { name: "web", apiVersion: "vmware.com/v1alpha1" } }] } } },
                 after: { spec: { network: { interfaces: [{ name: "eth0", network: { name: "web", apiVersion: "vmware.com/v1alpha1", kind: "VirtualNetwork" } }] } } } } },
  ],
} as const satisfies DefaultingTable<VirtualMachine>;

/** 252 characters. */
const longDomain = `${"department.".repeat(22)}example.io`;

// biome-ignore format: a table
export const network = {
  kind: "validation",
  doc: "What the guest is told about the network as a whole, and what it may be called.",
  hit: "collect",
  rows: [
    { id: "vm/nameservers-supported", at: "spec", field: "network.nameservers", on: ["create", "update"],
      require: "!has(self.network) || !has(self.network.nameservers) || size(self.network.nameservers) == 0 || self.?bootstrap.?linuxPrep.hasValue() || self.?bootstrap.?sysprep.hasValue()",
      reason: "Invalid", message: "only LinuxPrep and Sysprep take them; with Cloud-Init give each interface its own",
      doc: "Name servers of the whole guest are for LinuxPrep and Sysprep.", source: ["spec:vm-v1alpha5#global-guest-network-configuration/1", "spec:decisions#bootstrap-providers/3", "upstream:V60", "upstream:V61"],
      admits: [{ new: { network: { nameservers: ["8.8.8.8"] }, bootstrap: { linuxPrep: {} } } }, { new: { network: { nameservers: ["8.8.8.8"] }, bootstrap: { sysprep: {} } } }, { new: { network: {} } }],
      refuses: [{ new: { network: { nameservers: ["8.8.8.8"] } } }, { new: { network: { nameservers: ["8.8.8.8"] }, bootstrap: { cloudInit: {} } } }] },
    { id: "vm/search-domains-supported", at: "spec", field: "network.searchDomains", on: ["create", "update"],
      require: "!has(self.network) || !has(self.network.searchDomains) || size(self.network.searchDomains) == 0 || self.?bootstrap.?linuxPrep.hasValue() || self.?bootstrap.?sysprep.hasValue()",
      reason: "Invalid", message: "only LinuxPrep and Sysprep take them; with Cloud-Init give each interface its own",
      doc: "Search domains of the whole guest are for LinuxPrep and Sysprep.", source: ["spec:vm-v1alpha5#global-guest-network-configuration/2", "spec:decisions#bootstrap-providers/3", "upstream:V62", "upstream:V63"],
      admits: [{ new: { network: { searchDomains: ["example.com"] }, bootstrap: { linuxPrep: {} } } }, { new: { network: { searchDomains: ["example.com"] }, bootstrap: { sysprep: {} } } }, { new: { network: {} } }],
      refuses: [{ new: { network: { searchDomains: ["example.com"] } } }, { new: { network: { searchDomains: ["example.com"] }, bootstrap: { cloudInit: {} } } }] },
    { id: "vm/nameserver-is-an-address", at: "spec.network.nameservers[]", on: ["create", "update"],
      require: "isIP(self)",
      reason: "Invalid", message: "must be an IPv4 or IPv6 address",
      doc: "A name server is reached by its address.", source: "upstream:V64",
      admits: [{ new: "8.8.8.8" }, { new: "2001:4860:4860::8888" }],
      refuses: [{ new: "dns.example.com" }, { new: "192.168.1.1/24" }] },

    { id: "vm/host-name-is-a-label", at: "spec.network.hostName", on: ["create", "update"],
      require: "self == '' || isIP(self) || self.matches(r'^[\\p{L}\\p{S}0-9]([-\\p{L}\\p{S}0-9]{0,61}[\\p{L}\\p{S}0-9])?$')",
      reason: "Invalid", message: "must be an IP address, or at most 63 letters, digits, symbols and inner dashes",
      doc: "A host name is a label as RFC 1123 has it, which may hold letters and symbols of any script, or an IP address.", source: "upstream:V100",
      admits: [{ new: "web-01" }, { new: "1a" }, { new: "ch✓ck" }, { new: "2001:db8::1" }],
      refuses: [{ new: "hello_world" }, { new: "-web" }, { new: "web.example.com" }] },
    { id: "vm/name-serves-as-host-name", field: "spec.network.hostName", on: ["create", "update"],
      require: "self.?spec.?network.?hostName.orValue('') != '' || !has(self.metadata) || !has(self.metadata.name) || (size(self.metadata.name) <= 63 && !self.metadata.name.contains('.')) || (isIP(self.metadata.name) && self.?spec.?network.?domainName.orValue('') == '')",
      reason: "Required", message: "must be set, because the machine's own name is longer than 63 characters or has dots",
      doc: "The guest is called like its machine unless it has a host name, so the machine's name then is a label or an IP address without a domain.", source: ["upstream:V100", "upstream:V101"],
      admits: [{ new: { metadata: { name: "web-01" } } }, { new: { metadata: { name: "web.01" }, spec: { network: { hostName: "web-01" } } } }, { new: { metadata: { name: "10.0.0.1" } } }],
      refuses: [{ new: { metadata: { name: "web.01" }, spec: {} } }, { new: { metadata: { name: "10.0.0.1" }, spec: { network: { domainName: "example.com" } } } }] },
    { id: "vm/address-has-no-domain", at: "spec.network", field: "hostName", on: ["create", "update"],
      require: "self.?domainName.orValue('') == '' || !has(self.hostName) || !isIP(self.hostName)",
      reason: "Invalid", message: "cannot be an IP address beside a domainName",
      doc: "A host name that is an IP address has no domain.", source: "upstream:V101",
      admits: [{ new: { hostName: "10.0.0.1" } }, { new: { hostName: "web-01", domainName: "example.com" } }],
      refuses: [{ new: { hostName: "2001:db8::1", domainName: "example.com" } }] },
    { id: "vm/windows-host-name-short", field: "spec.network.hostName", on: ["create", "update"],
      require: "size(self.?spec.?network.?hostName.orValue('') != '' ? self.spec.network.hostName : self.?metadata.?name.orValue('')) <= 15 || !(self.?spec.?bootstrap.?sysprep.hasValue() || self.?spec.?guestID.orValue('').startsWith('win')) || (oldSelf.?spec.?bootstrap.?sysprep.hasValue() && size(oldSelf.?spec.?network.?hostName.or(oldSelf.?metadata.?name).orValue('')) > 15)",
      reason: "Invalid", message: "must have at most 15 characters for Windows; it is the machine's own name when left out",
      doc: "Windows takes host names of at most 15 characters; a machine that already has a longer one keeps it.", source: "upstream:V102",
      admits: [{ new: { metadata: { name: "a-very-long-machine-name" }, spec: { guestID: "centosGuest" } } },
               { new: { metadata: { name: "a-very-long-machine-name" }, spec: { guestID: "windows2019srv_64Guest", network: { hostName: "short" } } } },
               { old: { metadata: { name: "a-very-long-machine-name" }, spec: { bootstrap: { sysprep: {} } } }, new: { metadata: { name: "a-very-long-machine-name" }, spec: { bootstrap: { sysprep: {} } } } }],
      refuses: [{ new: { metadata: { name: "a-very-long-machine-name" }, spec: { bootstrap: { sysprep: {} } } } },
                { new: { metadata: { name: "short" }, spec: { guestID: "windows2019srv_64Guest", network: { hostName: "aaaaaaaaaaaaaaaa" } } } }] },

    { id: "vm/domain-name-is-one", at: "spec.network.domainName", on: ["create", "update"],
      require: "self == '' || self.matches(r'^([\\p{L}\\p{S}0-9]([-\\p{L}\\p{S}0-9]{0,61}[\\p{L}\\p{S}0-9])?[.])*[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$')",
      reason: "Invalid", message: "must be labels of at most 63 letters, digits, symbols and inner dashes with dots between, the last one plain ASCII",
      doc: "A domain name is labels as RFC 1123 has them, which may hold letters and symbols of any script except in the top-level domain.", source: "upstream:V103",
      admits: [{ new: "example.com" }, { new: "ch✓ck.com" }, { new: "local" }],
      refuses: [{ new: "check.✓om" }, { new: "my_domain.com" }, { new: "abc.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com" }] },
    { id: "vm/full-name-fits", field: "spec.network.domainName", on: ["create", "update"],
      require: "self.?spec.?network.?domainName.orValue('') == '' || size(self.spec.network.?hostName.orValue('') != '' ? self.spec.network.hostName : self.?metadata.?name.orValue('')) + 1 + size(self.spec.network.domainName) <= 255",
      reason: "Invalid", message: "must leave room for the host name; both and the dot between have at most 255 characters",
      doc: "Host name and domain name together fit into the 255 characters of DNS.", source: "upstream:V104",
      admits: [{ new: { metadata: { name: "web-01" }, spec: { network: { domainName: "example.com" } } } }],
      refuses: [{ new: { metadata: { name: "web-01" }, spec: { network: { domainName: longDomain } } } }] },
  ],
} as const satisfies ValidationTable<VirtualMachine>;
