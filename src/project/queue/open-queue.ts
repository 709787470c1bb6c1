/** The queue of documents that many machines work through: pg-boss, in the database of the shared memory. */
import type { PgBoss } from 'pg-boss'
import { MuqabilError } from '../../errors.ts'
import { asMemoryError } from '../../memory/postgres/connect.ts'
import type { Project } from '../project.ts'
import { isShared } from '../project.ts'

/** What a job is: one document, since a record has one writer at a time. */
export interface DocumentJob {
  readonly path: string
}

export interface Queue extends AsyncDisposable {
  /** @throws {MuqabilError} `memory-unreachable`. */
  readonly ask: <Value>(work: (boss: PgBoss) => Promise<Value>) => Promise<Value>
  readonly name: string
  /** Where jobs go that failed again and again, with their reasons. */
  readonly deadName: string
}

/** Beside ours, so that neither touches the other's tables. */
const SCHEMA = 'muqabil_jobs'
/** A worker that says nothing for so long is gone: its document is given to another one. */
const HEARTBEAT_SECONDS = 10
/** Workers that were stopped or killed count too. */
const RETRIES = 10
const RETRY_SECONDS = 1
const LONGEST_RETRY_SECONDS = 300
/** A document of a night's work: those that take longer say that they live. */
const EXPIRE_SECONDS = 12 * 3600
const SUPERVISE_SECONDS = 5

/**
 * @param name Letters, digits, `-`, `_` and `.`; several projects in one database need names of their own.
 * @throws {MuqabilError} `queue-name`, `queue-memory` where the memory is a file, `queue-peer` without the package `pg-boss`,
 *   `memory-unreachable`.
 */
export async function openQueue({ config, configFile, environment }: Project, name: string): Promise<Queue> {
  if (!/^[\w.-]+$/.test(name)) throw new MuqabilError('queue-name', { name })
  if (!isShared(config.memory)) throw new MuqabilError('queue-memory', {}, { file: configFile })
  const { PgBoss: Boss } = await loadBoss(configFile)
  const password = new URL(config.memory).password === '' ? environment.PGPASSWORD : undefined
  const boss = new Boss({
    connectionString: config.memory,
    ...(password === undefined ? {} : { password }),
    schema: SCHEMA,
    application_name: 'muqabil',
    max: 3,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  })
  // What a query meets is thrown where it is asked for; what maintenance meets, it meets again.
  boss.on('error', () => undefined)
  boss.on('warning', () => undefined)
  const deadName = `${name}-dead`
  try {
    await boss.start()
    await boss.createQueue(deadName, { policy: 'standard' })
    await boss.createQueue(name, {
      // One that waits and one at work for each document, never two at work.
      policy: 'stately',
      deadLetter: deadName,
      retryLimit: RETRIES,
      retryDelay: RETRY_SECONDS,
      retryBackoff: true,
      retryDelayMax: LONGEST_RETRY_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
    })
  } catch (error) {
    await boss.stop({ graceful: false }).catch(() => undefined)
    throw asMemoryError(error, config.memory)
  }
  return {
    async ask(work) {
      try {
        return await work(boss)
      } catch (error) {
        throw asMemoryError(error, config.memory)
      }
    },
    name,
    deadName,
    async [Symbol.asyncDispose]() {
      await boss.stop({ graceful: false, close: true })
    },
  }
}

async function loadBoss(file: string): Promise<typeof import('pg-boss')> {
  try {
    return await import('pg-boss')
  } catch (error) {
    throw new MuqabilError('queue-peer', {}, { file }, { cause: error })
  }
}
