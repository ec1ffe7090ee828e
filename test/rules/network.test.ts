/** Networks and bootstrap providers as the specification's tables have them, on compiled code. */
import { test } from "uvu";
import * as assert from "uvu/assert";
import { rules } from "../../generated/rules/vmoperator.vmware.com/v1alpha5/virtualmachine.js";
import type { Generators } from "../../rules/lang/defaulting.ts";
import { type AdmissionRequest, admit, type Refusal } from "../../runtime/admission/admit.ts";

const generators: Generators = {
  uuid4: () => "00000000-0000-4000-8000-000000000001",
  now: () => "2026-01-02T03:04:05.000000006Z",
  build: () => "v1.2.3",
};

const ask = (request: Partial<AdmissionRequest> & { object: unknown }) =>
  admit(
    rules,
    { operation: "create", caller: { username: "developer", groups: [] }, ...request },
    ["crd", "policy", "webhook"],
    generators,
  );

const refusals = (request: Parameters<typeof ask>[0]): readonly Refusal[] => {
  const verdict = ask(request);
  return verdict.allowed ? [] : verdict.refusals;
};

const machine = (spec: object) => ({
  metadata: { name: "web-01", namespace: "shop" },
  spec: { className: "small", imageName: "vmi-1", storageClass: "fast", ...spec },
});

const cloudInit = {
  cloudInit: {
    cloudConfig: {
      users: [{ name: "jane" }],
      runcmd: ["ls -l", ["echo", "hello"]],
      write_files: [
        { path: "/etc/motd", content: "hello" },
        { path: "/etc/key", content: { name: "keys", key: "web" } },
      ],
    },
  },
};
const linuxPrep = {
  linuxPrep: { password: { name: "root" }, scriptText: { value: "#!/bin/sh" } },
  vAppConfig: { properties: [{ key: "role", value: { value: "web" } }] },
};
const sysprep = {
  sysprep: {
    sysprep: {
      userData: { fullName: "Jane Doe", orgName: "Shop" },
      guiUnattended: { autoLogon: true, autoLogonCount: 1, password: { name: "admin" } },
      identification: { domainAdmin: "admin", domainAdminPassword: { name: "domain" } },
      scriptText: { from: { name: "script", key: "first" } },
    },
  },
};
const providers = { cloudInit, linuxPrep, sysprep, none: undefined };

const addressed = {
  name: "eth0",
  network: { apiVersion: "netoperator.vmware.com/v1alpha1", kind: "Network", name: "web" },
  addresses: ["192.168.0.3/24", "2001:db8::3/64"],
  gateway4: "192.168.0.1",
  gateway6: "2001:db8::1",
};
const leased = { name: "eth1", dhcp4: true, dhcp6: true };

test("a machine that says all that Cloud-Init takes is accepted", () => {
  const guest = {
    guestDeviceName: "ens160",
    mtu: 9000,
    nameservers: ["8.8.8.8"],
    searchDomains: ["example.com"],
    routes: [
      { to: "default", via: "192.168.0.1", metric: 1 },
      { to: "2001:db8::/32", via: "2001:db8::1" },
    ],
  };
  const network = {
    hostName: "web",
    domainName: "example.com",
    interfaces: [{ ...addressed, ...guest }, leased],
  };
  assert.equal(refusals({ object: machine({ bootstrap: cloudInit, network }) }), []);
});

for (const [name, bootstrap] of Object.entries({ linuxPrep, sysprep })) {
  test(`a machine that says all that ${name} takes is accepted`, () => {
    const network = {
      hostName: "web",
      domainName: "example.com",
      nameservers: ["8.8.8.8", "2001:4860:4860::8888"],
      searchDomains: ["example.com"],
      interfaces: [addressed, leased],
    };
    assert.equal(refusals({ object: machine({ bootstrap, network }) }), []);
  });
}

