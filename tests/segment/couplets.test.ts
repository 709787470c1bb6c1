/** Verse that no mark parts: halves on lines of their own, or in two columns; and what only looks so. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainText } from '../../src/bitext/content.ts'
import type { SourceUnit } from '../../src/bitext/source.ts'
import { readDocumentText } from '../../src/document/formats.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { extractUnits } from '../../src/segment/extract-units.ts'
import { withoutInvisible } from '../../src/text/marks.ts'
import { rhymeOf } from '../../src/text/rhyme.ts'

type Couplets = readonly (readonly [string, string])[]
/** Imruʾ al-Qays, al-Muʿallaqa. */
const IMRU_AL_QAYS: Couplets = [
  ['قِفا نَبكِ مِن ذِكرى حَبيبٍ وَمَنزِلِ', 'بِسِقطِ اللِوى بَينَ الدَخولِ فَحَومَلِ'],
  ['فَتوضِحَ فَالمِقراةِ لَم يَعفُ رَسمُها', 'لِما نَسَجَتها مِن جَنوبٍ وَشَمأَلِ'],
  ['تَرى بَعَرَ الأَرآمِ في عَرَصاتِها', 'وَقيعانِها كَأَنَّهُ حَبُّ فُلفُلِ'],
  ['كَأَنّي غَداةَ البَينِ يَومَ تَحَمَّلوا', 'لَدى سَمُراتِ الحَيِّ ناقِفُ حَنظَلِ'],
]
/** Al-Mutanabbī, to Sayf ad-Dawla. */
const MUTANABBI: Couplets = [
  ['عَلى قَدرِ أَهلِ العَزمِ تَأتي العَزائِمُ', 'وَتَأتي عَلى قَدرِ الكِرامِ المَكارِمُ'],
  ['وَتَعظُمُ في عَينِ الصَغيرِ صِغارُها', 'وَتَصغُرُ في عَينِ العَظيمِ العَظائِمُ'],
  ['يُكَلِّفُ سَيفُ الدَولَةِ الجَيشَ هَمَّهُ', 'وَقَد عَجَزَت عَنهُ الجُيوشُ الخَضارِمُ'],
]
/** Labīd, al-Muʿallaqa: the rhyme is mīm with ـها. */
const LABID: Couplets = [
  ['عَفَتِ الدِيارُ مَحَلُّها فَمُقامُها', 'بِمِنىً تَأَبَّدَ غَولُها فَرِجامُها'],
  ['فَمَدافِعُ الرَيّانِ عُرِّيَ رَسمُها', 'خَلَقاً كَما ضَمِنَ الوُحِيَّ سِلامُها'],
]
/** Ibn Mālik, al-Alfiyya: an urjūza, whose halves rhyme line by line. */
const ALFIYYA: Couplets = [
  ['قالَ مُحَمَّدٌ هُوَ ابنُ مالِكِ', 'أَحمَدُ رَبّي اللَهَ خَيرَ مالِكِ'],
  ['مُصَلِّياً عَلى النَبِيِّ المُصطَفى', 'وَآلِهِ المُستَكمِلينَ الشَرَفا'],
]
const bare = (couplets: Couplets): Couplets =>
  couplets.map(([first, second]) => [withoutInvisible(first), withoutInvisible(second)] as const)

const WAYS: Readonly<Record<string, readonly [path: string, write: (couplets: Couplets) => string]>> = {
  'lines of HTML': ['a.html', (couplets) => `<p>${couplets.flat().join('<br>\n')}</p>`],
  'hard breaks': ['a.md', (couplets) => couplets.flat().join('  \n')],
  'hard breaks by strokes, quoted': ['a.md', (couplets) => `> ${couplets.flat().join('\\\n> ')}`],
  'a table of HTML': [
    'a.html',
    (couplets) => `<table>${couplets.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td></tr>`).join('\n')}</table>`,
  ],
  'a table with a column between': [
    'a.html',
    (couplets) =>
      `<table><tbody>${couplets.map(([a, b]) => `<tr><td><p>${a}</p></td><td>***</td><td>${b}</td></tr>`).join('')}</tbody></table>`,
  ],
  'a table of Markdown': [
    'a.md',
    (couplets) => `|  |  |\n|---|---|\n${couplets.map(([a, b]) => `| ${a} | ${b} |`).join('\n')}`,
  ],
}

function unitsOf(path: string, text: string): readonly SourceUnit[] {
  const page = path.endsWith('.html')
    ? `<h1>شعر</h1><p>وهذا كلام قبله.</p>${text}<p>وكلام بعده.</p>`
    : `# شعر\n\nوهذا كلام قبله.\n\n${text}\n\nوكلام بعده.\n`
  const { tree, ...read } = readDocumentText(path, page, { places: true })
  return extractUnits(tree, { path, language: 'ar', ...read }).units.slice(2, -1)
}

