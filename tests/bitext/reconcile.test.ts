/** Reconciling, change by change: what a writer did to the source, and what becomes of each row. */
import { describe, expect, test } from 'vitest'
import { encodeContent, plainText } from '../../src/bitext/content.ts'
import { editSegment } from '../../src/bitext/edit-segment.ts'
import { hashPair } from '../../src/bitext/hash-content.ts'
import { isPersons } from '../../src/bitext/is-persons.ts'
import { matchRenamed } from '../../src/bitext/match-renamed.ts'
import { prune, reconcile } from '../../src/bitext/reconcile.ts'
import type { DocumentRecord, RecordSegment, RecordUnit } from '../../src/bitext/record.ts'
import type { SourceDocument } from '../../src/bitext/source.ts'
import { cutUnit } from '../../src/segment/cut-unit.ts'
import { leastRatios } from '../ratios.ts'
import { sourceOf, step, throughXliff, translated, translationOf } from './make-record.ts'

const A = 'الجملة الأولى في النص القديم. والثانية بعدها مباشرة.'
const B = 'فقرة أخرى تماماً عن النهر والمدينة.'
const C = 'وثالثة عن السوق والناس فيه.'

const MARKED = 'النص **المهم** هنا و**الثاني** هناك.'

const rows = (...texts: readonly string[]): string => texts.join('\n\n')
const first = (record: DocumentRecord): RecordUnit => {
  const [unit] = record.units
  if (!unit) throw new Error('no unit')
  return unit
}
const ids = ({ units }: DocumentRecord): readonly string[] => units.map(({ id }) => id)
const targets = ({ segments }: RecordUnit): readonly (string | undefined)[] =>
  segments.map(({ target }) => target && plainText(target))
const approved = (record: DocumentRecord): DocumentRecord => translated(record, () => 'final')

describe('a sentence that is edited', () => {
  test('keeps its id and a person’s translation, stale, with the old source beside it; it comes back with its source', () => {
    const before = approved(step(undefined, rows(A, B)))
    const changed = step(before, rows(A.replace('القديم', 'الجديد'), B))
    expect(ids(changed)).toEqual(ids(before))
    expect(first(changed).segments[0]).toMatchObject({
      id: 's1',
      mark: 'stale',
      state: 'final',
      oldSource: ['الجملة الأولى في النص القديم.'],
    })
    expect(first(changed).segments[1]).toEqual(first(before).segments[1])
    expect(step(throughXliff(changed), rows(A, B)).units).toEqual(before.units)
  })

  test('twice still faces the source it was made for', () => {
    const before = approved(step(undefined, A))
    const once = step(before, A.replace('القديم', 'الجديد'))
    const twice = step(once, A.replace('القديم', 'المعدل الجديد'))
    expect(first(twice).segments[0]).toMatchObject({ mark: 'stale', oldSource: ['الجملة الأولى في النص القديم.'] })
  })

  test('in its tashkeel alone is another wording of the same row', () => {
    const before = approved(step(undefined, rows(A, B)))
    const changed = step(before, rows(A.replace('الجملة', 'الجُملةُ'), B))
    expect(ids(changed)).toEqual(ids(before))
    expect(first(changed).segments.map(({ mark }) => mark)).toEqual(['stale', undefined])
  })

  test('a machine’s is to be translated again, and never a person’s', () => {
    for (const hand of ['machine', 'person', 'reviewed'] as const) {
      const before = translated(step(undefined, A), () => hand)
      const [stale] = first(step(before, A.replace('القديم', 'الجديد'))).segments
      expect([hand, stale?.mark, stale && isPersons(stale)]).toEqual([hand, 'stale', hand !== 'machine'])
    }
  })

  test('to what stands elsewhere takes the translation that is known; its own waits with the rows that are gone', () => {
    const before = translated(step(undefined, rows(A, B)), ({ source }) =>
      plainText(source) === B ? 'machine' : 'person',
    )
    const changed = step(before, rows('فقرة أخرى تماماً عن النهر والمدينة.', B))
    expect(targets(first(changed))).toEqual([`T(${B})`])
    expect(changed.gone.flatMap(targets)).toEqual(
      expect.arrayContaining(first(before).segments.map(({ target }) => plainText(target ?? []))),
    )
  })
})

