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
  /** The CloudConfig, written here. Excludes `rawCloudConfig`. */
  cloudConfig?: CloudConfig;
  /** A Secret that holds the CloudConfig, for what `cloudConfig` cannot say. Excludes `cloudConfig`. */
  rawCloudConfig?: SecretKeySelector;
  /** SSH public keys for the default user. @example ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane@example.com"] */
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
  /** Log-in name. `default`, as the first and with nothing else, is the image's default user. @maxLength 256 @example "jane" */
  name: string;
  /** Creates the groups that do not exist yet; true when left out. */
  create_groups?: boolean;
  /** Day the account ends, `YYYY-MM-DD`. @example "2030-12-31" */
  expiredate?: string;
  /** Comment, usually the full name. @example "Jane Doe" */
  gecos?: string;
  /** Further groups. @example ["wheel"] */
  groups?: string[];
  /** Hash of the password, kept in a Secret; also given to a user who exists already. */
  hashed_passwd?: SecretKeySelector;
  /** Home directory; `/home/<name>` when left out. @example "/srv/jane" */
  homedir?: string;
  /** Days after the password's end until the account is disabled. @example 30 */
  inactive?: Int32;
  /** Disables log-in by password; true when left out. */
  lock_passwd?: boolean;
  /** Makes no home directory. */
  no_create_home?: boolean;
  /** Leaves the account out of lastlog and faillog. */
  no_log_init?: boolean;
  /** Makes no group named like the user. */
  no_user_group?: boolean;
  /** Hash of the password, kept in a Secret; given only to a user who is created. */
  passwd?: SecretKeySelector;
  /** Primary group; one named like the user when left out. @example "jane" */
  primary_group?: string;
  /** SELinux user that the log-in is mapped to. @example "user_u" */
  selinux_user?: string;
  /** Log-in shell; the guest's own choice when left out. @example "/bin/bash" */
  shell?: string;
  /** E-mail address for a Snappy user. @example "jane@example.com" */
  snapuser?: string;
  /** SSH public keys. @example ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 jane@example.com"] */
  ssh_authorized_keys?: string[];
  /** SSH key ids to import, such as `gh:name`. @example ["gh:jane"] */
  ssh_import_id?: string[];
  /** Refuses SSH log-ins and names the default user instead. Excludes `ssh_authorized_keys` and `ssh_import_id`. */
  ssh_redirect_user?: boolean;
  /** Sudo rule; none when left out. @example "ALL=(ALL) NOPASSWD:ALL" */
  sudo?: string;
  /** Makes a system account, without home directory. */
  system?: boolean;
  /** User id; the next free one when left out. @example 1000 */
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
  /** Where it goes. @maxLength 4096 @example "/etc/motd" */
  path: string;
  /** Its content: a string, or a Secret's `name` and `key`. @example "hello" @preserveUnknownFields */
  content?: unknown;
  /** Appends instead of replacing. */
  append?: boolean;
  /** Writes it in the final stage, after users and packages. */
  defer?: boolean;
  /** Encoding of `content`; `text/plain` when left out. @default "text/plain" */
  encoding?: FileEncoding;
  /** Owner and group; `root:root` when left out. @default "root:root" */
  owner?: string;
  /** Permissions, octal; `0644` when left out. @default "0644" */
  permissions?: string;
}