/** Segments, their halves parted by a stroke. */
function linesOf(units: readonly SourceUnit[]): readonly string[] {
  return units.flatMap((unit) =>
    cutUnit(unit, { mode: 'sentence' }).map((content) =>
      content
        .map((part) => (typeof part === 'string' ? part : unit.codes[part.id]?.properties.className ? '|' : ''))
        .join(''),
    ),
  )
}

describe.each(Object.entries(WAYS))('in %s', (_, [path, write]) => {
  test.each([
    ['Imruʾ al-Qays', IMRU_AL_QAYS],
    ['his first line, which rhymes in itself', IMRU_AL_QAYS.slice(0, 1)],
    ['Imruʾ al-Qays without vowels', bare(IMRU_AL_QAYS)],
    ['al-Mutanabbī', MUTANABBI],
    ['al-Mutanabbī without vowels', bare(MUTANABBI)],
    ['Labīd', LABID],
    ['the Alfiyya', ALFIYYA],
  ])('%s is verse, a segment a line with two halves', (__, couplets) => {
    const units = unitsOf(path, write(couplets))
    expect(units.map(({ kind }) => kind)).toEqual(units.map(() => 'verse'))
    expect(linesOf(units)).toEqual(couplets.map((couplet) => couplet.join('|')))
  })
  test.each<readonly [string, Couplets]>([
    ['a line that does not rhyme in itself', IMRU_AL_QAYS.slice(1, 2)],
    ['two lines without vowels', bare(MUTANABBI.slice(0, 2))],
    [
      'an address',
      [
        ['شركة القهوة العربية المتحدة', 'شارع الملك عبد العزيز'],
        ['مدينة جدة الساحلية', 'المملكة العربية السعودية'],
      ],
    ],
    [
      'names and professions',
      [
        ['أحمد بن محمد العطار', 'صاحب مقهى في القاهرة'],
        ['فاطمة بنت علي الحلبية', 'معلمة في مدرسة البنات'],
        ['يوسف بن يعقوب النجار', 'نجار في سوق الخشب'],
        ['مريم بنت داود الخياطة', 'خياطة في حي الصاغة'],
      ],
    ],
    [
      'a comparison',
      [
        ['سهولة الاستخدام والتعلم', 'صعوبة الصيانة والتطوير'],
        ['انخفاض تكلفة الإنتاج', 'ارتفاع تكلفة التشغيل'],
        ['سرعة الحصول على النتائج', 'الحاجة إلى تدريب طويل'],
      ],
    ],
    [
      'questions and answers',
      [
        ['كيف تُحضَّر القهوة العربية؟', 'تُغلى في دلّة من نحاس.'],
        ['ومتى تُشرب في البادية؟', 'عند الفجر وعند الأصيل.'],
        ['ومن يبدأ بها من الضيوف؟', 'أكبرهم سنّاً في المجلس.'],
      ],
    ],
    [
      'figures',
      [
        ['عدد سكان مدينة القاهرة', 'عشرة ملايين نسمة 2020'],
        ['عدد سكان مدينة الجيزة', 'تسعة ملايين نسمة 2020'],
        ['عدد سكان مدينة طنطا', 'نصف مليون نسمة 2020'],
      ],
    ],
    [
      'terms in two languages',
      [
        ['القهوة المختصة المحمصة', 'specialty roasted coffee'],
        ['القهوة المطحونة الخشنة', 'coarse ground coffee'],
        ['القهوة الباردة المنقوعة', 'cold brew coffee'],
      ],
    ],
    ['vowelled prose in two lines', [['ذَهَبَ أَحمَدُ إِلى المَدرَسَةِ صَباحاً', 'وَرَجَعَ إِلى البَيتِ في المَساءِ']]],
    [
      'lines that are whole verses',
      [
        [
          'قفا نبك من ذكرى حبيب ومنزل بسقط اللوى بين الدخول فحومل',
          'فتوضح فالمقراة لم يعف رسمها لما نسجتها من جنوب وشمأل',
        ],
        ['ترى بعر الأرآم في عرصاتها وقيعانها كأنه حب فلفل', 'كأني غداة البين يوم تحملوا لدى سمرات الحي ناقف حنظل'],
      ],
    ],
  ])('%s is none', (__, couplets) => {
    const kinds = unitsOf(path, write(couplets)).map(({ kind }) => kind)
    expect(kinds).not.toContain('verse')
    expect(kinds).not.toEqual([])
  })
})

