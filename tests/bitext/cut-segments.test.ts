/** Cutting rows by hand: the source stays to the letter, every code and every word of the targets too. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeContent, glue, plainText, type Content } from '../../src/bitext/content.ts'
import { codesIn } from '../../src/bitext/codes-match.ts'
import { cutSegments, type CutPiece } from '../../src/bitext/cut-segments.ts'
import type { RecordSegment } from '../../src/bitext/record.ts'
import { trials } from '../trials.ts'

const word = fc.constantFrom<Content>(
  ['قالَ'],
  ['«نعم»'],
  ['Node.js'],
  ['٣٠'],
  [{ kind: 'open', id: '1' }, 'أب'],
  ['جدّ', { kind: 'close', id: '1' }],
  [{ kind: 'standalone', id: '2' }, 'و'],
)
const sentence = fc.array(word, { minLength: 1, maxLength: 5 }).map((words): Content =>
  glue(words.flatMap((each) => [...each, ' ']))
    .map((part, index, all) => (index === all.length - 1 && typeof part === 'string' ? part.trimEnd() : part))
    .filter((part) => part !== ''),
)
const row = fc.array(fc.tuple(sentence, fc.constantFrom('machine', 'person', 'none')), { minLength: 1, maxLength: 4 })

function segmentsOf(parts: readonly (readonly [Content, string])[]): readonly RecordSegment[] {
  return parts.map(([source, kind], index): RecordSegment => {
    const bare = { id: `s${index + 1}`, source, ...(index < parts.length - 1 ? { after: ' ' } : {}) }
    if (kind === 'none') return { ...bare, state: 'initial' }
    const target: Content = ['T', ...source]
    return kind === 'person'
      ? { ...bare, target, state: 'translated', origin: { kind: 'person', name: 'ن' } }
      : { ...bare, target, machine: target, state: 'translated', origin: { kind: 'machine', provider: 'x' } }
  })
}

const whole = (segments: readonly RecordSegment[]): string =>
  encodeContent(glue(segments.flatMap(({ source, after = '' }) => [...source, after])))
const words = (segments: readonly { readonly target?: Content }[]): string =>
  plainText(segments.flatMap(({ target = [] }) => target)).replace(/\s/g, '')

/** The text at any place that is a space, the targets anywhere. */
function piecesOf(segments: readonly RecordSegment[], places: readonly number[]): readonly CutPiece[] {
  const cut = (parts: Content): readonly Content[] => {
    const atoms = parts.flatMap((part): Content => (typeof part === 'string' ? part.split(/(?<= )/) : [part]))
    const ends = [...new Set(places.map((place) => place % (atoms.length + 1)))].toSorted((a, b) => a - b)
    return [...ends, atoms.length].map((end, index) => glue(atoms.slice(ends[index - 1] ?? 0, end)))
  }
  const sources = cut(segments.flatMap(({ source, after = '' }) => [...source, after])).reduce<Content[]>(
    (all, each) => {
      // A piece needs a word.
      if (all.length > 0 && (plainText(each).trim() === '' || plainText(all.at(-1) ?? []).trim() === ''))
        all[all.length - 1] = glue([...(all.at(-1) ?? []), ...each])
      else all.push(each)
      return all
    },
    [],
  )
  const targets = cut(segments.flatMap(({ target = [] }) => [...target, ' ']))
  return sources.map((source, index) => {
    const target = index < sources.length - 1 ? (targets[index] ?? []) : glue(targets.slice(index).flat())
    return { source, target }
  })
}

test('whatever is cut, the source is the same, and so are codes and words of the targets', () => {
  fc.assert(
    fc.property(row, fc.array(fc.nat(30), { maxLength: 4 }), (parts, places) => {
      const segments = segmentsOf(parts)
      const cut = cutSegments({ segments, ids: segments.map(({ id }) => id), pieces: piecesOf(segments, places) })
      if (cut.kind === 'refused') return expect(cut.why).toMatch(/empty|source|codes/)
      expect(whole(cut.segments)).toBe(whole(segments))
      expect(words(cut.segments)).toBe(words(segments))
      const codes = (all: readonly RecordSegment[]): readonly string[] =>
        all.flatMap(({ target = [] }) => codesIn(target))
      expect(codes(cut.segments).toSorted()).toEqual(codes(segments).toSorted())
      expect(new Set(cut.segments.map(({ id }) => id)).size).toBe(cut.segments.length)
      if (segments.some(({ origin }) => origin?.kind === 'person'))
        expect(cut.segments.some(({ origin }) => origin?.kind === 'person') || words(segments) === '').toBe(true)
    }),
    trials(300),
  )
})

test('the same pieces change nothing; a letter is not parted from its marks', () => {
  const segments = segmentsOf([
    [['قالَ نعم.'], 'machine'],
    [['ثم مضى.'], 'person'],
  ])
  const ids = segments.map(({ id }) => id)
  const same = cutSegments({ segments, ids, pieces: segments })
  expect(same).toMatchObject({ kind: 'cut', segments })
  const pieces = [{ source: ['قال'] }, { source: ['\u064E نعم.'] }, { source: ['ثم مضى.'] }]
  expect(cutSegments({ segments, ids, pieces })).toEqual({ kind: 'refused', why: 'source' })
})
