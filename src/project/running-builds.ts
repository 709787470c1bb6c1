/** Builds that are under way in a project: each says about once a second how far it is, for whoever asks in another terminal. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { isAlive } from '../files/is-alive.ts'
import type { BuildEvent, RunningBuild } from './events.ts'
import { realClock } from './real-clock.ts'

const FOLDER = '.muqabil/running'
/** A build that is over sooner says nothing. */
const EVERY_MILLISECONDS = 1_000

export interface BuildReport extends Disposable {
  /** Takes up what the build tells. */
  readonly hear: (event: BuildEvent) => void
}

/** @param documents That the build is about. */
export function reportBuild(root: string, documents: number): BuildReport {
  const started = realClock.now()
  const file = join(root, FOLDER, `${process.pid}.json`)
  let last = started
  let said = false
  let state: RunningBuild = {
    event: 'running',
    process: process.pid,
    seconds: 0,
    documents,
    written: 0,
    charactersSent: 0,
    cost: 0,
    currency: 'USD',
  }
  const say = (): void => {
    const now = realClock.now()
    if (now - last < EVERY_MILLISECONDS) return
    last = now
    try {
      if (!said) removeDead(root)
      said = true
      write(file, { ...state, seconds: (now - started) / 1000 })
    } catch {
      return // a report keeps no build from being done
    }
  }
  return {
    hear(event) {
      if (event.event === 'document') state = { ...state, written: state.written + 1 }
      else if (event.event === 'provider') state = { ...state, provider: event.name }
      else if (event.event === 'progress') {
        const { done, total, more, event: _, ...figures } = event
        state = { ...state, asked: { done, total, ...(more ? { more } : {}) }, ...figures }
      } else return
      say()
    },
    [Symbol.dispose]() {
      if (said) rmSync(file, { force: true })
    },
  }
}

/** Those whose processes live, the longest first. */
export function runningBuilds(root: string): readonly RunningBuild[] {
  return reports(root)
    .filter(({ owner }) => isAlive(owner))
    .flatMap(({ file }) => {
      try {
        return [JSON.parse(readFileSync(file, 'utf8')) as RunningBuild] // written whole, by the same program
      } catch {
        return [] // it has just ended
      }
    })
    .toSorted((a, b) => b.seconds - a.seconds || a.process - b.process)
}

function write(file: string, build: RunningBuild): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const temporary = `${file}.tmp`
  writeFileSync(temporary, JSON.stringify(build))
  renameSync(temporary, file)
}

/** Of builds that were killed. */
function removeDead(root: string): void {
  for (const { owner, file } of reports(root)) if (!isAlive(owner)) rmSync(file, { force: true })
}

function reports(root: string): readonly { readonly owner: number; readonly file: string }[] {
  try {
    return readdirSync(join(root, FOLDER)).flatMap((name) => {
      const owner = /^(\d+)\.json$/.exec(name)?.[1]
      return owner === undefined ? [] : [{ owner: Number(owner), file: join(root, FOLDER, name) }]
    })
  } catch {
    return []
  }
}