test('a table with words in its head, with three columns of text, spanning cells or markup is none', () => {
  const rows = MUTANABBI.map(([a, b]) => `| ${a} | ${b} |`).join('\n')
  expect(unitsOf('a.md', `| الصدر | العجز |\n|---|---|\n${rows}`)[2]?.kind).toBe('cell')
  expect(unitsOf('a.md', `| | |\n|---|---|\n${rows.replace('العَزمِ', '**العَزمِ**')}`)[2]?.kind).toBe('cell')
  const three = MUTANABBI.map(([a, b]) => `<tr><td>${a}</td><td>${b}</td><td>شرح</td></tr>`).join('')
  expect(unitsOf('a.html', `<table>${three}</table>`)[0]?.kind).toBe('cell')
  const spanning = MUTANABBI.map(([a, b]) => `<tr><td colspan="2">${a}</td><td>${b}</td></tr>`).join('')
  expect(unitsOf('a.html', `<table>${spanning}</table>`)[0]?.kind).toBe('cell')
})

test('where the source says that it is verse, lengths alone count', () => {
  const [[first, second] = ['', '']] = bare(IMRU_AL_QAYS.slice(1, 2))
  for (const [open, close] of [
    ['<div class="poem"><p>', '</p></div>'],
    ['<p class="verse">', '</p>'],
  ])
    expect(linesOf(unitsOf('a.html', `${open}${first}<br>${second}${close}`))).toEqual([`${first}|${second}`])
  expect(unitsOf('a.html', `<p class="verse">${first}<br>${second}<br>ثم قال</p>`)[0]?.kind).toBe('paragraph')
})

test('whatever lines a paragraph has, no word is lost and none moves', () => {
  const half = fc.constantFrom(...MUTANABBI.flat(), ...LABID.flat(), ...ALFIYYA.flat(), 'وهذا كلام يشرحه.', 'سنة 1920')
  const words = (text: string): readonly string[] => withoutInvisible(text).match(/[\u0620-\u064A0-9]+/g) ?? []
  fc.assert(
    fc.property(fc.array(half, { minLength: 1, maxLength: 6 }), fc.constantFrom('<br>', '<br><br>'), (lines, by) => {
      const units = unitsOf('a.html', `<p>${lines.join(by)}</p>`)
      const said = units.flatMap(({ content }) =>
        words(content.map((part) => (typeof part === 'string' ? part : ' ')).join('')),
      )
      expect(said).toEqual(words(lines.join(' ')))
    }),
  )
})

test.each([
  ['مَنزِلِ', 'حَنظَلي', true],
  ['العَزائِمُ', 'المَكارِما', true],
  ['فَمُقامُها', 'سِلامُها', true],
  ['المدرسة', 'مدرسه', true],
  ['المدرسة', 'القاهرة', false],
  ['مَنزِلِ', 'المَكارِمُ', false],
])('%s and %s rhyme: %s', (one, other, rhyme) => expect(rhymeOf(one) === rhymeOf(other)).toBe(rhyme))

test('a table of verse in Markdown stays a table in its translation alone', async () => {
  const { makeEdition } = await import('../edition/make-edition.ts')
  const { toMonoMarkdown } = await import('../../src/edition/mono/mono-markdown.ts')
  const [, write = (): string => ''] = WAYS['a table of Markdown'] ?? []
  const edition = makeEdition('input/a.md', `${write(MUTANABBI)}\n`, () => ({
    target: 'As is the will<1/>so come the deeds',
  }))
  expect(toMonoMarkdown(edition, 'target')).toBe(
    `|  |  |\n|---|---|\n${MUTANABBI.map(() => '| As is the will | so come the deeds |').join('\n')}\n`,
  )
  expect(plainText(edition.document.units[0]?.content ?? [])).toBe(MUTANABBI[0]?.join(''))
})
