/** Phrases of fixed wording: found as they are written, and never cut. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HONORIFICS } from '../../src/segment/data/honorifics.ts'
import { sacredPhrases } from '../../src/segment/sacred-phrases.ts'
import { splitSentences } from '../../src/segment/split-sentences.ts'

const HADITH = '«إِنَّمَا الأَعْمَالُ بِالنِّيَّاتِ. وَإِنَّمَا لِكُلِّ امْرِئٍ مَا نَوَى. فَمَنْ كَانَتْ هِجْرَتُهُ إِلَى اللهِ وَرَسُولِهِ فَهِجْرَتُهُ إِلَى اللهِ وَرَسُولِهِ.»'
const found = (text: string): readonly string[] =>
  sacredPhrases(text).map(({ kind, start, end }) => `${kind} ${text.slice(start, end)}`)

describe('a quotation of the Prophet', () => {
  test.each([
    'قال رسول الله ﷺ: ',
    'وقال النبي صلى الله عليه وسلم: ',
    'عن أبي هريرة أن رسول الله صلى الله عليه وآله وسلم قال: ',
    'سَمِعْتُ رَسُولَ اللَّهِ صَلَّى اللَّهُ عَلَيْهِ وَسَلَّمَ يَقُولُ: ',
    'قال نبينا محمد ﷺ ',
    'لقول النبي عليه الصلاة والسلام: ',
    'فقال له النبي: ',
    'قال الرسول (ص): ',
  ])('after %j is one, and is not cut', (before) => {
    expect(found(before + HADITH).at(-1)).toBe(`hadith ${HADITH}`)
    expect(splitSentences(`${before}${HADITH} رواه البخاري. وهذا غيره.`)).toHaveLength(2)
    expect(splitSentences(`${before}${HADITH}`, { mode: 'clause' }).some((clause) => clause.includes(HADITH))).toBe(
      true,
    )
  })
  test.each([
    `قال أحمد: ${HADITH}`,
    'كتاب «النبي» لجبران. وكتاب آخر.',
    'قال النبي في كتاب جبران عن الحب: كلاماً. ثم «كلمة. وأخرى».',
    'قال رسول الله ﷺ: «لم يُغلق. هنا',
  ])('%j holds none', (text) => expect(found(text).filter((each) => each.startsWith('hadith'))).toEqual([]))
})

test('of the Qurʾān with its reference, its marks the wrong way round too', () => {
  for (const text of ['﴿قل هو الله أحد. الله الصمد﴾ [الإخلاص: 1-2]', '﴾قل هو الله أحد. الله الصمد﴿ (الإخلاص: ١)']) {
    const [phrase] = sacredPhrases(text)
    expect(phrase?.spans.map(({ start, end }) => text.slice(start, end))).toEqual([
      text,
      text.replace(/ [[(].*/, ''),
      'قل هو الله أحد. الله الصمد',
    ])
    expect(splitSentences(`قال تعالى: ${text}. ثم قال.`)).toEqual([`قال تعالى: ${text}. `, 'ثم قال.'])
  }
})

test('honorifics whatever their vowels, as one sign too, and no part of a word', () => {
  expect(found('محمد ﷺ وموسى عَلَيْهِ السَّلامُ والله عزّ وجلّ، وعائشة رَضِيَ اللهُ عَنْها.')).toEqual([
    'honorific ﷺ',
    'honorific عَلَيْهِ السَّلامُ',
    'honorific عزّ وجلّ',
    'honorific رَضِيَ اللهُ عَنْها',
  ])
  expect(found('رحمه اللهيان وعليه السلامة. وصلى الله عليه وعلى آله وصحبه وسلم')).toEqual([
    'honorific صلى الله عليه وعلى آله وصحبه وسلم',
  ])
  expect(new Set(HONORIFICS).size).toBe(HONORIFICS.length)
  for (const phrase of HONORIFICS) expect(found(`قال ${phrase} كلاماً`)).toEqual([`honorific ${phrase}`])
})

test('wherever they stand: in order, apart, and no sentence ends in one', () => {
  const piece = fc.constantFrom(
    HADITH,
    'قال رسول الله ﷺ: ',
    '﴿قل هو الله. أحد؟ نعم﴾',
    '[البقرة: ٢٥٥]',
    'جملة. ',
    'هل؟ ',
    '«',
    '»',
    '"',
    '﴿',
    '﴾',
    'رضي الله عنه',
    '\n',
    ' ',
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
      (text) => {
        const phrases = sacredPhrases(text)
        for (const [index, { start, end }] of phrases.entries()) {
          expect(end).toBeGreaterThan(start)
          expect(start).toBeGreaterThanOrEqual(phrases[index - 1]?.end ?? 0)
        }
        const sentences = splitSentences(text)
        expect(sentences.join('')).toBe(text)
        let at = 0
        for (const sentence of sentences) {
          at += sentence.length
          expect(phrases.some(({ start, end }) => start < at && at < end)).toBe(false)
        }
      },
    ),
  )
})