describe('markup that changes', () => {
  test('of another kind at the same place changes nothing', () => {
    const before = approved(step(undefined, MARKED))
    const changed = step(before, MARKED.replaceAll('**', '*'))
    expect(first(changed).segments[0]).toMatchObject({ state: 'final', target: first(before).segments[0]?.target })
    expect(first(changed).segments[0]?.mark).toBeUndefined()
  })

  test('that goes takes itself out of the translation too, the right one of two', () => {
    const before = approved(step(undefined, MARKED))
    const changed = step(throughXliff(before), 'النص المهم هنا و**الثاني** هناك.')
    const [segment] = first(changed).segments
    expect(encodeContent(segment?.target ?? [])).toBe('T(النص المهم هنا و<1>الثاني</1> هناك.)')
    expect(segment).toMatchObject({ state: 'final', approved: hashPair(segment?.source ?? [], segment?.target ?? []) })
    expect(segment?.mark).toBeUndefined()
    expect(first(step(before, 'النص المهم هنا والثاني هناك.')).segments[0]?.target).toEqual([
      'T(النص المهم هنا والثاني هناك.)',
    ])
  })

  test('that goes beside a class which said nothing, as records of before have them, is no other markup', () => {
    const now = approved(step(undefined, MARKED))
    const withClass = (unit: RecordUnit): RecordUnit => ({
      ...unit,
      codes: Object.fromEntries(
        Object.entries(unit.codes).map(([id, facts]) => [id, { ...facts, open: '<strong class="">' }]),
      ),
    })
    const before = { ...now, units: now.units.map(withClass) }
    const [segment] = first(step(before, 'النص المهم هنا و**الثاني** هناك.')).segments
    expect(encodeContent(segment?.target ?? [])).toBe('T(النص المهم هنا و<1>الثاني</1> هناك.)')
    expect(segment?.mark).toBeUndefined()
  })

  test('that comes makes the translation stale', () => {
    const before = approved(step(undefined, 'النص المهم هنا.'))
    expect(first(step(before, 'النص **المهم** هنا.')).segments[0]).toMatchObject({ mark: 'stale', state: 'final' })
  })

  test('in front of a row numbers its codes anew, in its translation and its approval too', () => {
    const before = approved(step(undefined, `${B} ${MARKED}`))
    const changed = step(throughXliff(before), `${B.replace('النهر', '*النهر*')} ${MARKED}`)
    const [, segment] = first(changed).segments
    expect(encodeContent(segment?.target ?? [])).toBe('T(النص <2>المهم</2> هنا و<3>الثاني</3> هناك.)')
    expect(first(throughXliff(changed)).segments[1]).toEqual(segment)
    expect(segment?.state).toBe('final')
  })
})

