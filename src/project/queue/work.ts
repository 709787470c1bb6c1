/** What `muqabil work` does: takes documents from the queue and builds each, until it is told to stop. */
import { MuqabilError } from '../../errors.ts'
import { SharedBudget, type Amount } from '../../memory/postgres/shared-budget.ts'
import { build } from '../begin-build.ts'
import { chooseProviders } from '../choose-providers.ts'
import type { Account } from '../events.ts'
import type { BuildOptions } from '../options.ts'
import { plan } from '../plan.ts'
import { openProject, type Project } from '../project.ts'
import { realClock } from '../real-clock.ts'
import { openQueue, type DocumentJob, type Queue } from './open-queue.ts'
import { isNotBuilt, type DocumentDone, type Worked } from './queue-events.ts'

export interface WorkOptions extends Omit<BuildOptions, 'files' | 'frozen' | 'alone'> {
  readonly queue: string
  /** Documents at once; 1 by default. */
  readonly concurrency?: number
  /** Ends when nothing waits and nothing is at work any more. */
  readonly once?: boolean
}

const IDLE_MILLISECONDS = 500
/** Less than a third of what a worker may be silent for. */
const TOUCH_MILLISECONDS = 3_000
/** For one document, one after the other. */
const MOST_RESERVATIONS = 10
/** Stops that time mends: the document is tried again later. */
const PASSING = new Set(['outage', 'quota', 'quota-day', 'interrupted'])

/**
 * A document is complete in the queue when its record and editions are written. One whose source is refused or gone, or
 * which the budget has no room for, is done too, with its reason: trying again would not mend it.
 *
 * @param options `signal` ends it gracefully: what is at work is finished, as far as it was sent.
 */
export async function work(options: WorkOptions): Promise<Worked> {
  const project = await openProject({ ...options, files: [] })
  const { config, environment } = project
  await using queue = await openQueue(project, options.queue)
  const place = { url: config.memory, password: environment.PGPASSWORD }
  await using budget = await SharedBudget.open(place, options.queue)
  const sum = { documents: 0, notBuilt: 0, failed: 0, missing: 0, charactersSent: 0, cost: 0, currency: 'USD' }
  const count = ({ charactersSent, cost, currency }: Account): void => {
    sum.charactersSent += charactersSent
    sum.cost += cost
    sum.currency = currency
  }
  const one = async (): Promise<void> => {
    while (!options.signal?.aborted) {
      const [job] = await queue.ask((boss) => boss.fetch<DocumentJob>(queue.name))
      if (job === undefined) {
        if (options.once && (await isEmpty(queue))) return
        await realClock.sleep(IDLE_MILLISECONDS, options.signal).catch(() => undefined)
        continue
      }
      const beat = setInterval(
        () => void queue.ask((boss) => boss.touch(queue.name, job.id)).catch(() => undefined),
        TOUCH_MILLISECONDS,
      )
      try {
        const done = await buildOne(job.data.path, options, { budget, count }).catch((error: unknown) => {
          if (error instanceof MuqabilError && error.code === 'file-not-matched') return gone(job.data.path, project)
          throw error
        })
        await queue.ask((boss) => boss.complete(queue.name, job.id, done))
        sum[isNotBuilt(done) ? 'notBuilt' : 'documents']++
        sum.missing += done.missing
        options.onEvent?.({ event: 'done', ...done })
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        await queue.ask((boss) => boss.fail(queue.name, job.id, { path: job.data.path, reason }))
        if (options.signal?.aborted) return
        sum.failed++
        options.onEvent?.({ event: 'notice', file: job.data.path, message: `tried in vain: ${reason}` })
        if (!(error instanceof MuqabilError)) throw error
      } finally {
        clearInterval(beat)
      }
    }
  }
  await Promise.all(Array.from({ length: options.concurrency ?? 1 }, one))
  const worked: Worked = { event: 'worked', ...sum }
  options.onEvent?.(worked)
  return worked
}

