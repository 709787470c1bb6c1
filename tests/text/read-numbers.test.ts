/** Numbers of Arabic and English texts: in numerals of three sets, in words, and in both. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toArabicIndic } from '../../src/text/digits.ts'
import { readNumbers } from '../../src/text/read-numbers.ts'
import { readNumeral } from '../../src/text/read-numeral.ts'

const valuesOf = (text: string): readonly number[] => readNumbers(text).map(({ value }) => value)

describe('numerals', () => {
  test.each([
    ['١٬٢٥٠٬٠٠٠', { value: 1_250_000 }],
    ['1,250,000', { value: 1_250_000 }],
    ['1.250.000', { value: 1_250_000 }],
    ['1,250,000.5', { value: 1_250_000.5 }],
    ['1.250.000,5', { value: 1_250_000.5 }],
    ['١٢٫٥', { value: 12.5 }],
    ['1,5', { value: 1.5 }],
    ['۳.۵', { value: 3.5 }],
    ['1,250', { value: 1250, other: 1.25 }],
    ['1.250', { value: 1.25, other: 1250 }],
    ['0.250', { value: 0.25 }],
    ['2.0.1', undefined],
    ['12.08.2014', undefined],
    ['1,2,3', undefined],
    ['١٫٢٫٣', undefined],
  ])('%s', (text, numeral) => expect(readNumeral(text)).toEqual(numeral))

  test('any number, grouped or not, with decimals or not, in any set of digits, is itself', () => {
    const sets = [
      String,
      toArabicIndic,
      (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))),
    ]
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999_999_999 }),
        fc.constantFrom('', '\u066C', "'", '\u00A0'),
        fc.constantFrom('', '5', '25', '125'),
        fc.constantFrom(...sets),
        (whole, separator, decimals, write) => {
          const grouped = String(whole).replace(/\B(?=(?:\d{3})+$)/g, separator)
          const text = `بلغ ${write(decimals === '' ? grouped : `${grouped}\u066B${decimals}`)} تقريباً`
          expect(valuesOf(text)).toEqual([Number(`${whole}.${decimals}`)])
        },
      ),
    )
  })
})

describe('words', () => {
  test.each([
    ['عشر نساء', [10]],
    ['عشرة رجال', [10]],
    ['ten men', [10]],
    ['أحد عشر كوكباً', [11]],
    ['اثنتا عشرة عيناً', [12]],
    ['خمسة وعشرون ألفاً', [25_000]],
    ['خمسةٌ وعشرونَ ألـفاً', [25_000]],
    ['مليونان', [2_000_000]],
    ['ألفين وتسعة عشر', [2019]],
    ['ثلاثة آلاف ومئتان وخمسون', [3250]],
    ['ثمانمائة وأربعة وخمسون', [854]],
    ['مليون ونصف المليون', [1_500_000]],
    ['٣ ملايين و٢٠٠ ألف', [3_200_000]],
    ['1,5 مليار درهم', [1_500_000_000]],
    ['ألف مليون', [1_000_000_000]],
    ['ثلاثة وأربعة', [3, 4]],
    ['عام 2019 و2020', [2019, 2020]],
    ['بعشرين ريالاً', [20]],
    ['آلاف الناس وملايينهم', []],
    ['لم يأت أحد، ولا إحدى البنات', []],
    ['يوم الاثنين', []],
    ['نصف الطريق', []],
    ['MP3 وA4 وv2.0.1', []],
    ['two hundred and five', [205]],
    ['twenty-five thousand', [25_000]],
    ['five and six', [5, 6]],
    ['thousands of people', []],
  ])('%s', (text, values) => expect(valuesOf(text)).toEqual(values))

  test('percent and ordinals are told apart', () => {
    const kinds = (text: string): readonly unknown[] => readNumbers(text).map(({ kind, value }) => [kind, value])
    for (const text of [
      '٥٠٪',
      '٪٥٠',
      '%50',
      '50 %',
      'خمسون بالمئة',
      'خمسون في المائة',
      'fifty percent',
      'fifty per cent',
    ])
      expect(kinds(text), text).toEqual([['percent', 50]])
    expect(kinds('القرن الحادي والعشرون، والمرة الثالثة، والفصل الثاني عشر')).toEqual([
      ['ordinal', 21],
      ['ordinal', 3],
      ['ordinal', 12],
    ])
    expect(kinds('the 21st and the third')).toEqual([
      ['ordinal', 21],
      ['ordinal', 3],
    ])
  })

  const below = fc.integer({ min: 1, max: 999_999_999 })
  test('any number written in Arabic words is itself, with tashkeel and tatweel in them or without', () => {
    fc.assert(
      fc.property(below, fc.constantFrom('', '\u064E', '\u0640', '\u0651\u064F'), (number, mark) => {
        const written = inArabic(number).replace(
          /[بتثجحخسشصضطظعغفقكلمنهي](?=[\u0621-\u064A])/g,
          (letter) => letter + mark,
        )
        const text = `قال إنها ${written} كاملة.`
        expect(readNumbers(text).map(({ value, start, end }) => [value, text.slice(start, end)])).toEqual([
          [number, written],
        ])
      }),
    )
  })
  test('any number written in English words is itself', () => {
    fc.assert(
      fc.property(below, (number) => {
        expect(valuesOf(`There were ${inEnglish(number)} of them.`)).toEqual([number])
      }),
    )
  })
  test('places are in the text, in order, apart', () => {
    const parts = fc.constantFrom(
      'خمسة',
      'و',
      'وعشرون',
      'ألف',
      'آلاف',
      '٪',
      '12',
      '٣٫٥',
      'في',
      'المئة',
      'الثالث',
      'عشر',
      '-',
      'one',
      'hundred',
      '\u202B',
      'قهوة',
      '1st',
      'نصف',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(parts, fc.constantFrom(' ', '')), { maxLength: 30 }), (words) => {
        const text = words.flat().join('')
        let last = 0
        for (const { start, end, value } of readNumbers(text)) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(Number.isFinite(value)).toBe(true)
          last = end
        }
        expect(last).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 1000 },
    )
  })
})

const ONES = ['', 'واحد', 'اثنان', 'ثلاثة', 'أربعة', 'خمسة', 'ستة', 'سبعة', 'ثمانية', 'تسعة', 'عشرة']
const TENS = ['', '', 'عشرون', 'ثلاثون', 'أربعون', 'خمسون', 'ستون', 'سبعون', 'ثمانون', 'تسعون']
const HUNDREDS = ['', 'مئة', 'مئتان', 'ثلاثمئة', 'أربعمئة', 'خمسمئة', 'ستمئة', 'سبعمئة', 'ثمانمئة', 'تسعمئة']

function inArabic(number: number): string {
  const scales = [
    { size: 1e6, one: 'مليون', two: 'مليونان', many: 'ملايين' },
    { size: 1e3, one: 'ألف', two: 'ألفان', many: 'آلاف' },
  ]
  let rest = number
  const parts = scales.flatMap(({ size, one, two, many }) => {
    const count = Math.floor(rest / size)
    rest %= size
    if (count === 0) return []
    if (count === 1) return [one]
    if (count === 2) return [two]
    return [`${belowThousand(count)} ${count % 100 >= 3 && count % 100 <= 10 ? many : one}`]
  })
  return [...parts, ...(rest === 0 ? [] : [belowThousand(rest)])].join(' و')
}

function belowThousand(number: number): string {
  const [hundreds, rest] = [Math.floor(number / 100), number % 100]
  const [tens, ones] = [Math.floor(rest / 10), rest % 10]
  const teen = ['', 'أحد عشر', 'اثنا عشر'][ones] ?? `${ONES[ones] ?? ''} عشر`
  const small =
    rest <= 10
      ? (ONES[rest] ?? '')
      : rest < 20
        ? teen === ''
          ? ''
          : teen
        : [ONES[ones], TENS[tens]].filter(Boolean).join(' و')
  return [HUNDREDS[hundreds], small].filter(Boolean).join(' و')
}

function inEnglish(number: number): string {
  const small =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    )
  const tens = 'x x twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
  for (const [size, name] of [
    [1e6, 'million'],
    [1e3, 'thousand'],
    [100, 'hundred'],
  ] as const) {
    if (number < size) continue
    const rest = number % size
    const and = size === 100 ? ' and ' : ' '
    return `${inEnglish(Math.floor(number / size))} ${name}${rest === 0 ? '' : and + inEnglish(rest)}`
  }
  if (number < 20) return small[number] ?? ''
  return (tens[Math.floor(number / 10)] ?? '') + (number % 10 === 0 ? '' : `-${small[number % 10] ?? ''}`)
}