describe('rows that move', () => {
  test('a row that is gone returns free of charge, with its id', () => {
    const before = approved(step(undefined, rows(A, B)))
    const without = step(before, B)
    expect(without.gone.map(({ id }) => id)).toEqual([first(before).id])
    expect(step(throughXliff(without), rows(B, A)).units[1]).toEqual(first(before))
    expect(prune(without).gone).toEqual([])
  })

  test('a row that returns takes what a person has made of its sentences since', () => {
    const whole = 'كان الرجل القديم يعيش وحده في بيت صغير قرب النهر. ثم مضى.'
    const shorter = translated(step(translated(step(undefined, rows(whole, B))), rows('ثم مضى.', B)))
    expect(shorter.gone).toHaveLength(1)
    const corrected: DocumentRecord = {
      ...shorter,
      units: shorter.units.map((unit) => ({
        ...unit,
        segments: unit.segments.map((segment): RecordSegment => {
          const edit = { kind: 'target', target: ['Then he left.'], state: 'final' } as const
          const edited = editSegment(segment, edit)
          return plainText(segment.source) === 'ثم مضى.' && edited.kind === 'edited' ? edited.segment : segment
        }),
      })),
    }
    const back = step(throughXliff(corrected), rows(whole, B))
    expect(first(back)).toMatchObject({
      id: shorter.gone[0]?.id,
      segments: [{ state: 'translated' }, { state: 'final', target: ['Then he left.'] }],
    })
  })

  test('a sentence that was edited, and then gone with its row, comes back with its source', () => {
    const before = approved(step(undefined, rows(A, B)))
    const changed = step(before, rows(A.replace('القديم', 'الجديد'), B))
    const back = step(throughXliff(step(throughXliff(changed), B)), rows(A, B))
    expect(first(back).segments).toEqual(first(before).segments)
  })

  test('a row that returns with other markup, or was never translated whole, has its translations and names of sentences back', () => {
    const before = translated(step(undefined, rows(MARKED, A)), ({ id }) => (id === 's1' ? 'final' : undefined))
    const back = step(throughXliff(step(before, B)), rows(MARKED.replaceAll('**', ''), B, A))
    expect(back.units[0]?.segments).toMatchObject([
      { id: 's1', state: 'final', target: [`T(${MARKED.replaceAll('**', '')})`] },
    ])
    expect(back.units[2]).toEqual(before.units[1])
    const [other] = step(throughXliff(step(before, B)), rows(`*${MARKED.replaceAll('**', '')}*`, B)).units
    expect(other?.segments).toMatchObject([{ id: 's1', state: 'final', mark: 'stale' }])
    expect(plainText(other?.segments[0]?.oldSource ?? [])).toBe(MARKED.replaceAll('**', ''))
  })

  test('neighbours that change places keep everything', () => {
    const before = approved(step(undefined, rows(A, B, C)))
    const [a, b, c] = before.units
    expect(step(before, rows(B, A, C)).units).toEqual([b, a, c])
  })

  test('split and joined rows keep their translations; old ids stay anchors, and come back when parted again', () => {
    const before = approved(step(undefined, rows(A, B)))
    const split = step(before, rows('الجملة الأولى في النص القديم.', 'والثانية بعدها مباشرة.', B))
    expect(split.units.flatMap(targets)).toEqual(before.units.flatMap(targets))
    expect(split.units[0]?.id).toBe(before.units[0]?.id)
    const joined = step(before, `${A} ${B}`)
    expect(first(joined)).toMatchObject({ id: before.units[0]?.id, aliases: [before.units[1]?.id] })
    expect(targets(first(joined))).toEqual(before.units.flatMap(targets))
    const parted = step(throughXliff(joined), rows(A, B))
    expect(ids(parted)).toEqual(ids(before))
    expect(parted.units.map(({ aliases }) => aliases)).toEqual([[], []])
  })

  test('a sentence that went to another row takes its approval along; one that was copied is read by nobody there', () => {
    const before = approved(step(undefined, rows(A, B)))
    const moved = step(before, rows('الجملة الأولى في النص القديم.', `${B} والثانية بعدها مباشرة.`))
    expect(moved.units[1]?.segments[1]).toMatchObject({ state: 'final', target: first(before).segments[1]?.target })
    const copied = step(before, rows(A, B, B))
    expect(copied.units.slice(1).map(({ segments }) => segments[0]?.state)).toEqual(['final', 'translated'])
    expect(copied.units[2]?.segments[0]?.approved).toBeUndefined()
  })

  test('a table of equal cells keeps each cell’s own words, whatever is put in or taken out', () => {
    const table = (...cells: readonly string[]): string => ['| أ | ب |', '| --- | --- |', ...cells].join('\n')
    const empty = step(undefined, table('| نعم | لا |', '| نعم | نعم |', '| لا | نعم |'))
    const before = {
      ...empty,
      units: empty.units.map((unit, index) => ({
        ...unit,
        segments: unit.segments.map((segment): RecordSegment => ({
          ...segment,
          target: [`${index}`],
          state: 'reviewed',
          origin: { kind: 'person' },
        })),
      })),
    }
    const said = (record: DocumentRecord): readonly string[] => record.units.map((unit) => targets(unit)[0] ?? '—')
    expect(said(step(before, table('| نعم | لا |', '| جديد | كلياً |', '| نعم | نعم |', '| لا | نعم |')))).toEqual([
      '0',
      '1',
      '2',
      '3',
      '—',
      '—',
      '4',
      '5',
      '6',
      '7',
    ])
    expect(said(step(before, table('| نعم | لا |', '| لا | نعم |')))).toEqual(['0', '1', '2', '3', '6', '4'])
    expect(new Set(ids(before)).size).toBe(8)
  })
})

