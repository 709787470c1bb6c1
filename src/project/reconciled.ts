/** A document's record as it stands against its source, the settings and the glossary of today. */
import type { Content } from '../bitext/content.ts'
import { freezeNumbers, runNumbers } from '../bitext/freeze-numbers.ts'
import { reconcile } from '../bitext/reconcile.ts'
import type { DocumentRecord } from '../bitext/record.ts'
import type { SourceDocument, SourceUnit } from '../bitext/source.ts'
import { cutUnit } from '../segment/cut-unit.ts'
import { RULES_VERSION } from '../segment/rules-version.ts'
import { withOwn } from './bilingual-source.ts'
import { carryAcross } from './drafts.ts'
import type { Glossary } from './glossary.ts'
import { withdrawMachines } from './hold-phrases.ts'
import { holdTerms } from './hold-terms.ts'
import type { Project } from './project.ts'

/** A record with all that follows from its source, the settings and the glossary as they are now. */
export function reconciled(
  project: Project,
  source: SourceDocument,
  before: DocumentRecord | undefined,
  { usesIn, sacred }: Pick<Glossary, 'usesIn' | 'sacred'>,
): DocumentRecord {
  const { config } = project
  const { record } = reconcile({
    record: before,
    source,
    targetLanguage: config.targetLanguage,
    rules: RULES_VERSION,
    cut: cutterOf(project),
  })
  const numbered = config.numbers === 'frozen' ? freezeNumbers(record) : runNumbers(record)
  const carried = withOwn(carryAcross(numbered), source)
  return holdTerms(sacred ? withdrawMachines(carried, sacred) : carried, usesIn)
}

/** Cuts by today's rules, as the configuration wants it. */
export function cutterOf({ config }: Project): (unit: SourceUnit) => readonly Content[] {
  return (unit) =>
    unit.own ? [unit.content] : cutUnit(unit, { mode: config.segmentation, abbreviations: config.abbreviations })
}
