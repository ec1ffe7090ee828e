/** Cloud-Init as a bootstrap provider: the inline CloudConfig, or one kept in a Secret. */
import type { Int32, Int64 } from "../../meta.ts";
import type { SecretKeySelector } from "./common.ts";

/** Customises the guest with Cloud-Init. */
export interface CloudInitBootstrap {
  /**
   * Cloud-Init's instance id; a new one runs its per-instance steps again. `spec.biosUUID` when left out.
   * @maxLength 253
   */
  instanceID?: string;
  /** The CloudConfig, written here. */
  cloudConfig?: CloudConfig;
  /** A Secret that holds the CloudConfig, for what `cloudConfig` cannot say. */
  rawCloudConfig?: SecretKeySelector;
  /** SSH public keys for the default user. */
  sshAuthorizedKeys?: string[];
  /** Gives interfaces without nameservers the global ones; true when left out. */
  useGlobalNameserversAsDefault?: boolean;
  /** Gives interfaces without search domains the global ones; true when left out. */
  useGlobalSearchDomainsAsDefault?: boolean;
  /** Makes the guest wait for an IPv4 address. */
  waitOnNetwork4?: boolean;
  /** Makes the guest wait for an IPv6 address. */
  waitOnNetwork6?: boolean;
}

/** A CloudConfig; the names are Cloud-Init's own. */
export interface CloudConfig {
  /** Keeps the image's default user beside those of `users`. */
  defaultUserEnabled?: boolean;
  /** Allows SSH log-in by password. */
  ssh_pwauth?: boolean;
  /** The guest's time zone, as in `/usr/share/zoneinfo`. @maxLength 255 @example "Etc/UTC" */
  timezone?: string;
  /**
   * Users to create.
   * @listType map
   * @listMapKey name
   * @maxItems 1024
   */
  users?: CloudConfigUser[];
  /** Commands for the first boot: a list of strings or of lists of strings. @example ["ls -l",["echo","hello"]] @preserveUnknownFields */
  runcmd?: unknown;
  /**
   * Files to write.
   * @listType map
   * @listMapKey path
   * @maxItems 1024
   */
  write_files?: CloudConfigFile[];
}

/** A user of the guest. */
export interface CloudConfigUser {
  /** Log-in name. @maxLength 256 */
  name: string;
  /** Creates the groups that do not exist yet. */
  create_groups?: boolean;
  /** Day the account ends, `YYYY-MM-DD`. @example "2030-12-31" */
  expiredate?: string;
  /** Comment, usually the full name. */
  gecos?: string;
  /** Further groups. */
  groups?: string[];
  /** A hash of the password, kept in a Secret. */
  hashed_passwd?: SecretKeySelector;
  /** Home directory; `/home/<name>` when left out. */
  homedir?: string;
  /** Days after the password's end until the account is disabled. */
  inactive?: Int32;
  /** Disables log-in by password. */
  lock_passwd?: boolean;
  /** Makes no home directory. */
  no_create_home?: boolean;
  /** Leaves the account out of lastlog and faillog. */
  no_log_init?: boolean;
  /** Makes no group named like the user. */
  no_user_group?: boolean;
  /** The password in clear text, kept in a Secret. */
  passwd?: SecretKeySelector;
  /** Primary group. */
  primary_group?: string;
  /** SELinux user. */
  selinux_user?: string;
  /** Log-in shell. */
  shell?: string;
  /** E-mail address for a Snappy user. */
  snapuser?: string;
  /** SSH public keys. */
  ssh_authorized_keys?: string[];
  /** SSH key ids to import, such as `gh:name`. */
  ssh_import_id?: string[];
  /** Sends SSH log-ins of this user to the default user. */
  ssh_redirect_user?: boolean;
  /** Sudo rule. */
  sudo?: string;
  /** Makes a system account. */
  system?: boolean;
  /** User id. */
  uid?: Int64;
}

/** How the content of a file is written down. */
export type FileEncoding =
  | "b64"
  | "base64"
  | "gz"
  | "gzip"
  | "gz+b64"
  | "gz+base64"
  | "gzip+b64"
  | "gzip+base64"
  | "text/plain";

/** A file of the guest. */
export interface CloudConfigFile {
  /** Where it goes. @maxLength 4096 */
  path: string;
  /** Its content: a string, or a Secret's `name` and `key`. @example "hello" @preserveUnknownFields */
  content?: unknown;
  /** Appends instead of replacing. */
  append?: boolean;
  /** Writes it in the final stage, after users and packages. */
  defer?: boolean;
  /** Encoding of `content`. @default "text/plain" */
  encoding?: FileEncoding;
  /** Owner and group. @default "root:root" */
  owner?: string;
  /** Permissions, octal. @default "0644" */
  permissions?: string;
}
