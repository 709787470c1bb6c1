/** A project whose sentences a machine has translated, and a session of reviewing it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { build } from '../../../src/project/build.ts'
import { fill, pendingOf } from '../../../src/project/drafts.ts'
import { openRun } from '../../../src/project/open-run.ts'
import { openProject } from '../../../src/project/project.ts'
import { ReviewSession, type ReviewOptions } from '../../../src/project/review/session.ts'
import { saveRecord, savingOf } from '../../../src/project/save-record.ts'
import type { Edit, RowView, SegmentView } from '../../../src/review/api.ts'
import { temporaryProject } from '../../temporary-project.ts'

export const SOURCE = 'input/a.md'
export const RECORD = 'translations/a.md.en.xlf'
export const TEXT = [
  '# مقهى الحَيِّ',
  'قال **سعيد**: «كم ثمن القهوة؟». ثم مضى إلى السوق. وعاد في المساء من Node.js ومعه 30 ريالًا.',
  'فقرةٌ ثالثةٌ فيها `code` و**كلمات** كثيرة.',
  'وهذه الرابعة.',
].join('\n\n')

/** Each sentence has its source between `EN(` and `)` as a machine's translation. */
export async function machineTranslated(
  files: Readonly<Record<string, string>> = {},
  configuration: object = {},
): Promise<string> {
  const root = temporaryProject({
    [SOURCE]: `${TEXT}\n`,
    'muqabil.config.json': JSON.stringify({ formats: ['markdown'], ...configuration }),
    ...files,
  })
  const options = { cwd: root, environment: {} }
  const project = await openProject(options)
  const run = await openRun(project)
  for (const draft of run.drafts) {
    for (const pending of pendingOf(draft, { pseudoCounts: false }))
      fill(pending, ['EN(', ...pending.source, ')'], { kind: 'machine', provider: 'google', model: 'nmt' })
    await saveRecord(savingOf(run, project, draft))
  }
  await build({ ...options, frozen: true })
  return root
}

export async function review(root: string, options: Partial<ReviewOptions> = {}): Promise<ReviewSession> {
  const session = await ReviewSession.open({ cwd: root, environment: {}, ...options })
  onTestFinished(() => session.close())
  return session
}

export const record = (root: string): string => readFileSync(join(root, RECORD), 'utf8')

export interface Spot {
  readonly row: RowView
  readonly segment: SegmentView
}

/** A segment of the document, by its row and its place in it. */
export async function spot(session: ReviewSession, row: number, segment = 0): Promise<Spot> {
  const view = (await session.document(SOURCE)).rows[row]
  const found = view?.segments[segment]
  if (view === undefined || found === undefined) throw new Error(`no row ${row}`)
  return { row: view, segment: found }
}

type Wish<Kind extends Edit['kind']> = Omit<Extract<Edit, { kind: Kind }>, 'document' | 'unit' | 'segment' | 'base'>

/** The edit of a segment as it was seen. */
export function editOf<Kind extends 'target' | 'state' | 'needs-work' | 'waive' | 'note'>(
  { row, segment }: Spot,
  wish: Wish<Kind>,
): Edit {
  return { document: SOURCE, unit: row.unit, segment: segment.id, base: segment.version, ...wish } as unknown as Edit // one of the five
}
