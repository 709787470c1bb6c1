/** Sentences: public cases, hard cases of our own, and laws over random text. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from '../fixtures/segment/public-cases.json' with { type: 'json' }
import { splitSentences } from '../../src/segment/split-sentences.ts'
import { leastRatios } from '../ratios.ts'

const trimmed = (text: string, mode: 'sentence' | 'clause' = 'sentence'): string[] =>
  splitSentences(text, { mode }).map((sentence) => sentence.trim())

/** `|` marks the boundaries that are expected. */
const HARD: Readonly<Record<string, readonly string[]>> = {
  abbreviations: [
    'قال د. أحمد إن الأمر واضح.| وأضاف م. سعيد كلاماً.',
    'التقى أ.د. محمود بالطلاب.| ثم غادر.',
    'كتب بد. علي رسالة.| وانصرف.',
    'شركة النور ش.م.م. للتجارة.| ومقرها عمّان.',
    'انظر ص. ٢٣ من الكتاب.| ففيه تفصيل.',
    'يضم كتباً وأقلاماً إلخ. وهناك غيرها.'.replace('إلخ. ', 'إلخ.| '),
  ],
  initials: ['جورج دبليو. بوش رئيس سابق.| وهذا معروف.', 'جيه. كيه. رولينغ كاتبة.| ولها كتب.'],
  eras: ['توفي سنة ٥٠٥ هـ. وكان عالماً.'.replace('هـ. ', 'هـ.| '), 'قبل الميلاد 300 ق.م. في الشام.'],
  numbers: [
    'بلغ ٣.١٤ تقريباً.| ثم زاد.',
    'في 12.08.2014 بدأ.| وانتهى.',
    'الساعة 10.30 صباحاً.| وصل.',
    'النسبة ٣٫٥٪ هذا العام.| وستزيد.',
  ],
  ellipsis: [
    'قال... ثم سكت.| ومضى.',
    'انتظر طويلاً… لكن أحداً لم يأتِ.',
    'انتهى الكلام… وبدأت مرحلة جديدة تماماً.'.replace('… ', '…| '),
  ],
  quotations: [
    'قال: «هل ستأتي؟» فأجابت بنعم.',
    'قال: «نعم».| وخرج.',
    'قال: «نعم.»| وخرج الجميع إلى الساحة.',
    'سأله "أين كنت؟" قال إنه مسافر.',
  ],
  brackets: ['ذهب (وكان متعباً. جداً) إلى البيت.| ونام.', 'قال ذلك. (رويترز)'],
  latin: [
    'يعمل مع Node.js و C++ جيداً.| وهذا حسن.',
    'زار U.S.A. في الصيف.',
    'راسل a.b@example.org اليوم.| ثم انتظر.',
    'افتح https://example.org/a.b?c=d الآن.| ثم اقرأ.',
  ],
  lists: ['١. البند الأول مهم.', 'أولاً. نبدأ بهذا.', 'أ. الخيار الأول.'],
  marks: ['ذَهَبَ الوَلَدُ إِلَى البَيْتِ.| ثُمَّ عَادَ.', 'هل انتهى؟!| نعم.', 'صلى النبي ﷺ. وعاد.'.replace('ﷺ. ', 'ﷺ.| ')],
  joined: ['انتهى الاجتماع.وبدأت المناقشة بعده.'.replace('ع.', 'ع.|')],
  unpaired: ['قال: "هذا صحيح. ثم ذهب إلى المدينة البعيدة.'.replace('صحيح. ', 'صحيح.| ')],
  quran: ['قال تعالى ﴿الله لا إله إلا هو﴾ [البقرة: ٢٥٥].| وهي آية.'],
}

describe('public cases', () => {
  for (const { id, policy, text, expected } of cases) {
    for (const mode of policy === 'both' ? (['sentence', 'clause'] as const) : [policy as 'sentence' | 'clause']) {
      test(`${id} (${mode})`, () => expect(trimmed(text, mode)).toEqual(expected))
    }
  }
})

describe('hard cases', () => {
  for (const [kind, marked] of Object.entries(HARD)) {
    test.each(marked)(`${kind}: %s`, (each) =>
      expect(trimmed(each.replaceAll('|', ''))).toEqual(each.split('|').map((part) => part.trim())),
    )
  }
})

describe('laws', () => {
  const text = fc
    .array(
      fc.constantFrom(
        'قال',
        'د',
        'هـ',
        'إلخ',
        '٣',
        '12',
        'Node',
        'a',
        '.',
        '..',
        '…',
        '؟',
        '!',
        '،',
        '؛',
        ':',
        '«',
        '»',
        '"',
        '(',
        ')',
        '[',
        ']',
        ' ',
        '\n',
        '\t',
        '\u00A0',
        '\u202A',
        '\u202C',
        'ـ',
        '\u064E',
        'ﷺ',
        '﴿',
        '﴾',
        '\u{1F600}',
        '\uD800',
      ),
    )
    .map((parts) => parts.join(''))
  test('nothing is lost, nothing is empty', () => {
    fc.assert(
      fc.property(text, fc.constantFrom('sentence' as const, 'clause' as const), (given, mode) => {
        const sentences = splitSentences(given, { mode })
        expect(sentences.join('')).toBe(given)
        expect(sentences.every((sentence) => sentence !== '')).toBe(true)
      }),
      { numRuns: 3000 },
    )
  })
  test('a megabyte on one line takes no longer than the same in paragraphs', () => {
    const base = 'وقال د. أحمد إن الأمر واضح (عام 2019). وأضاف أن «المشروع الجديد» سيبدأ. هل هذا صحيح؟ '
    const count = Math.ceil(1e6 / Buffer.byteLength(base))
    const texts = [`${base}\n\n`.repeat(count), base.repeat(count)]
    const [ratio] = leastRatios(
      texts.map((text) => () => splitSentences(text)),
      [1.2],
    )
    expect(ratio).toBeLessThan(1.2)
  })
  test.each([
    '. ',
    '- . ',
    '… - ',
    '"',
    '."',
    '.» ',
    '«',
    '(',
    '. (',
    '(.)',
    '\u064E',
    '\u200B ',
    'ن.\u200B ',
    'د. ',
    '\u200B\n',
    'ن: ن، ',
  ])('%j over and over takes time by its length', (unit) => {
    for (const [before, after] of [
      ['', ''],
      ['ن.', ' ن'],
      ['(', 'نص'],
    ] as const) {
      const texts = [4_000, 16_000].map((times) => before + unit.repeat(times) + after)
      const [ratio] = leastRatios(
        texts.map((text) => () => splitSentences(text)),
        [8],
      )
      expect(ratio, before).toBeLessThan(8)
    }
  })
})
