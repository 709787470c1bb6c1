/** The project's glossary, where it has one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Term } from '../bitext/term.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { findTermsOf, locateTermsOf, type FindTerms, type LocateTerms } from '../glossary/find-terms.ts'
import { locateTarget, usesOf, type LocateTarget, type UsesIn } from '../glossary/find-target.ts'
import { readGlossary } from '../glossary/read-glossary.ts'
import type { Project } from './project.ts'
import { sacredWordsOf, type SacredWords } from './sacred-words.ts'

export interface Glossary {
  readonly terms: readonly Term[]
  readonly findTerms: FindTerms
  readonly usesIn: UsesIn
  /** Where phrases of fixed wording are taken from it alone. */
  readonly sacred?: SacredWords
  /** Where terms stand in a source. */
  readonly locate: LocateTerms
  /** Where words of a term stand in a translation. */
  readonly locateTarget: LocateTarget
}

/** @throws {MuqabilError} `glossary-missing`, `glossary-row` and its like. */
export function openGlossary(project: Project): Glossary {
  const terms = readTerms(project)
  const sacred = project.config.sacredText === 'glossary' ? { sacred: sacredWordsOf(terms) } : {}
  const locate = locateTermsOf(terms)
  return { terms, findTerms: findTermsOf(terms), usesIn: usesOf(locate), locate, locateTarget, ...sacred }
}

function readTerms({ root, config }: Project): readonly Term[] {
  const { glossary: file, sourceLanguage, targetLanguage } = config
  if (file === undefined) return []
  const path = join(root, projectPath(root, file))
  if (!existsSync(path)) throw new MuqabilError('glossary-missing', {}, { file })
  return readGlossary(readText(path, file), { file, sourceLanguage, targetLanguage })
}
