/** How far a queue is, and what its workers are at. */
import { SharedBudget } from '../../memory/postgres/shared-budget.ts'
import type { Project } from '../project.ts'
import { openQueue } from './open-queue.ts'
import type { DocumentDone, QueueStatus } from './queue-events.ts'

/** The last time that each document was done: one may be submitted again. */
const LATEST = `
  SELECT DISTINCT ON (data->>'path') data->>'path' AS path, output, completed_on FROM muqabil_jobs.job
  WHERE name = $1 AND state = 'completed' ORDER BY data->>'path', completed_on DESC`

/**
 * Why a job was given up stands in its own column of the dead one; first versions of pg-boss wrote it as its output.
 *
 * @throws {MuqabilError} as `openQueue`.
 */
export async function queueStatus(project: Project, name: string): Promise<QueueStatus> {
  const { config, environment } = project
  await using queue = await openQueue(project, name)
  await using shared = await SharedBudget.open({ url: config.memory, password: environment.PGPASSWORD }, name)
  const ask = async (text: string, ...of: readonly string[]): Promise<readonly Record<string, unknown>[]> =>
    (await queue.ask((boss) => boss.getDb().executeSql(text, [...of]))).rows as Record<string, unknown>[] // what a query gives
  const counts = await ask(
    `SELECT count(*) FILTER (WHERE state IN ('created', 'retry'))::int AS waiting,
            count(*) FILTER (WHERE state = 'completed')::int AS done,
            coalesce(sum((output->>'charactersSent')::bigint) FILTER (WHERE state = 'completed'), 0)::float8 AS characters,
            coalesce(sum((output->>'cost')::float8) FILTER (WHERE state = 'completed'), 0)::float8 AS cost,
            coalesce(max(output->>'currency') FILTER (WHERE state = 'completed'), 'USD') AS currency
     FROM muqabil_jobs.job WHERE name = $1`,
    queue.name,
  )
  const working = await ask(
    `SELECT data->>'path' AS path, extract(epoch FROM now() - started_on)::float8 AS seconds
     FROM muqabil_jobs.job WHERE name = $1 AND state = 'active' ORDER BY started_on, id`,
    queue.name,
  )
  const incomplete = await ask(
    `SELECT output FROM (${LATEST}) AS latest
     WHERE (output->>'missing')::int > 0 OR output ? 'reason' ORDER BY output->>'path' COLLATE "C"`,
    queue.name,
  )
  const dead = await ask(
    `SELECT DISTINCT ON (dead.data->>'path' COLLATE "C") dead.data->>'path' AS path,
            coalesce(nullif(to_jsonb(dead)->'source_output', 'null'), dead.output) AS output
     FROM muqabil_jobs.job AS dead
     LEFT JOIN (${LATEST}) AS latest ON latest.path = dead.data->>'path'
     WHERE dead.name = $2 AND (latest.path IS NULL OR latest.completed_on < dead.created_on)
     ORDER BY dead.data->>'path' COLLATE "C", dead.created_on DESC`,
    queue.name,
    queue.deadName,
  )
  const [count] = counts
  const budget = await shared.read()
  return {
    event: 'status',
    queue: queue.name,
    waiting: Number(count?.waiting ?? 0),
    working: working.map(({ path, seconds }) => ({ path: String(path), seconds: Number(seconds) })),
    done: Number(count?.done ?? 0),
    incomplete: incomplete.map(({ output }) => output as DocumentDone), // as `work` completed it
    dead: dead.map(({ path, output }) => ({ path: String(path), reason: reasonOf(output) })),
    charactersSent: Number(count?.characters ?? 0),
    cost: Number(count?.cost ?? 0),
    currency: String(count?.currency ?? 'USD'),
    ...(budget === undefined ? {} : { budget }),
  }
}

function reasonOf(output: unknown): string {
  return typeof output === 'object' && output !== null && 'reason' in output
    ? String(output.reason)
    : 'its worker ended'
}
