/** Scores of the sentence rules by class of hard cases, beside those of `Intl.Segmenter`: `node scripts/segmentation-scores.ts`. */
import process from 'node:process'
import { splitSentences } from '../src/segment/split-sentences.ts'
import { readHardCases, type HardCase } from '../tests/segment/read-hard-cases.ts'

type Cut = (given: HardCase) => readonly string[]

const intl = new Intl.Segmenter('ar', { granularity: 'sentence' })
const CUTTERS: Readonly<Record<string, Cut>> = {
  muqabil: ({ text, mode }) => splitSentences(text, { mode }),
  'Intl.Segmenter': ({ text }) => Array.from(intl.segment(text), ({ segment }) => segment),
}

const cases = readHardCases()
const kinds = [...new Set(cases.map(({ kind }) => kind))]
print(['class', 'cases', ...Object.keys(CUTTERS).flatMap((name) => [name, 'F1'])])
for (const kind of kinds)
  print(
    rowOf(
      kind,
      cases.filter((each) => each.kind === kind),
    ),
  )
print(rowOf('all', cases))

/** Cases that are cut as expected, and F1 of the boundaries inside them, in per cent. */
function rowOf(name: string, given: readonly HardCase[]): readonly string[] {
  const scores = Object.values(CUTTERS).flatMap((cut) => {
    const right = given.filter(
      (each) => JSON.stringify(cut(each).map((sentence) => sentence.trim())) === JSON.stringify(each.expected),
    ).length
    return [String(right), f1(given, cut)]
  })
  return [name, String(given.length), ...scores]
}

function f1(given: readonly HardCase[], cut: Cut): string {
  let [found, expected, both] = [0, 0, 0]
  for (const each of given) {
    const [ours, theirs] = [boundaries(cut(each)), boundaries(each.expected)]
    found += ours.size
    expected += theirs.size
    both += [...ours].filter((place) => theirs.has(place)).length
  }
  return found + expected === 0 ? '100.0' : ((200 * both) / (found + expected)).toFixed(1)
}

/** Counted in characters that are no white space: to which side of a boundary a space goes makes no difference. */
function boundaries(sentences: readonly string[]): ReadonlySet<number> {
  let place = 0
  return new Set(sentences.slice(0, -1).map((sentence) => (place += sentence.replace(/\s/g, '').length)))
}

function print(cells: readonly string[]): void {
  const [name = '', ...numbers] = cells
  process.stdout.write(name.padEnd(22) + numbers.map((cell) => cell.padStart(15)).join('') + '\n')
}
