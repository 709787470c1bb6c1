/** What the page of `formats: ["review"]` is made of: the app, and the rows as the server would send them. */
import type { ReviewParts } from '../../edition/review/review-page.ts'
import { waivableChecks } from '../waivable-checks.ts'
import type { ProjectView } from '../../review/api.ts'
import { directionOf } from '../../text/letters.ts'
import type { Draft } from '../drafts.ts'
import { openGlossary, type Glossary } from '../glossary.ts'
import type { Project } from '../project.ts'

export async function reviewParts(draft: Draft, project: Project): Promise<ReviewParts> {
  const { sourceLanguage, targetLanguage } = project.config
  // As the next run finds it: what this one had to ask for is no fact of the document.
  const asFound: Draft = { ...draft, translated: new Set(), failed: new Set() }
  // Loaded here: a build of other formats has no use for them.
  const [{ appBundle }, { documentView }] = await Promise.all([import('./app-bundle.ts'), import('./document-view.ts')])
  const document = documentView(asFound, project, glossaryOf(project))
  const view: ProjectView = {
    sourceLanguage,
    targetLanguage,
    sourceDirection: directionOf(sourceLanguage),
    targetDirection: directionOf(targetLanguage),
    documents: [document.summary],
    refused: [],
    checks: waivableChecks,
  }
  return { ...(await appBundle()), project: view, document }
}

const known = new WeakMap<Project, Glossary>()

/** Read once for all documents of a run. */
function glossaryOf(project: Project): Glossary {
  const glossary = known.get(project) ?? openGlossary(project)
  known.set(project, glossary)
  return glossary
}