/** Field → a value, and the providers that take it; the two tables of the specification. */
const global: { [field: string]: [unknown, readonly string[]] } = {
  hostName: ["web", ["cloudInit", "linuxPrep", "sysprep", "none"]],
  domainName: ["example.com", ["cloudInit", "linuxPrep", "sysprep", "none"]],
  nameservers: [["8.8.8.8"], ["linuxPrep", "sysprep"]],
  searchDomains: [["example.com"], ["linuxPrep", "sysprep"]],
};
const perInterface: { [field: string]: [unknown, readonly string[]] } = {
  guestDeviceName: ["ens160", ["cloudInit"]],
  addresses: [["192.168.0.3/24"], ["cloudInit", "linuxPrep", "sysprep", "none"]],
  dhcp4: [true, ["cloudInit", "linuxPrep", "sysprep", "none"]],
  dhcp6: [true, ["cloudInit", "linuxPrep", "sysprep", "none"]],
  gateway4: ["None", ["cloudInit", "linuxPrep", "sysprep", "none"]],
  gateway6: ["None", ["cloudInit", "linuxPrep", "sysprep", "none"]],
  mtu: [9000, ["cloudInit"]],
  nameservers: [["8.8.8.8"], ["cloudInit"]],
  routes: [[{ to: "default", via: "192.168.0.1" }], ["cloudInit"]],
  searchDomains: [["example.com"], ["cloudInit"]],
};

for (const [provider, bootstrap] of Object.entries(providers)) {
  test(`bootstrap ${provider}: the guest is told what the provider takes, and nothing else`, () => {
    const told = (network: object) =>
      refusals({ object: machine({ ...(bootstrap ? { bootstrap } : {}), network }) }).map(
        ({ field }) => field,
      );
    for (const [field, [value, takers]] of Object.entries(global)) {
      const refused = takers.includes(provider) ? [] : [`spec.network.${field}`];
      assert.equal(told({ [field]: value }), refused, field);
    }
    for (const [field, [value, takers]] of Object.entries(perInterface)) {
      const refused = takers.includes(provider) ? [] : [`spec.network.interfaces[1].${field}`];
      assert.equal(
        told({ interfaces: [{ name: "eth0" }, { name: "eth1", [field]: value }] }),
        refused,
        field,
      );
    }
  });
}

const settings = (provider: string, legacyProvider?: string) => ({
  lookedUp: { networkSettings: { provider, ...(legacyProvider ? { legacyProvider } : {}) } },
});
const on = (network: object) => ({
  object: machine({ network: { interfaces: [{ name: "eth0", network }] } }),
});

test("a network that is only named is one of the namespace's provider", () => {
  const made = (provider: string) => {
    const verdict = ask({ ...on({ name: "web" }), ...settings(provider) });
    assert.ok(verdict.allowed);
    return (verdict.object as { spec: { network: { interfaces: { network: object }[] } } }).spec.network
      .interfaces[0]!.network;
  };
  assert.equal(made("vpc"), { name: "web", apiVersion: "crd.nsx.vmware.com/v1alpha1", kind: "SubnetSet" });
  assert.equal(made("nsx-tier1"), { name: "web", apiVersion: "vmware.com/v1alpha1", kind: "VirtualNetwork" });
  assert.equal(made("vsphere-distributed"), {
    name: "web",
    apiVersion: "netoperator.vmware.com/v1alpha1",
    kind: "Network",
  });
  assert.equal(made("elsewhere"), { name: "web" });
});

test("a network is of a provider that the namespace has", () => {
  const subnet = { apiVersion: "crd.nsx.vmware.com/v1alpha1", kind: "Subnet", name: "web" };
  const asked = (...providers: [string, string?]) =>
    refusals({ ...on(subnet), ...settings(...providers) }).map(({ field, reason }) => `${field} ${reason}`);
  assert.equal(asked("vpc"), []);
  assert.equal(asked("vsphere-distributed", "vpc"), []);
  assert.equal(asked("nsx-tier1"), ["spec.network.interfaces[0].network.apiVersion NotSupported"]);
  assert.equal(refusals(on(subnet)), []);
});

test("a deployed machine keeps its network, and gets nothing filled in either", () => {
  const { object } = on({ name: "web" });
  const deployed = { ...object, status: { uniqueID: "vm-1" } };
  const same = ask({ operation: "update", object: deployed, oldObject: deployed, ...settings("vpc") });
  assert.ok(same.allowed);
  assert.is(
    same.filled.some(({ path }) => path.includes("network")),
    false,
  );
  const other = { ...on({ name: "dmz" }).object, status: { uniqueID: "vm-1" } };
  assert.ok(
    refusals({ operation: "update", object: other, oldObject: deployed }).some(
      ({ field }) => field === "spec.network",
    ),
  );
});

test.run();
