/** The project's glossary, where it has one. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Term } from '../bitext/term.ts'
import { MuqabilError } from '../errors.ts'
import { projectPath } from '../files/project-path.ts'
import { readText } from '../files/read-text.ts'
import { findTermsOf, type FindTerms } from '../glossary/find-terms.ts'
import { readGlossary } from '../glossary/read-glossary.ts'
import type { Project } from './project.ts'

/** @throws {MuqabilError} `glossary-missing`, `glossary-row` and its like. */
export function openGlossary(project: Project): { readonly terms: readonly Term[]; readonly findTerms: FindTerms } {
  const terms = readTerms(project)
  return { terms, findTerms: findTermsOf(terms) }
}

function readTerms({ root, config }: Project): readonly Term[] {
  if (config.glossary === undefined) return []
  const path = join(root, projectPath(root, config.glossary))
  if (!existsSync(path)) throw new MuqabilError('glossary-missing', {}, { file: config.glossary })
  return readGlossary(readText(path, config.glossary), config.glossary)
}
