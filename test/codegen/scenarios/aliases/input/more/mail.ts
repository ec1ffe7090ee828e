/** An address for mail. @format email @pattern `^[^ @]+ ?@example\.com$` */
export type Email = string;