describe('cuts', () => {
  test('of an unchanged row are never those of newer rules', () => {
    const before = approved(step(undefined, A))
    const input = { record: before, source: sourceOf(A), targetLanguage: 'en', rules: '2' }
    expect(reconcile({ ...input, cut: (unit) => [unit.content] }).record).toEqual(before)
    const changed = reconcile({ ...input, source: sourceOf(`${A} وثالثة.`), cut: (unit) => [unit.content] }).record
    expect(first(changed)).toMatchObject({ rules: '2' })
    expect(first(changed).segments).toHaveLength(1)
    expect(changed.rules).toBe('1')
  })

  test('stay where they were when only white space or the form of letters differs', () => {
    const text = 'قال\u0622ن شيئاً. ثم سكت.'
    const before = approved(step(undefined, text))
    const source = sourceOf(text)
    const units = source.units.map((unit) => ({
      ...unit,
      content: [plainText(unit.content).normalize('NFD').replace('. ثم', '.  ثم')],
    }))
    const changed = reconcile({
      record: before,
      source: { ...source, units },
      targetLanguage: 'en',
      rules: '2',
      cut: (unit) => [unit.content],
    }).record
    expect(first(changed).segments.map(({ id, state, target }) => [id, state, target])).toEqual(
      first(before).segments.map(({ id, state, target }) => [id, state, target]),
    )
    expect(first(changed).segments[0]?.after).toBe('  ')
  })

  /** The row's sentences as one segment. */
  function bead(record: DocumentRecord): DocumentRecord {
    const unit = first(record)
    const source = [plainText(unit.segments.flatMap((segment) => [...segment.source, segment.after ?? '']))]
    const target = translationOf(source)
    const segment: RecordSegment = {
      id: 's1',
      source,
      target,
      state: 'final',
      origin: { kind: 'person' },
      approved: hashPair(source, target),
    }
    return { ...record, units: [{ ...unit, segments: [segment] }] }
  }

  test('leave a bead of several sentences whole while they stand together, and when one of them is edited', () => {
    const long = `${A} ${B}`
    const before = bead(step(undefined, long))
    const more = step(before, `${long} ${C}`)
    expect(first(more).segments[0]).toEqual({ ...first(before).segments[0], after: ' ' })
    expect(first(more).segments[1]).toMatchObject({ source: [C], state: 'initial' })
    const edited = step(before, long.replace('مباشرة', 'بقليل'))
    expect(first(edited).segments).toMatchObject([
      { id: 's1', source: [long.replace('مباشرة', 'بقليل')], oldSource: [long], mark: 'stale' },
    ])
    const without = step(before, A)
    expect(first(without).segments).toMatchObject([{ source: [A], oldSource: [long], mark: 'stale', state: 'final' }])
  })

  test('leave a bead whole beside one of its sentences that stands alone too, in whatever order', () => {
    const [X, Y, Z] = ['وثالثة عن السوق.', B, 'ثم مضى إلى بيته وحده.']
    const three = step(undefined, `${X} ${X} ${Y}`)
    const unit = first(three)
    const [alone, , second] = unit.segments
    const whole = first(bead({ ...three, units: [{ ...unit, segments: unit.segments.slice(1) }] })).segments[0]
    if (!alone || !second || !whole) throw new Error('three sentences were cut otherwise')
    const before = { ...three, units: [{ ...unit, segments: [alone, { ...whole, id: 's2' as typeof whole.id }] }] }
    const sources = (text: string): readonly string[] =>
      first(step(before, text)).segments.map((each) => plainText(each.source))
    expect(sources(`${X} ${X} ${Y} ${Z}`)).toEqual([X, `${X} ${Y}`, Z])
    expect(sources(`${X} ${Y} ${Z}`)).toEqual([`${X} ${Y}`, Z])
    expect(sources(`${X} ${Y} ${X} ${Z}`)).toEqual([`${X} ${Y}`, X, Z])
    expect(sources(`${Z} ${X} ${Y} ${X} ${Y}`)).toEqual([Z, `${X} ${Y}`, X, Y])
  })
})

