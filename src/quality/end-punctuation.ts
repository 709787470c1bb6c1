/** Check `end-punctuation`: the translation ends in the mark that the source's means (؟ is ?). */
import { withoutInvisible } from '../text/marks.ts'
import { eachPair, faultIf, type Check } from './check.ts'

type End = 'period' | 'question' | 'exclamation' | 'ellipsis' | 'colon' | 'pause' | 'none'

/** What may stand behind a final mark: closing marks, note numbers in brackets, white space. */
const CLOSERS = /(?:[\s"'\u00BB\u201D\u2019\u203A)\]}\uFD3E*_\u00A0]|\[\d{1,3}\]|[\u00B9\u00B2\u00B3\u2070-\u2079])+$/u
const ABBREVIATION =
  /(?:^|[^\p{L}])(?:\p{L}\.){2,}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|Dr|St|etc|vs|al|No|p|pp|ed|vol|B\.C|A\.D)\.$/iu
const LETTERS = /\p{L}{2}/u
/** What each end of a source may become. */
const FITTING: Readonly<Record<End, readonly End[]>> = {
  period: ['period', 'ellipsis'],
  question: ['question'],
  exclamation: ['exclamation'],
  ellipsis: ['ellipsis', 'period'],
  colon: ['colon'],
  pause: ['pause', 'period', 'none', 'colon', 'ellipsis'],
  none: ['none'],
}
const NAMES: Readonly<Record<End, string>> = {
  period: 'a period',
  question: 'a question mark',
  exclamation: 'an exclamation mark',
  ellipsis: 'an ellipsis',
  colon: 'a colon',
  pause: 'a comma or semicolon',
  none: 'no mark',
}

export const endPunctuation: Check = {
  id: 'end-punctuation',
  severity: 'warning',
  create: eachPair(({ source, target }) => {
    if (!LETTERS.test(source) || !LETTERS.test(target)) return []
    const [given, found] = [endOf(source), endOf(target)]
    // English takes the mark into the quotation, or adds it, where Arabic has none: قال: «نعم» is He said, “Yes.”
    const quoted = given === 'none' && CLOSERS.test(withoutInvisible(source)) && found === 'period'
    const abbreviated =
      (given === 'none' && found === 'period' && ABBREVIATION.test(target.replace(CLOSERS, ''))) ||
      (given === 'period' &&
        found === 'none' &&
        /(?:^|\s)(?:\u0647\u0640?|\p{L}|\u0625\u0644\u062E|\u0627\u0644\u062E)\.$/u.test(source.trim()))
    return faultIf(
      !FITTING[given].includes(found) && !quoted && !abbreviated,
      () =>
        `Unexpected end of the translation ${found === 'none' ? 'without a mark' : `in ${NAMES[found]}`}, expected ${NAMES[given]} as in the source`,
    )
  }),
}

function endOf(text: string): End {
  const bare = withoutInvisible(text).replace(CLOSERS, '')
  const [marks = ''] = /[.!?:;,\u2026\u060C\u061B\u061F\u06D4\u2014-]*$/.exec(bare) ?? []
  if (/[?\u061F]/.test(marks)) return 'question'
  if (marks.includes('!')) return 'exclamation'
  if (/\u2026|\.{2,}/.test(marks)) return 'ellipsis'
  const last = marks.at(-1)
  switch (last) {
    case '.':
    case '\u06D4':
      return 'period'
    case ':':
      return 'colon'
    case undefined:
      return 'none'
    default:
      return 'pause'
  }
}
