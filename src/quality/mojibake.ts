/** Check `mojibake`: no letters that come of reading bytes in the wrong encoding. */
import { quote } from '../errors.ts'
import { eachPair, type Check, type Fault } from './check.ts'

/** What the second byte of a letter in UTF-8 looks like in Windows-1252 and Windows-1256. */
const SECOND =
  '\\u0080-\\u00BF\\u0152\\u0153\\u0160\\u0161\\u0178\\u017D\\u017E\\u0192\\u02C6\\u02DC\\u2013\\u2014\\u2018-\\u201E\\u2020-\\u2022\\u2026\\u2030\\u2039\\u203A\\u20AC\\u2122'
const MOJIBAKE = new RegExp(
  [
    // UTF-8 as Windows-1252: Arabic (Ø§Ù„), accents (Ã©), quotation marks (â€œ), the byte order mark.
    `(?:[\\u00D8-\\u00DB][${SECOND}]){2,}`,
    `\\u00C3[${SECOND}]|\\u00C2[\\u00A0-\\u00BF]|\\u00E2\\u20AC[${SECOND}]?|\\u00EF\\u00BB\\u00BF`,
    // UTF-8 as Windows-1256: ط§ظ„.
    `(?:[\\u0637\\u0638\\u0639\\u063A][\\u00A0-\\u00BF\\u0192\\u02C6\\u2020-\\u2022\\u2026\\u2030\\u2039\\u20AC\\u2122\\u0152\\u0153\\u201E\\u067E\\u0686\\u0688\\u0698\\u06AF]){2,}`,
    // Windows-1256 as Windows-1252: ÇáÓáÇã. No word of any language has so many accents in a row.
    `[\\u00C0-\\u00FF]{5,}`,
    `\\uFFFD`,
  ].join('|'),
  'u',
)
/** What a program writes for letters that its encoding does not have. */
const QUESTIONS = /\?{4,}|(?<!\S)\?{2,}(?:\s\?{2,})+/

export const mojibake: Check = {
  id: 'mojibake',
  severity: 'error',
  create: eachPair(({ source, target }) => {
    const inSource = MOJIBAKE.exec(source)
    const emphatic = /[?\u061F]{3,}/.test(source)
    const inTarget = MOJIBAKE.exec(target) ?? (emphatic ? null : QUESTIONS.exec(target))
    const faults: Fault[] = []
    if (inTarget)
      faults.push({
        message: `Unexpected ${quote(inTarget[0])} in the translation, expected letters in their encoding`,
      })
    if (inSource)
      faults.push({
        message: `Unexpected ${quote(inSource[0])} in the source, expected letters in their encoding; save it as UTF-8`,
        start: inSource.index,
      })
    return faults
  }),
}
