/** Two wordings of one record as git shows a conflict: both, row by row. */

/** `<unit …>` and `</unit>` have lines of their own; in a text `<` is never written so. */
const BORDER = /^(?=\s*<unit[ >])|(?<=<\/unit>\n)/m

/**
 * @param ours A record as text; `theirs` differs from it in some rows.
 * @returns Text with marks that git, editors and a build know; each stands round whole rows.
 */
export function markConflicts(ours: string, theirs: string): string {
  const [a, b] = [ours.split(BORDER), theirs.split(BORDER)]
  if (a.length !== b.length) return marked(ours, theirs)
  return a.map((part, index) => (part === b[index] ? part : marked(part, b[index] ?? ''))).join('')
}

function marked(ours: string, theirs: string): string {
  return `<<<<<<< ours\n${ours}=======\n${theirs}>>>>>>> theirs\n`
}
