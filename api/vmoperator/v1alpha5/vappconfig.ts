/** OVF properties as a bootstrap provider, alone or beside LinuxPrep or Sysprep. */
import type { ValueOrSecretKey } from "./common.ts";

/** Hands OVF properties to the guest. */
export interface VAppConfigBootstrap {
  /**
   * Values for the properties of the image's OVF environment. Excludes `rawProperties`.
   * @listType map
   * @listMapKey key
   */
  properties?: VAppConfigProperty[];
  /** Name of a Secret whose keys are the properties. Excludes `properties`. */
  rawProperties?: string;
}

/** A property of the OVF environment. */
export interface VAppConfigProperty {
  /** Key of the property. @minLength 1 */
  key: string;
  /** Its value, which may use the template functions of VM Operator. */
  value?: ValueOrSecretKey;
}
