/** Hard cases of the sentence rules, a class a file: real Arabic with `|` at every boundary that is expected. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = new URL('../fixtures/segment/hard/', import.meta.url)
const MODE = '# mode: '

export interface HardCase {
  /** The file's name: what makes the case hard. */
  readonly kind: string
  readonly mode: 'sentence' | 'clause'
  readonly text: string
  /** White space at their ends taken away. */
  readonly expected: readonly string[]
}

/** All of them, by class. A line is a case; `\n`, `\t` and `\u200F` in it stand for what they name. */
export function readHardCases(): readonly HardCase[] {
  return readdirSync(FOLDER)
    .toSorted()
    .flatMap((name) => {
      const lines = readFileSync(join(FOLDER.pathname, name), 'utf8').split('\n').filter(Boolean)
      const mode = lines.includes(`${MODE}clause`) ? 'clause' : 'sentence'
      return lines
        .filter((line) => !line.startsWith(MODE))
        .map((line): HardCase => {
          const marked = line.replace(/\\(n|t|u[0-9A-F]{4})/g, (escape) => String(JSON.parse(`"${escape}"`)))
          const expected = marked.split('|').map((sentence) => sentence.trim())
          return { kind: name.replace(/\.txt$/, ''), mode, text: marked.replaceAll('|', ''), expected }
        })
    })
}
