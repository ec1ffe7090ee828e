/** The VirtualMachineService: one address in front of machines, as a Service is in front of pods. */
import type { Int32, ObjectMeta } from "../../meta.ts";

/**
 * One address in front of the machines that carry certain labels, as a Service is in front of pods.
 * @resource plural=virtualmachineservices singular=virtualmachineservice shortNames=vmservice scope=Namespaced
 * @statusSubresource
 * @column name="Type" type=string path=.spec.type
 * @column name="Age" type=date path=.metadata.creationTimestamp
 */
export interface VirtualMachineService {
  metadata: ObjectMeta;
  /** The address as it should be. */
  spec?: VirtualMachineServiceSpec;
  /** The address as it was last seen. */
  status?: VirtualMachineServiceStatus;
}

/** From where machines can be reached. */
export type VirtualMachineServiceType =
  /** Inside the cluster. */
  | "ClusterIP"
  /** From outside, through a load balancer. */
  | "LoadBalancer"
  /** Another DNS name stands for the service. */
  | "ExternalName";

/** The address as it should be. */
export interface VirtualMachineServiceSpec {
  /** From where the machines can be reached. Cannot be changed. @selectable @example "LoadBalancer" */
  type: VirtualMachineServiceType;
  /**
   * Ports of the address; needed except for a headless service and for `ExternalName`.
   * @listType map
   * @listMapKey port
   * @listMapKey protocol
   * @maxItems 128
   */
  ports?: VirtualMachineServicePort[];
  /**
   * Labels of the machines that answer; none when left out.
   * @maxProperties 64
   * @keys format=k8s-label-key
   * @values format=k8s-label-value
   * @example {"app":"my-app"}
   */
  selector?: { [key: string]: string };
  /** Address the load balancer should take, where it can. @maxLength 64 @example "192.0.2.10" */
  loadBalancerIP?: string;
  /**
   * Networks, such as `10.0.0.0/8`, from which a load balancer accepts clients; all when left out.
   * @maxItems 1024
   * @items maxLength=64
   * @example ["198.51.100.0/24"]
   */
  loadBalancerSourceRanges?: string[];
  /**
   * Address inside the cluster, `None` for a headless service; chosen when left out. Cannot be changed.
   * @maxLength 64
   * @example "10.96.0.10"
   */
  clusterIp?: string;
  /** DNS name that an `ExternalName` service stands for. @maxLength 254 @example "db.example.com" */
  externalName?: string;
}

/** A port of a service. */
export interface VirtualMachineServicePort {
  /**
   * Name of the port, unique in the service; may be empty where it is the only port.
   * @maxLength 63
   * @pattern ^([a-z0-9]([-a-z0-9]*[a-z0-9])?)?$
   * @example "https"
   */
  name: string;
  /** Protocol of the port. */
  protocol: ServiceProtocol;
  /** Port of the address. @minimum 1 @maximum 65535 @example 443 */
  port: Int32;
  /** Port of the machines. @minimum 1 @maximum 65535 @example 8443 */
  targetPort: Int32;
}

/** Protocols that a service can carry. */
export type ServiceProtocol = "TCP" | "UDP" | "SCTP";

/** The address as it was last seen. */
export interface VirtualMachineServiceStatus {
  /** Where a load balancer listens. */
  loadBalancer?: LoadBalancerStatus;
}

/** Where a load balancer listens. */
export interface LoadBalancerStatus {
  /** Its addresses. */
  ingress?: LoadBalancerIngress[];
}

/** An address of a load balancer. */
export interface LoadBalancerIngress {
  /** IP address, of a load balancer that has one. */
  ip?: string;
  /** DNS name, of a load balancer that has one. */
  hostname?: string;
}
