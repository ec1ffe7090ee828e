import type { ObjectMeta } from "../../../../../api/meta.ts";

/**
 * A widget.
 * @resource plural=widgets
 */
export interface Widget {
  metadata: ObjectMeta;
  spec: WidgetSpec;
}

export interface WidgetSpec {
  source?: Source;
  others?: Others;
  /** @dependentRequired keyReff */
  sealed?: boolean;
  /** @dependentRequired keyRef */
  keyRef?: string;
  /** @dependentForbidden size mode */
  size?: number;
  /** @default "fast" */
  mode?: string;
  /** @exactlyOneOf a b */
  text?: string;
}

/**
 * @exactlyOneOf url fil
 * @atMostOneOf url name
 * @atLeastOneOf url mode
 * @atMostOneOf url url
 * @atMostOneOf url
 * @atMostOneOf url,file
 * @atMostOneOf url file encoding=celery
 */
export interface Source {
  url?: string;
  file?: string;
  name: string;
  /** @default "fast" */
  mode?: string;
}

/** @atLeastOneOf 5g wifi */
export interface Others {
  "5g"?: string;
  wifi?: string;
}
