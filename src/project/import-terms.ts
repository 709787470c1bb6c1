/** Terms of a TBX file into the project's glossary: what it does not have is added, nothing is changed. */
import { join, resolve } from 'node:path'
import type { Term } from '../bitext/term.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { writeFileAtomic } from '../files/write-atomic.ts'
import { readGlossary } from '../glossary/read-glossary.ts'
import { writeGlossary } from '../glossary/write-glossary.ts'
import { normalizeKey } from '../text/normalize-key.ts'
import type { Project } from './project.ts'

export interface TermCounts {
  rows: number
  changed: number
  same: number
  conflicts: number
}

/** What a file would do to the glossary; `write` does it. */
export interface TermImport {
  readonly write: () => void
}

/**
 * Tells of each term that is new, and of each that the glossary translates otherwise: such a one stays as it is.
 *
 * @param counts Grow by what is found.
 * @throws {MuqabilError} `glossary-unset` without a glossary, `glossary-format` where it is no CSV, and as `readGlossary`.
 */
export function importTerms(project: Project, files: readonly string[], counts: TermCounts): TermImport {
  const { root, config, tell, configFile } = project
  const { glossary, sourceLanguage, targetLanguage } = config
  if (files.length === 0) return { write: () => undefined }
  if (glossary === undefined) throw new MuqabilError('glossary-unset', {}, { file: configFile })
  if (!/\.csv$/i.test(glossary)) throw new MuqabilError('glossary-format', {}, { file: glossary })
  const path = join(root, projectPath(root, glossary))
  const languages = { sourceLanguage, targetLanguage }
  const read = (file: string, at: string): readonly Term[] => readGlossary(readText(at, file), { file, ...languages })
  const terms = new Map(read(glossary, path).map((term) => [normalizeKey(term.source), term] as const))
  const before = terms.size
  for (const file of files)
    for (const term of read(file, resolve(root, file))) {
      counts.rows++
      const known = terms.get(normalizeKey(term.source))
      const said = { event: 'import', file: glossary, id: term.source, from: file, after: wordsOf(term) } as const
      if (known === undefined) {
        terms.set(normalizeKey(term.source), term)
        counts.changed++
        tell({ ...said, action: 'changed' })
      } else if (isSaid(term, known)) counts.same++
      else {
        counts.conflicts++
        tell({ ...said, action: 'conflict', conflict: 'term', before: wordsOf(known) })
      }
    }
  return {
    write: () => {
      if (terms.size > before) writeFileAtomic(path, writeGlossary([...terms.values()]), glossary)
    },
  }
}

/** Every word of it that is right is right in the glossary too. */
function isSaid(term: Term, known: Term): boolean {
  const right = new Set([known.target, ...(known.allowed ?? [])])
  return term.target === '' || right.has(term.target)
}

function wordsOf({ target, allowed = [], forbidden = [] }: Term): string {
  const words = [target, ...allowed].filter((each) => each !== '').join('; ')
  return forbidden.length === 0 ? words : `${words} (not: ${forbidden.join('; ')})`
}