/** Nothing waits, is tried again, or is at work anywhere. */
async function isEmpty({ ask, name }: Queue): Promise<boolean> {
  const jobs = await ask((boss) =>
    boss
      .getDb()
      .executeSql(
        `SELECT 1 FROM muqabil_jobs.job WHERE name = $1 AND state IN ('created', 'retry', 'active') LIMIT 1`,
        [name],
      ),
  )
  return jobs.rows.length === 0
}

/**
 * Repeated requests are more than was planned and reserved: what is left is planned, reserved and asked for anew, as long
 * as the budget has room.
 *
 * @throws {MuqabilError} for what time may mend.
 */
async function buildOne(path: string, options: WorkOptions, spending: Spending): Promise<DocumentDone> {
  let done: DocumentDone | undefined
  for (let tries = 1; tries <= MOST_RESERVATIONS; tries++) {
    const next = await buildOnce(path, options, spending)
    if (next.kind === 'no-room' && done !== undefined) break
    const { charactersSent, cost } = done ?? NOTHING
    done = { ...next.done, charactersSent: next.done.charactersSent + charactersSent, cost: next.done.cost + cost }
    if (next.kind !== 'cut') break
  }
  if (done === undefined) throw new Error('nothing was tried')
  return done
}

interface Spending {
  readonly budget: SharedBudget
  /** Told of each build that came to an end, of tries in vain too. */
  readonly count: (account: Account) => void
}

/** Deleted or renamed since it was submitted. A folder that is missing or empty as a whole may be one that is not mounted yet. */
async function gone(path: string, project: Project): Promise<DocumentDone> {
  const chosen = await chooseProviders(project)
  const currency = chosen?.providers[0].price?.currency ?? 'USD'
  return { path, ...NOTHING, currency, reason: 'gone: there is no such source any more' }
}

interface BuiltOnce {
  /** `cut`: all that was reserved is spent, and something is missing. */
  readonly kind: 'whole' | 'cut' | 'no-room'
  readonly done: DocumentDone
}

async function buildOnce(path: string, options: WorkOptions, { budget, count }: Spending): Promise<BuiltOnce> {
  const { queue: _queue, concurrency: _concurrency, once: _once, onEvent: _tell, ...others } = options
  const alone = { ...others, files: [path], alone: true } as const
  const limits = await budget.read()
  let reserved: Amount | undefined
  if (limits !== undefined) {
    const { characters, mostCost, currency } = await plan(alone)
    const amount = { characters, cost: mostCost }
    if (!(await budget.reserve(amount))) {
      const reason = 'budget: there is no room for this document in it'
      return { kind: 'no-room', done: { path, ...NOTHING, currency, reason } }
    }
    reserved = amount
  }
  let account: Account | undefined
  let refusal: string | undefined
  try {
    account = await build({
      ...alone,
      ...(reserved ? { maxCharacters: reserved.characters, maxCost: reserved.cost } : {}),
      onEvent(event) {
        if (event.event === 'refused') refusal = event.message
        if (event.event === 'fault') options.onEvent?.(event)
      },
    })
  } finally {
    // Of a build that ended otherwise nobody knows what it spent: then all of it counts.
    if (account) count(account)
    if (reserved && account) await budget.settle(reserved, spentBy(account))
  }
  const { failed, untranslated, charactersSent, cost, currency, stopped } = account
  if (stopped !== undefined && PASSING.has(stopped))
    throw new MuqabilError('document-stopped', { reason: stopped, missing: failed + untranslated }, { file: path })
  const reason = refusal ?? stopped
  return {
    kind: reserved !== undefined && stopped === 'budget' ? 'cut' : 'whole',
    done: {
      path,
      missing: failed + untranslated,
      charactersSent,
      cost,
      currency,
      ...(reason === undefined ? {} : { reason }),
    },
  }
}

const NOTHING = { missing: 0, charactersSent: 0, cost: 0 }

function spentBy({ charactersSent, cost }: Account): Amount {
  return { characters: charactersSent, cost }
}
