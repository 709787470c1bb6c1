/** What a sentence was before: its versions in the record's history in git. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { encodeContent } from '../../bitext/content.ts'
import { parseRecord } from '../../bitext/read-record.ts'
import type { RecordSegment, UnitId } from '../../bitext/record.ts'
import { segmentKey } from '../../bitext/segment-key.ts'
import { escapeAttribute } from '../../bitext/xliff/serialize-xliff.ts'
import type { Beside } from '../../review/api.ts'

const run = promisify(execFile)

type Version = Beside['history'][number]

export interface HistoryInput {
  readonly root: string
  /** Path of the record, relative to `root`. */
  readonly file: string
  readonly unit: UnitId
  /** As it stands now. */
  readonly segment: RecordSegment
  readonly signal?: AbortSignal
}

const MOST_COMMITS = 20
const MOST_BYTES = 128e6
const LONGEST_MILLISECONDS = 5_000
/** What a repository may say that git should run is not run. */
const QUIET = [
  '--literal-pathspecs',
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'log.showSignature=false',
]

/** The newest first, what is the same one after another once. Without git, or outside of a repository, what stands now. */
export async function findHistory(input: HistoryInput): Promise<readonly Version[]> {
  const now = versionOf(input.segment)
  const versions: Version[] = [now]
  for (const { commit, by, when } of await commitsOf(input)) {
    const text = await git(input, ['cat-file', 'blob', `${commit}:./${input.file}`])
    const segment = text === undefined ? undefined : segmentIn(text, input)
    if (segment === undefined) continue
    const version = { ...versionOf(segment), by, when, commit }
    // Who made it so is who did it first.
    const isSame = keyOf(versions.at(-1) ?? now) === keyOf(version)
    versions.splice(isSame ? -1 : versions.length, isSame ? 1 : 0, version)
  }
  return versions
}

function versionOf({ target, state, origin }: RecordSegment): Version {
  return { ...(target === undefined ? {} : { target }), state, ...(origin === undefined ? {} : { origin }) }
}

function keyOf({ target, state, origin }: Version): string {
  return JSON.stringify([target === undefined ? null : encodeContent(target), state, origin ?? null])
}

async function commitsOf(
  input: HistoryInput,
): Promise<readonly { readonly commit: string; readonly by: string; readonly when: string }[]> {
  const log = await git(input, ['log', `-n${MOST_COMMITS}`, '--format=%H%x09%aI%x09%an', '--', input.file])
  return (log ?? '').split('\n').flatMap((line) => {
    const [commit, when, ...by] = line.split('\t')
    return commit && when ? [{ commit, when, by: by.join(' ') }] : []
  })
}

async function git({ root, signal }: HistoryInput, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await run('git', [...QUIET, ...args], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
      timeout: LONGEST_MILLISECONDS,
      ...(signal ? { signal } : {}),
    })
    return stdout
  } catch {
    return undefined // no git, no repository, or the record was not in that commit
  }
}

/** Of a record of thousands of rows only this one is read: our own writing has it between two lines. */
function segmentIn(text: string, { unit, segment }: HistoryInput): RecordSegment | undefined {
  const from = text.indexOf(`<unit id="${escapeAttribute(unit)}"`)
  const to = text.indexOf('</unit>', from)
  const head = /^[^]*?(?=\s*<(?:unit|group)[\s>])/.exec(text)?.[0]
  if (from === -1 || to === -1 || head === undefined) return undefined
  try {
    const alone = `${head}${text.slice(from, to)}</unit></file></xliff>`
    const [row] = parseRecord(alone, { file: '' }).units
    const key = segmentKey(segment.source)
    return (
      row?.segments.find(({ id }) => id === segment.id) ??
      row?.segments.find(({ source }) => segmentKey(source) === key)
    )
  } catch {
    return undefined // it was not ours then, or a merge was not settled
  }
}
