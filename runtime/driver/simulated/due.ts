/** The order of what is due: earlier first; of two due together, the one that went in first. */
export interface Due {
  readonly at: number;
  readonly order: number;
}

export const dueBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
