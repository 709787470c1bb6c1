/** Promise 1, of an editor's work: whatever was acknowledged is on the disk, at whatever instant the server dies. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { expect, test } from 'vitest'
import { plainText } from '../../src/bitext/content.ts'
import { parseRecord } from '../../src/bitext/read-record.ts'
import type { DocumentView, EditResult, SegmentView } from '../../src/review/api.ts'
import { trials } from '../trials.ts'
import { machineTranslated, record, RECORD, SOURCE } from '../project/review/reviewed-project.ts'

/** A process each: 20 of them and more with `MUQABIL_TRIALS`. */
const KILLS = trials(6).numRuns

interface Running {
  readonly child: ChildProcess
  readonly get: (path: string) => Promise<unknown>
  readonly post: (path: string, body: unknown) => Promise<unknown>
}

async function start(root: string): Promise<Running> {
  const child = spawn(process.execPath, [resolve('tests/review/start-server.ts'), root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { origin, href } = new URL(String(line).trim())
  const cookie = (await fetch(href)).headers.get('set-cookie')?.split(';')[0] ?? ''
  const ask = async (path: string, init: RequestInit): Promise<unknown> =>
    (await fetch(`${origin}${path}`, init)).json()
  return {
    child,
    get: (path) => ask(path, { headers: { cookie } }),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        headers: { cookie, origin, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  }
}

test(`${KILLS} kills in the middle of saves lose nothing that was acknowledged, and leave no half file`, async () => {
  const root = await machineTranslated({
    [SOURCE]: Array.from({ length: 200 }, (_, index) => `الجملةُ رقم ${index} من نصٍّ طويل.`).join('\n\n'),
  })
  const kept = new Map<string, number>()
  let [number, kills] = [0, 0]
  while (kills < KILLS) {
    const server = await start(root)
    const { rows } = (await server.get(`/api/document?path=${SOURCE}`)) as DocumentView
    const versions = new Map(rows.map(({ unit, segments }) => [unit, segments[0]?.version]))
    // Some windows write as fast as they can, each into rows of its own; the death comes among their saves.
    const most = number + 3 + ((kills * 7) % 23)
    const windows = [0, 1, 2].map(async (window) => {
      for (let place = window; number < most; place = (place + 3) % rows.length) {
        const unit = rows[place]?.unit ?? ''
        const own = ++number
        const edit = {
          kind: 'target',
          document: SOURCE,
          unit,
          segment: 's1',
          base: versions.get(unit),
          target: [`Edit ${own}.`],
        }
        const result = (await server.post('/api/edit', edit)) as EditResult
        if (result.kind !== 'saved') throw new Error(result.message)
        kept.set(unit, own)
        versions.set(unit, (result.row.segments[0] as SegmentView).version)
      }
      server.child.kill('SIGKILL')
    })
    const ended = once(server.child, 'close')
    // What was under way when it died may be kept or not; it was not acknowledged.
    await Promise.allSettled(windows)
    await ended
    kills++
    const { units } = parseRecord(record(root), { file: RECORD })
    for (const { id, segments } of units) {
      const wanted = kept.get(id)
      const found = Number(/^Edit (\d+)\.$/.exec(plainText(segments[0]?.target ?? []))?.[1] ?? 0)
      if (wanted !== undefined) expect(found).toBeGreaterThanOrEqual(wanted)
    }
  }
  expect(kept.size).toBeGreaterThan(10)
  const server = await start(root)
  const left = readdirSync(join(root, 'translations')).filter((name) => name.endsWith('.muqabil-tmp'))
  expect(left).toEqual([])
  server.child.kill('SIGTERM')
  await once(server.child, 'close')
}, 600_000)
