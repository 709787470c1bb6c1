/** A draft as the edition that its pages are drawn from, as it stands now. */
import type { Edition } from '../edition/edition.ts'
import { present } from '../edition/present.ts'
import { recordOf, type Draft } from './drafts.ts'
import type { Project } from './project.ts'

export function presentDraft({ config }: Pick<Project, 'config'>, draft: Draft): Edition {
  return present({ source: draft.source, record: recordOf(draft), words: config.words })
}
