/** Names of the files of an edition. */

/**
 * For each source its outputs' path without their ending, relative to the output folder: the
 * source's without its extension. Where two would meet (also on file systems that fold case or
 * Unicode normalisation), and for a source called index, the extension stays.
 *
 * @param sources Paths relative to the input folder.
 */
export function outputStems(sources: readonly string[]): ReadonlyMap<string, string> {
  const folded = (path: string): string => path.normalize('NFC').toLowerCase()
  const counts = new Map<string, number>()
  for (const source of sources) {
    const stem = folded(withoutExtension(source))
    counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  return new Map(sources.map((source) => {
    const stem = withoutExtension(source)
    const meets = (counts.get(folded(stem)) ?? 0) > 1 || folded(stem) === 'index'
    return [source, meets ? source : stem]
  }))
}

function withoutExtension(path: string): string {
  return path.replace(/(?<=[^/])\.[^./]+$/, '')
}
