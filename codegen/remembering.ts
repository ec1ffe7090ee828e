/** Functions that work out each answer once: every proof asks about the same few hundred expressions, schemas and kinds. */

/** Beyond this all texts are forgotten, for `--watch` goes on for days. */
const MANY = 10_000;

/** The function of a text. What it answers must not be changed. */
export function rememberingTexts<Answer>(answer: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MANY) known.clear();
    const made = answer(text);
    known.set(text, made);
    return made;
  };
}

/** The function of an object, which goes with the object. Neither that nor what it answers must be changed. */
export function rememberingObjects<About extends object, Answer>(
  answer: (about: About) => Answer,
): (about: About) => Answer {
  const known = new WeakMap<About, Answer>();
  return (about) => {
    const before = known.get(about);
    if (before !== undefined) return before;
    const made = answer(about);
    known.set(about, made);
    return made;
  };
}
