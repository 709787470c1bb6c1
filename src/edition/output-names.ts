/** Names of the files of an edition. */
import { MuqabilError } from '../errors.ts'
import { endingOf, formats, type FormatName, type Languages } from './formats.ts'

/** The list of all editions has this name. */
const INDEX = 'index'

/**
 * For each source its outputs' path without their ending, relative to the output folder: the
 * source's without its extension. Where two would meet (also on file systems that fold case or
 * Unicode normalisation), and for a source called index, the extension stays.
 *
 * @param sources Paths relative to the input folder.
 * @param taken Names of other outputs, which stay.
 * @throws {MuqabilError} `output-collision` if two sources would write one file even so.
 */
export function outputStems(
  sources: readonly string[],
  languages: Languages,
  taken: readonly string[] = [],
): ReadonlyMap<string, string> {
  const endings = (Object.keys(formats) as FormatName[]).map((name) => endingOf(name, languages)) // its own keys
  const stems = new Map(sources.map((source) => [source, stemOf(source)]))
  // A name that keeps its extension may meet a further one: 'a.txt' and 'a.md' stay so, and now 'a.txt.md' must too.
  const others = [`${INDEX}.html`, ...taken]
  const find = (): readonly (readonly string[])[] => meetings(stems, endings, others)
  for (let meeting = find(); meeting.length > 0; meeting = find()) {
    const short = meeting.flat().filter((source) => source !== '' && stems.get(source) !== source)
    const [first = '', second = ''] = meeting[0] ?? []
    if (short.length === 0) throw new MuqabilError('output-collision', { first: first || `${INDEX}.html`, second })
    for (const source of short) stems.set(source, source)
  }
  return stems
}

/** The stems that a source can have, whatever the others are called. */
export function possibleStems(source: string): readonly string[] {
  return [stemOf(source), source]
}

/** Sources that would write one file; alone, if it is the index or another that is taken. */
function meetings(
  stems: ReadonlyMap<string, string>,
  endings: readonly string[],
  taken: readonly string[],
): readonly (readonly string[])[] {
  const writers = new Map<string, Set<string>>(taken.map((name) => [folded(name), new Set([''])]))
  for (const [source, stem] of stems) {
    for (const ending of endings) {
      const name = folded(stem + ending)
      writers.set(name, (writers.get(name) ?? new Set()).add(source))
    }
  }
  return [...writers.values()].filter((sources) => sources.size > 1).map((sources) => [...sources])
}

/** Equal for names that are one file on some file system. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC')
}

/** Chapters of 'kitab.epub' stand in 'kitab': beside it a book of that name may be made of the whole. */
const CHAPTER = /\.epub(\/\d+)$/i

function stemOf(path: string): string {
  return CHAPTER.test(path) ? path.replace(CHAPTER, '$1') : path.replace(/(?<=[^/])\.[^./]+$/, '')
}
