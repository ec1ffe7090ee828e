/** What a table may ask of the hypervisor or of the operator. A driver implements the first list, each name once. */

export interface Effect {
  readonly doc: string;
  /** Whether the guest takes part, so that the effect needs running guest tools and may be refused by the guest. */
  readonly guest: boolean;
}

export const effects = {
  powerOn: { guest: false, doc: "Powers the machine on, or resumes it." },
  powerOff: { guest: false, doc: "Pulls the plug." },
  suspend: { guest: false, doc: "Freezes the machine and keeps its memory." },
  reset: { guest: false, doc: "Restarts the machine without the guest." },
  shutdownGuest: { guest: true, doc: "Asks the guest to shut down." },
  standbyGuest: { guest: true, doc: "Asks the guest to suspend." },
  rebootGuest: { guest: true, doc: "Asks the guest to reboot." },
} as const satisfies { readonly [name: string]: Effect };

export type EffectName = keyof typeof effects;
