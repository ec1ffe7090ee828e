/** A VirtualMachine as people write them, about 1.4 kB of JSON. */
import type { VirtualMachine } from "../../api/vmoperator/v1alpha5/virtualmachine.ts";
import { resources } from "../../generated/resources.ts";

export const VM_KIND = "vmoperator.vmware.com/v1alpha5/VirtualMachine";
export const VM_RESOURCE = resources[VM_KIND];
export const API_VERSION = "vmoperator.vmware.com/v1alpha5";

/** Names of the starter inventory, so that the operator can make a machine of it. */
export function sampleVm(
  name: string,
  namespace: string,
): VirtualMachine & { apiVersion: string; kind: string } {
  return {
    apiVersion: API_VERSION,
    kind: "VirtualMachine",
    metadata: {
      name,
      namespace,
      labels: { app: "shop", tier: "frontend", "topology.kubernetes.io/region": "north" },
      annotations: { "example.com/owner": "team-storefront", "example.com/ticket": "OPS-12345" },
    },
    spec: {
      className: "my-vm-class",
      imageName: "vmi-0a0044d7c690bcbea",
      storageClass: "my-storage-class",
      guestID: "vmwarePhoton64Guest",
      minHardwareVersion: 15,
      bootstrap: {
        cloudInit: {
          cloudConfig: {
            timezone: "Europe/Berlin",
            users: [
              {
                name: "jdoe",
                gecos: "Jo Doe",
                groups: ["sudo", "docker"],
                sudo: "ALL=(ALL) NOPASSWD:ALL",
                ssh_authorized_keys: [`ssh-ed25519 ${"A".repeat(68)} jdoe@example.com`],
              },
              { name: "metrics", shell: "/usr/sbin/nologin", system: true, no_create_home: true },
            ],
            write_files: [
              { path: "/etc/motd", owner: "root:root", permissions: "0644" },
              { path: "/etc/profile.d/shop.sh", owner: "root:root", permissions: "0755" },
            ],
          },
          sshAuthorizedKeys: [`ssh-ed25519 ${"B".repeat(68)} ops@example.com`],
        },
      },
    },
  };
}

/** The same with two networks, three volumes, a drive and a probe, about 2.4 kB of JSON. */
export function fullVm(name: string, namespace: string): ReturnType<typeof sampleVm> {
  const machine = sampleVm(name, namespace);
  const network = (of: string) => ({
    apiVersion: "netoperator.vmware.com/v1alpha1",
    kind: "Network",
    name: of,
  });
  return {
    ...machine,
    spec: {
      ...machine.spec,
      network: {
        hostName: "shop-1",
        domainName: "example.com",
        interfaces: [
          {
            name: "eth0",
            network: network("front"),
            addresses: ["10.1.0.5/24"],
            gateway4: "10.1.0.1",
            mtu: 1500,
            nameservers: ["10.1.0.2"],
            routes: [{ to: "10.2.0.0/16", via: "10.1.0.9" }],
          },
          { name: "eth1", network: network("back"), dhcp4: true },
        ],
      },
      volumes: ["data", "logs", "scratch"].map((volume) => ({
        name: volume,
        persistentVolumeClaim: { claimName: `${name}-${volume}` },
      })),
      hardware: {
        cdrom: [
          { name: "tools", image: { kind: "VirtualMachineImage", name: DRIVE_IMAGE }, connected: true },
        ],
      },
      readinessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 10 },
    },
  };
}

const DRIVE_IMAGE = "vmi-0123456789abcdef0";

/** What rows look up of these machines: their image, and the one in the drive. */
export const sampleLookups = {
  image: { metadata: { name: "vmi-0a0044d7c690bcbea" }, status: { type: "OVF", disks: [{ name: "boot" }] } },
  driveImages: { [DRIVE_IMAGE]: { metadata: { name: DRIVE_IMAGE }, status: { type: "ISO" } } },
};

/** As the operator reports it, of a machine that runs. */
export const sampleStatus = (index: number): NonNullable<VirtualMachine["status"]> => ({
  uniqueID: `vm-${index}`,
  powerState: "PoweredOn",
  nodeName: "esx-a1.example.com",
  zone: "zone-a",
  hardwareVersion: 15,
  network: { hostName: `vm-${index}`, primaryIP4: `10.0.${(index >> 8) & 255}.${index & 255}` },
  conditions: ["VirtualMachineClassReady", "VirtualMachineImageReady", "VirtualMachineCreated"].map(
    (type) => ({
      type,
      status: "True",
      reason: "True",
      message: "",
      lastTransitionTime: "2026-01-02T03:04:05Z",
    }),
  ),
});
