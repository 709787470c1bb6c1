/** Rows for the app, as a server would send them. */
import { encodeContent, type Content } from '../../src/bitext/content.ts'
import type { RowView, SegmentView } from '../../src/review/api.ts'

export function segment(
  id: string,
  source: Content,
  target: Content | undefined,
  more: Partial<SegmentView> = {},
): SegmentView {
  const bare: SegmentView = {
    id,
    source,
    ...(target === undefined ? {} : { target }),
    state: target === undefined ? 'initial' : 'translated',
    ...(target === undefined ? {} : { origin: { kind: 'machine', provider: 'google', model: 'general/nmt' } }),
    isPersons: false,
    isCarried: false,
    findings: [],
    doubt: 0,
    version: '',
    sourceHash: encodeContent(source),
    exported: encodeContent(target ?? []),
    ...more,
  }
  return { ...bare, version: versionOf(bare) }
}

/** Of all that an edit may change. */
export function versionOf({ source, target, state, mark, waived }: SegmentView): string {
  return JSON.stringify([source, target, state, mark, waived])
}

export function row(number: number, segments: readonly SegmentView[], more: Partial<RowView> = {}): RowView {
  const unit = `p-${number.toString(16).padStart(8, '0')}`
  return { unit, kind: 'paragraph', number: String(number), segments, codes: {}, notes: [], ...more }
}

const ARABIC = [
  'بحث وزير الخارجية الروسي سيرغي لافروف مع نظيره الفرنسي جان إيف لودريان جهود التسوية في سورية.',
  'وأطلع لافروف نظيره على الجهود الروسية لنشر الاستقرار في سورية، بما فيها تقديم المساعدات الإنسانية.',
  'وشدّد على التزام موسكو بالعملية السياسية على أساس قرار مجلس الأمن الدولي رقم 2254.',
  'القَهْوَةُ شَرَابٌ مَعْرُوفٌ يُتَّخَذُ مِنَ البُنِّ، وَقَدِ اشْتَهَرَ أَمْرُهُ فِي ٱلْيَمَنِ.',
  'دعا لودريان إلى إطلاق قنوات الاتصال بين رعاة مفاوضات أستانا وما يُسمّى بـ «المجموعة المصغّرة».',
]
const ENGLISH = [
  'The Russian foreign minister, Sergei Lavrov, discussed with his French counterpart, Jean-Yves Le Drian, the efforts towards a settlement in Syria.',
  'Lavrov briefed his counterpart on Russia’s efforts to spread stability in Syria, including the provision of humanitarian aid.',
  'He stressed Moscow’s commitment to the political process on the basis of Security Council Resolution 2254.',
  'Coffee is a well-known drink made from the bean, and it became famous in Yemen.',
  'Le Drian called for channels of communication to be opened between the sponsors of the Astana talks and what is called the “Small Group”.',
]

/** A small document with everything that a row may have. */
export function everything(): readonly RowView[] {
  const [a = '', b = '', c = '', d = '', e = ''] = ARABIC
  const [A = '', B = '', C = '', D = '', E = ''] = ENGLISH
  return [
    row(1, [segment('s1', ['موسكو تدعو واشنطن لسحب قواتها'], ['Moscow Calls on Washington to Withdraw Its Forces'])], {
      kind: 'heading',
      depth: 1,
    }),
    row(2, [
      { ...segment('s1', [a], [A]), after: ' ' },
      segment('s2', [b], [B], {
        findings: [
          {
            ruleId: 'numbers',
            severity: 'error',
            message: 'Unexpected number 7 in the translation, expected 9 as in the source',
            fix: [B.replace('stability', 'calm')],
          },
        ],
        doubt: 0.8,
      }),
    ]),
    row(3, [
      segment('s1', [c], [C], { state: 'reviewed', isPersons: true, origin: { kind: 'person', name: 'Layla' } }),
    ]),
    row(
      4,
      [
        segment(
          's1',
          [
            'انظر ',
            { kind: 'open', id: '1' },
            'كتاب ',
            { kind: 'open', id: '2' },
            'القهوة',
            { kind: 'close', id: '2' },
            { kind: 'close', id: '1' },
            ' في ',
            { kind: 'standalone', id: '3' },
            '.',
          ],
          [
            'See ',
            { kind: 'open', id: '1' },
            'the book of ',
            { kind: 'open', id: '2' },
            'coffee',
            { kind: 'close', id: '2' },
            { kind: 'close', id: '1' },
            ' in ',
            { kind: 'standalone', id: '3' },
            '.',
          ],
        ),
      ],
      {
        codes: {
          1: { kind: 'pair', tagName: 'a', markup: '<a href="https://example.org/qahwa">' },
          2: { kind: 'pair', tagName: 'strong', markup: '<strong>' },
          3: { kind: 'standalone', tagName: 'code', shown: 'qahwa.txt', markup: '<code>qahwa.txt</code>' },
        },
      },
    ),
    row(5, [
      segment('s1', ['وأكد الجانب الروسي على استعداده للتعاون.'], undefined, {
        doubt: 1,
        findings: [{ ruleId: 'missing', severity: 'error', message: 'Unexpected absence of a translation' }],
      }),
    ]),
    row(6, [
      segment('s1', [d], [D], {
        mark: 'stale',
        oldSource: ['القَهْوَةُ شَرَابٌ مَشْهُورٌ يُتَّخَذُ مِنَ البُنِّ، وَقَدِ اشْتَهَرَ أَمْرُهُ فِي ٱلْيَمَنِ.'],
        isPersons: true,
        doubt: 0.6,
      }),
    ]),
    row(7, [segment('s1', ['تمهيد'], ['Preface'])], { kind: 'heading', depth: 2 }),
    row(8, [segment('s1', [e], [E])], { notes: ['Ask Layla about the “Small Group”.'] }),
    row(9, [segment('s1', ['2254'], ['2254'], { isCarried: true })]),
  ]
}

/** Many rows of different heights, no two with the same words. */
export function manyRows(count: number): readonly RowView[] {
  return Array.from({ length: count }, (_, index) => {
    const number = index + 1
    if (index % 50 === 0)
      return row(number, [segment('s1', [`الباب رقم ${number}`], [`Chapter ${number}`])], {
        kind: 'heading',
        depth: index % 500 === 0 ? 1 : 2,
      })
    const segments = Array.from({ length: 1 + (index % 3) }, (__, at) => {
      const pick = (index * 7 + at * 3) % ARABIC.length
      return segment(`s${at + 1}`, [`${number}. ${ARABIC[pick] ?? ''}`], [`${number}. ${ENGLISH[pick] ?? ''}`], {
        state: index % 4 === 0 ? 'reviewed' : 'translated',
      })
    })
    return row(number, segments)
  })
}
