/** Dates of Arabic and English texts: months by any of their names, days, years, both calendars. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GREGORIAN_MONTHS, HIJRI_MONTHS } from '../../src/text/data/months.ts'
import { toArabicIndic } from '../../src/text/digits.ts'
import { monthOf, readDates } from '../../src/text/read-dates.ts'

const read = (text: string): readonly unknown[] => readDates(text).map(({ start: _start, end: _end, ...date }) => date)
const gregorian = (day: number | undefined, month: number, year?: number): unknown => ({
  calendar: 'gregorian',
  month,
  ...(day === undefined ? {} : { day }),
  ...(year === undefined ? {} : { year }),
})

test.each([
  ['الأحد، 21 فبراير/ شباط، 2010، الساعة 05:01', [gregorian(21, 2, 2010)]],
  ['في ٣ كانون الثاني (يناير) ١٩٦٧.', [gregorian(3, 1, 1967)]],
  ['في ٣ كَانُونَ الثَّانِي ١٩٦٧ م.', [gregorian(3, 1, 1967)]],
  ['منذ شباط 2019', [gregorian(undefined, 2, 2019)]],
  ['15 غشت 2020 و3 دجنبر', [gregorian(15, 8, 2020), gregorian(3, 12)]],
  ['August 12, 2014', [gregorian(12, 8, 2014)]],
  ['on the 12 of August 2014', [gregorian(12, 8, 2014)]],
  ['2014-08-12', [gregorian(12, 8, 2014)]],
  ['٢٩/٨/٢٠١٤', [gregorian(29, 8, 2014)]],
  ['3/4/2019', [{ calendar: 'gregorian', day: 3, month: 4, year: 2019, ambiguous: true }]],
  ['15 رمضان 1445 هـ', [{ calendar: 'hijri', month: 9, day: 15, year: 1445 }]],
  ['ربيع الأول سنة 12 هـ', [{ calendar: 'hijri', month: 3, year: 12 }]],
  ['12 Rabiʿ al-Awwal 1445 AH', [{ calendar: 'hijri', month: 3, day: 12, year: 1445 }]],
  ['٢٩/٢/١٤٤١هـ', [{ calendar: 'hijri', month: 2, day: 29, year: 1441 }]],
  ['آب الرجل إلى رشده، والرصيد صفر', []],
  ['you may march', []],
  ['الإصدار 2.0.1 والنتيجة 3/1', []],
  ['45/13/2019', []],
])('%s', (text, dates) => expect(read(text)).toEqual(dates))

test('a month has one number under all its names, whatever is written onto it', () => {
  for (const [calendar, months] of [
    ['gregorian', GREGORIAN_MONTHS],
    ['hijri', HIJRI_MONTHS],
  ] as const)
    for (const [index, names] of months.entries())
      for (const name of names) {
        if (name === 'صفر') expect(monthOf(name)).toEqual({ calendar: 'hijri', month: 2 })
        expect(monthOf(name), name).toEqual({ calendar, month: index + 1 })
        if (/^[\u0600-\u06FF]/.test(name)) expect(monthOf(`و${name}`), name).toEqual({ calendar, month: index + 1 })
      }
  expect(monthOf('أَبْرِيل')).toEqual({ calendar: 'gregorian', month: 4 })
  expect(monthOf('قهوة')).toBeUndefined()
})

test('any day of any month is read where it stands, in both sets of digits', () => {
  const name = fc.constantFrom(
    ...GREGORIAN_MONTHS.flatMap((names, index) => names.map((each) => [each, index + 1] as const)),
  )
  fc.assert(
    fc.property(
      name,
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1000, max: 2999 }),
      fc.boolean(),
      ([month, number], day, year, indic) => {
        const write = indic ? toArabicIndic : String
        const date = `${write(day)} ${month} ${write(year)}`
        const text = `قال في ${date}، ثم سكت.`
        expect(readDates(text)).toEqual([
          {
            calendar: 'gregorian',
            month: number,
            day,
            year,
            start: text.indexOf(date),
            end: text.indexOf(date) + date.length,
          },
        ])
      },
    ),
  )
})
