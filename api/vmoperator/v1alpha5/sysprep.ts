/** Sysprep as a bootstrap provider: an answer file for Windows, written inline or kept in a Secret. */
import type { Int32 } from "../../meta.ts";
import type { SecretKeySelector, ValueOrSecretKey } from "./common.ts";

/** Customises a Windows guest with Sysprep. */
export interface SysprepBootstrap {
  /**
   * `true` customises the guest at the next power-on and becomes `false`; `false` leaves the guest alone. When left out,
   * a power-on customises the guest if what it would be told has changed.
   */
  customizeAtNextPowerOn?: boolean;
  /** The answers, written here. Excludes `rawSysprep`. */
  sysprep?: Sysprep;
  /** A Secret that holds a complete `unattend.xml`. Excludes `sysprep`. */
  rawSysprep?: SecretKeySelector;
}

/** The answers Windows needs to set itself up. */
export interface Sysprep {
  /** Makes the accounts of the local Administrators group choose a new password at the next log-in. */
  expirePasswordAfterNextLogin?: boolean;
  /** What runs at the first log-in. */
  guiRunOnce?: SysprepGUIRunOnce;
  /** Administrator, automatic log-in and time zone. @presence */
  guiUnattended?: SysprepGUIUnattended;
  /** The workgroup or the domain to join. */
  identification?: SysprepIdentification;
  /** Licences of a server before Windows Server 2008. */
  licenseFilePrintData?: SysprepLicenseFilePrintData;
  /** Batch file that runs before and after customisation. */
  scriptText?: ValueOrSecretKey;
  /** Owner and product key. */
  userData: SysprepUserData;
}

/** What runs at the first log-in. */
export interface SysprepGUIRunOnce {
  /** Command lines, in order. */
  commands?: string[];
}

/** Administrator, automatic log-in and time zone. */
export interface SysprepGUIUnattended {
  /** Logs the Administrator in after start; needs `autoLogonCount` and `password`. */
  autoLogon?: boolean;
  /** How many starts log in automatically. */
  autoLogonCount?: Int32;
  /** Password of the Administrator. */
  password?: SysprepPasswordSelector;
  /** Windows' index of the time zone; 85 when left out, Greenwich and London. @minimum 0 @default 85 */
  timeZone?: Int32;
}

/** A key of a Secret that holds the Administrator's password. */
export interface SysprepPasswordSelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret; `password` when left out. @maxLength 253 @default "password" */
  key?: string;
}

/** The workgroup or the domain to join; the domain is `spec.network.domainName`. */
export interface SysprepIdentification {
  /** Account that may join machines to the domain. */
  domainAdmin?: string;
  /** Password of that account. */
  domainAdminPassword?: SysprepDomainPasswordSelector;
  /** Organisational unit of the computer account, as a distinguished name. */
  domainOU?: string;
  /** Workgroup to join instead of a domain. */
  joinWorkgroup?: string;
}

/** A key of a Secret that holds the password of the domain account. */
export interface SysprepDomainPasswordSelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret; `domain_admin_password` when left out. @maxLength 253 @default "domain_admin_password" */
  key?: string;
}

/** How a server counts its clients. */
export type SysprepLicenseMode =
  /** Each client has a licence. */
  | "perSeat"
  /** The server has licences for `autoUsers` clients at once. */
  | "perServer";

/** Licences of a server before Windows Server 2008. */
export interface SysprepLicenseFilePrintData {
  /** How clients are counted. */
  autoMode: SysprepLicenseMode;
  /** Clients at once, for `perServer`. */
  autoUsers?: Int32;
}

/** Owner and product key. */
export interface SysprepUserData {
  /** The user's full name. @minLength 1 */
  fullName: string;
  /** The user's organisation. @minLength 1 */
  orgName: string;
  /** Product key of Windows. */
  productID?: SysprepProductIDSelector;
}

/** A key of a Secret that holds a product key. */
export interface SysprepProductIDSelector {
  /** Name of the Secret. @maxLength 253 */
  name: string;
  /** Key inside the Secret; `product_id` when left out. @maxLength 253 @default "product_id" */
  key?: string;
}
