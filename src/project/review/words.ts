/** What an editor is told when an edit is not taken. */
import type { CutRefusal } from '../../bitext/cut-segments.ts'
import type { EditRefusal } from '../../bitext/edit-segment.ts'

export const CONFLICT =
  'Somebody else has changed this sentence since you saw it. It is shown as it stands now; nothing was written.'
export const GONE = 'This row is no longer in the document. Nothing was written.'
export const TOO_OLD = 'This can no longer be undone: too much was done since, or the program was started anew.'
export const EMPTY_NOTE = 'There is no note to take away.'

export const REFUSED: Readonly<Record<EditRefusal | CutRefusal | 'check', string>> = {
  codes: "Unexpected inline codes, expected each of the source's once, its end behind its beginning.",
  untranslated: 'Unexpected mark on a sentence without a translation, expected a translation first.',
  placeholder: 'Unexpected approval of a placeholder, expected a translation in its place.',
  reason: 'Unexpected waiver without a reason, expected a few words for whoever reads it.',
  check: 'Unexpected name of a check, expected one that can be waived.',
  neighbours: 'Unexpected sentences, expected neighbours of one row, in their order.',
  source: "Unexpected text of the source, expected the neighbours' own, to the letter.",
  empty: 'Unexpected piece without a word, expected some of the source in each.',
}
