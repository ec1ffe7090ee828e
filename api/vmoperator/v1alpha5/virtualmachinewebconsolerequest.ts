/** The VirtualMachineWebConsoleRequest: a ticket to a machine's screen and keyboard. */
import type { ObjectMeta, Time } from "../../meta.ts";

/**
 * Asks for a ticket to a machine's screen and keyboard. The ticket is encrypted, so that only who asked can read it.
 * @resource plural=virtualmachinewebconsolerequests singular=virtualmachinewebconsolerequest scope=Namespaced
 * @statusSubresource
 */
export interface VirtualMachineWebConsoleRequest {
  metadata: ObjectMeta;
  /** Which machine, and who asks. Cannot be changed. */
  spec?: VirtualMachineWebConsoleRequestSpec;
  /** The ticket. */
  status?: VirtualMachineWebConsoleRequestStatus;
}

/** Which machine, and who asks. */
export interface VirtualMachineWebConsoleRequestSpec {
  /**
   * Name of the machine in the same namespace.
   * @minLength 1
   * @maxLength 253
   * @selectable
   * @example "my-vm"
   */
  name: string;
  /**
   * RSA public key in PEM form (`PUBLIC KEY`, PKCS #1) with which the ticket is encrypted.
   * @maxLength 16384
   * @pattern -----BEGIN PUBLIC KEY-----\r?\n[A-Za-z0-9+/=\r\n]+-----END PUBLIC KEY-----
   * @example "-----BEGIN PUBLIC KEY-----\nMEgCQQCo9+BpMRYQ/dL3DS2CyJxRF+j6ctbT3/Qp84+KeFhnii7NT7fELilKUSnx\nS30WAvQCCo2yU1orfgqr41mM70MBAgMBAAE=\n-----END PUBLIC KEY-----\n"
   */
  publicKey: string;
}

/** The ticket. */
export interface VirtualMachineWebConsoleRequestStatus {
  /** The ticket, encrypted with the public key and written in base64. */
  response?: string;
  /** When the ticket stops being valid; the request is deleted then. */
  expiryTime?: Time;
  /** Address of the proxy to present the ticket to. */
  proxyAddr?: string;
}
