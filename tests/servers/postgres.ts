/** PostgreSQL for tests: PGlite inside this process, and the machine's own where its programs are there. */
import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'

export interface PostgresServer {
  /** Of an empty database. */
  readonly url: string
  stop(): Promise<void>
}

/** One session, however many connections: what needs several at once is tried on the machine's own. */
export async function startLite(): Promise<PostgresServer> {
  const { PGlite } = await import('@electric-sql/pglite')
  const { PGLiteSocketServer } = await import('@electric-sql/pglite-socket')
  const { pg_trgm } = await import('@electric-sql/pglite/contrib/pg_trgm')
  const database = await PGlite.create({ extensions: { pg_trgm } })
  const port = await freePort()
  const server = new PGLiteSocketServer({ db: database, port, host: '127.0.0.1', maxConnections: 20 })
  await server.start()
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    async stop() {
      await server.stop()
      await database.close()
    },
  }
}

/** Folder of `initdb` and `postgres`, Debian's; undefined where they are not installed. */
export const PROGRAMS = programs()

function programs(): string | undefined {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder).toSorted((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(folder, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
}

/** A cluster of its own, on a port of its own; gone when it is stopped. It does not run as root: then as `postgres`. */
export async function startReal(): Promise<PostgresServer> {
  if (PROGRAMS === undefined) throw new Error('no PostgreSQL')
  const folder = mkdtempSync(join(tmpdir(), 'muqabil-postgres-'))
  const owner: Partial<Owner> = process.getuid?.() === 0 ? ownerOf('postgres') : {}
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(folder, owner.uid, owner.gid)
  chmodSync(folder, 0o700)
  const data = join(folder, 'data')
  const environment = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }
  execFileSync(join(PROGRAMS, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'muqabil', '-E', 'UTF8', '--no-sync'], {
    ...owner,
    cwd: folder,
    env: environment,
    stdio: 'pipe',
  })
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
  const server = spawn(join(PROGRAMS, 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...owner,
    cwd: folder,
    env: environment,
    stdio: 'pipe',
  })
  const ended = new Promise<void>((done) => server.once('exit', () => done()))
  const url = `postgres://muqabil@127.0.0.1:${port}/postgres`
  const { default: pg } = await import('pg')
  for (let tries = 0; ; tries++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      break
    } catch (error) {
      if (tries > 100 || server.exitCode !== null) throw error
      await wait(100)
    }
  }
  return {
    url,
    async stop() {
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Owner {
  readonly uid: number
  readonly gid: number
}

function ownerOf(name: string): Owner {
  const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer()
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