describe('units that are nothing but code', () => {
  test('are known by what they show, each by its own, and old ids stay', () => {
    const source = rows('`npm ci`', '`npm test`', '`npm ci`', B)
    const record = step(undefined, source)
    expect(new Set(ids(record)).size).toBe(4)
    expect(ids(record)).not.toContain('p-e3b0c442')
    expect(ids(record)[2]).toBe(`${ids(record)[0]}-2`)
    expect(ids(step(throughXliff(record), rows('`npm test`', '`npm ci`', B)))).toEqual([
      ids(record)[1],
      ids(record)[2],
      ids(record)[3],
    ])
    const old = {
      ...record,
      units: record.units.map((unit, index) =>
        index < 3 ? { ...unit, id: `p-e3b0c442${index === 0 ? '' : `-${index + 1}`}` } : unit,
      ),
    }
    expect(ids(step(throughXliff(old), source))).toEqual(ids(old))
  })

  test('are not the paragraph of the same words', () => {
    const record = step(undefined, rows('`المدينة`', 'المدينة'))
    expect(new Set(ids(record)).size).toBe(2)
    expect(ids(record).every((id) => /^p-[0-9a-f]{8}$/.test(id))).toBe(true)
  })
})

describe('notes', () => {
  test('stay with their row, also when it is joined, split or gone', () => {
    const noted = step(undefined, rows(A, B))
    const before = {
      ...noted,
      units: noted.units.map((unit, index) => ({ ...unit, notes: [{ text: `ملاحظة ${index}` }] })),
    }
    const said = (units: readonly RecordUnit[]): readonly string[] =>
      units.flatMap(({ notes }) => notes.map(({ text }) => text))
    expect(said(step(before, `${A} ${B}`).units)).toEqual(['ملاحظة 0', 'ملاحظة 1'])
    expect(said(step(before, rows('الجملة الأولى في النص القديم.', 'والثانية بعدها مباشرة.', B)).units)).toEqual([
      'ملاحظة 0',
      'ملاحظة 1',
    ])
    expect(said(step(before, B).gone)).toEqual(['ملاحظة 0'])
  })
})

const WORDS = 'قال الرجل إلى البيت كتب قهوة وعاد المدينة كبيرة جداً لكن النهر في الصباح الباكر ثم سأل عن الطريق'.split(
  ' ',
)

/** Rows of three sentences of common words and one number each, the same ones every time. */
function manyRows(count: number, seed = 1): readonly string[] {
  let state = seed
  const random = (below: number): number => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    return (state >> 8) % below
  }
  const sentence = (): string => Array.from({ length: 8 }, () => WORDS[random(WORDS.length)]).join(' ')
  return Array.from({ length: count }, (_, index) => `${sentence()} ${index}. ${sentence()}. ${sentence()}.`)
}

function textSource(texts: readonly string[], path = 'input/a.txt'): SourceDocument {
  const units = texts.map((text) => ({ kind: 'paragraph' as const, content: [text], codes: {} }))
  return { path, language: 'ar', leftOut: [], decisions: [], skeleton: { type: 'root', children: [] }, units }
}

function reconciled(record: DocumentRecord | undefined, texts: readonly string[], path?: string): DocumentRecord {
  const cut = (unit: { readonly content: readonly unknown[] }): readonly string[][] =>
    String(unit.content[0])
      .split(/(?<=\. )/)
      .map((text) => [text])
  return reconcile({ record, source: textSource(texts, path), targetLanguage: 'en', rules: '1', cut }).record
}

