/** Whether a text has no half of a character that takes two: UTF-8, and so every file, cannot hold one. */
export const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
