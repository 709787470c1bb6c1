/** The marks that git leaves in a file it could not merge. */

export interface ConflictMark {
  /** Its seven characters. */
  readonly mark: string
  /** 1-based. */
  readonly line: number
}

/** `<<<<<<< ours`, `||||||| base` (diff3), `=======` and `>>>>>>> theirs`, with either line end. */
const MARK = /^(?:<{7}(?= |\r?$)|={7}(?=\r?$)|>{7}(?= |\r?$)|\|{7}(?= |\r?$))/m

/**
 * The first conflict mark of a text that could not be read, from a line on. To be asked only after
 * a fault: a line of seven signs can be text, and then the document is sound. `<<<<<<<` never is.
 */
export function findConflict(text: string, fromLine = 1): ConflictMark | undefined {
  let [start, line] = [0, 1]
  while (line < fromLine && start !== -1) {
    start = text.indexOf('\n', start) + 1 || -1
    line++
  }
  if (start === -1) return undefined
  const rest = text.slice(start)
  const found = /^<{7}(?= |\r?$)/m.exec(rest) ?? MARK.exec(rest)
  if (!found) return undefined
  for (let at = rest.indexOf('\n'); at !== -1 && at < found.index; at = rest.indexOf('\n', at + 1)) line++
  return { mark: found[0], line }
}