describe('cost', () => {
  /** The least of three, in the process's own time: the machine may be busy. */
  test.each([
    [
      'one row in twenty edited',
      (text: string, index: number) => (index % 20 === 0 ? text.replace(/\S+ \S+/, 'كلمة') : text),
    ],
    ['every row edited', (text: string) => text.replace(/\S+ \S+/, 'كلمة')],
    ['every row the same', () => 'نعم.'],
    ['every row beginning alike', (text: string) => `قال الرجل إلى البيت ${text}`],
    ['every row edited that began alike', (text: string) => text.replace(/\S+\.$/, 'كلمة.'), 'قال الرجل إلى البيت '],
  ])('%s: four times the rows take about four times the time', (_, edit, start = '') => {
    const runs = [750, 3_000].map((count) => {
      const texts = manyRows(count).map((text) => start + text)
      const record = translated(reconciled(undefined, texts), () => 'person')
      return () => void reconciled(record, texts.map(edit))
    })
    expect(leastRatios(runs, [9])[0]).toBeLessThan(9)
  })

  test('a row of many sentences that are one segment is edited in time that is linear in them', () => {
    const runs = [500, 2_000].map((count) => {
      const sentences = manyRows(count).map((row) => `${row.replaceAll('.', '')}. `)
      const text = sentences.join('').trim()
      const before = translated(reconciled(undefined, [text.replaceAll('. ', ' ')]), () => 'person')
      const unit = first(before)
      const whole = unit.segments.map((segment) => ({ ...segment, source: [text] }))
      const record = { ...before, units: [{ ...unit, segments: whole }] }
      const edited = sentences
        .with(count >> 1, 'كلمة. ')
        .join('')
        .trim()
      expect(reconciled(record, [edited]).units[0]?.segments).toMatchObject([{ mark: 'stale', oldSource: [text] }])
      return () => void [reconciled(record, [edited]), reconciled(record, [`${text} نعم.`])]
    })
    expect(leastRatios(runs, [9])[0]).toBeLessThan(9)
  })

  test('renamed documents find their records without being compared each with each', () => {
    const runs = [150, 1_200].map((count) => {
      const texts = Array.from({ length: count }, (_, index) => [
        'سطر في كل وثيقة.',
        ...manyRows(3, index + 1).map((row) => `${row} ${index}`),
      ])
      const orphans = texts.map((each, index) => reconciled(undefined, each, `input/old/${index}.txt`))
      const sources = texts.map((each, index) => textSource(each.with(3, 'سطر جديد.'), `input/new/${index}.md`))
      const found = matchRenamed(orphans, sources)
      expect([...found].filter(([path, record]) => fileName(path) !== fileName(record.source))).toEqual([])
      expect(found.size).toBe(count)
      return () => void matchRenamed(orphans, sources)
    })
    expect(leastRatios(runs, [18])[0]).toBeLessThan(18)
  })
})

const fileName = (path: string): string => path.replace(/^.*\/|\.[^.]*$/g, '')

describe('of documents that are equally alike', () => {
  test('the one with the same name is taken', () => {
    const orphans = ['input/a.txt', 'input/b.txt'].map((path) => reconciled(undefined, [A, B, C], path))
    for (const texts of [
      [A, B, C],
      [A, B],
    ]) {
      const found = matchRenamed(orphans, [textSource(texts, 'input/x/b.md'), textSource(texts, 'input/y/a.md')])
      expect([...found].map(([path, { source }]) => [path, source]).toSorted()).toEqual([
        ['input/x/b.md', 'input/b.txt'],
        ['input/y/a.md', 'input/a.txt'],
      ])
    }
  })

  test('however many there are, each finds one', () => {
    const paths = Array.from({ length: 100 }, (_, index) => `input/${index}/index.txt`)
    const orphans = paths.map((path) => reconciled(undefined, [A], path))
    const sources = paths.map((path) => textSource([A], path.replace('input', 'input/new')))
    const found = matchRenamed(orphans, sources)
    expect([...found].filter(([path, { source }]) => path.replace('/new', '') !== source)).toEqual([])
    expect(found.size).toBe(100)
    const edited = paths.map((path, index) => textSource([A, `${C} ${index}`], path.replace(/index/, String(index))))
    const named = orphans.map((record, index) => ({ ...record, source: `input/old/${index}.txt` }))
    expect(matchRenamed(named, edited).size).toBe(100)
  })
})

test('cutting by the sentence rules and by one’s own cut agree on what a piece is', () => {
  const unit = sourceOf(A).units[0]
  expect(unit && cutUnit(unit, { mode: 'sentence' }).map(plainText)).toEqual([
    'الجملة الأولى في النص القديم. ',
    'والثانية بعدها مباشرة.',
  ])
})
