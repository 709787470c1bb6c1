/** The memory under faults: kills, neighbours, damage, disks. Whatever happens, what it gives is right or nothing. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { lessonOf } from '../../src/memory/lesson.ts'
import { Memory } from '../../src/memory/memory.ts'
import { asMuqabilError, openDatabase } from '../../src/memory/open-database.ts'
import { loadSqlite } from '../../src/memory/sqlite.ts'
import { asOrdinaryUser } from '../ordinary-user.ts'
import { temporaryProject } from '../temporary-project.ts'
import { answer, languages, record } from './make-answers.ts'
import { openAtOnce } from './openers.ts'

const source = (n: number): string => `الجملةُ رقم ${n} من نصٍّ طويل، وفيها «كلام» كثير.`
const target = (n: number): string => `Sentence number ${n} of a long text, ${n * 7}.`
const recalled = (memory: Memory, n: number): string | undefined =>
  memory.recall({ source: [source(n)], ...languages })?.target.join('')

/** A program of three lines that uses the memory of its folder; `body` may use `memory`, `say(n)` and `put(n)`. */
function program(root: string, body: string): string {
  const path = join(root, 'program.mts')
  writeFileSync(
    path,
    `import { writeSync } from 'node:fs'
import { Memory } from ${JSON.stringify(resolve('src/memory/memory.ts'))}
const source = ${source.toString()}
const target = ${target.toString()}
const memory = await Memory.open('memory.db', { busyMilliseconds: 20000 })
const say = (text: unknown) => writeSync(1, text + '\\n')
const put = (n: number) => memory.commit([{ source: [source(n)], target: [target(n)], sourceLanguage: 'ar', targetLanguage: 'en', origin: { kind: 'machine', provider: 'p' } }])
${body}
`,
  )
  return path
}

/** A closed file with so many answers. */
async function filled(root: string, count: number, name = 'memory.db'): Promise<string> {
  const path = join(root, name)
  using memory = await Memory.open(path)
  memory.commit(Array.from({ length: count }, (_, n) => answer(source(n), target(n))))
  return path
}

describe('Nothing paid for is lost', () => {
  test('killed at random moments: every answer that was said to be durable is there', async () => {
    const root = temporaryProject({})
    const script = program(root, 'for (let n = Number(process.argv[2]); ; n++) { put(n); say(n) }')
    let [next, seed] = [0, 11]
    for (let round = 0; round < 15; round++) {
      seed = (seed * 48_271) % 2_147_483_647
      const most = 1 + (seed % 40)
      const child = spawn(process.execPath, [script, String(next)], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
      let said = ''
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said += text
        if (said.split('\n').length > most) child.kill('SIGKILL')
      })
      await new Promise((done) => child.on('close', done))
      const numbers = said.split('\n').filter(Boolean).map(Number)
      expect(numbers.length).toBeGreaterThanOrEqual(most)
      next = (numbers.at(-1) ?? next) + 1
      using memory = await Memory.open(join(root, 'memory.db'))
      expect(memory.notice).toBeUndefined()
      for (let n = 0; n < next; n++) expect(recalled(memory, n)).toBe(target(n))
    }
    expect(next).toBeGreaterThan(100)
  })

  test('a power cut cannot be tried here: the settings that guard against it are set', async () => {
    const root = temporaryProject({})
    const file = { sqlite: await loadSqlite(), path: join(root, 'memory.db'), shown: 'memory.db', busyMilliseconds: 10 }
    const { database } = openDatabase(file)
    expect(database.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 })
    expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    database.close()
  })

  test('three processes at once all finish, and nothing is lost', async () => {
    const root = temporaryProject({})
    const script = program(root, 'for (let n = 0; n < 60; n++) put(Number(process.argv[2]) + n); memory.close()')
    const statuses = await Promise.all(
      [0, 1000, 2000].map(
        (first) =>
          new Promise((done) => {
            spawn(process.execPath, [script, String(first)], { cwd: root, stdio: 'inherit' }).on('close', done)
          }),
      ),
    )
    expect(statuses).toEqual([0, 0, 0])
    using memory = await Memory.open(join(root, 'memory.db'))
    for (const first of [0, 1000, 2000])
      for (let n = first; n < first + 60; n++) expect(recalled(memory, n)).toBe(target(n))
  })

  test('deleted or replaced during the run: said, and what was answered before and after is in the new file', async () => {
    const ways: Readonly<Record<string, (root: string) => void>> = {
      file: (root) => {
        for (const name of readdirSync(join(root, '.m'))) rmSync(join(root, '.m', name))
      },
      folder: (root) => rmSync(join(root, '.m'), { recursive: true }),
      moved: (root) => renameSync(join(root, '.m'), join(root, 'elsewhere')),
      replaced: (root) => {
        rmSync(join(root, '.m'), { recursive: true })
        mkdirSync(join(root, '.m'))
        copyFileSync(join(root, 'other.db'), join(root, '.m/memory.db'))
      },
    }
    for (const [name, remove] of Object.entries(ways)) {
      const root = temporaryProject({})
      await filled(root, 1, 'other.db')
      const [path, notices]: [string, string[]] = [join(root, '.m/memory.db'), []]
      {
        using memory = await Memory.open(path, { shown: '.m/memory.db', tell: (notice) => notices.push(notice) })
        for (const n of [1, 2, 3]) memory.commit([answer(source(n), target(n))])
        remove(root)
        const ticket = memory.begin(5)
        for (const n of [4, 5]) memory.commit([answer(source(n), target(n))])
        memory.settle(ticket)
        expect(notices, name).toEqual([
          '.m/memory.db: deleted or replaced while this run used it; a new one holds what was answered.',
        ])
      }
      using memory = await Memory.open(path)
      expect([1, 2, 3, 4, 5].map((n) => recalled(memory, n))).toEqual([1, 2, 3, 4, 5].map(target))
      expect(recalled(memory, 0)).toBe(name === 'replaced' ? target(0) : undefined)
    }
  })

  test('a full disk: words, and what was committed before is there', async () => {
    const root = temporaryProject({})
    const script = program(
      root,
      "try { for (let n = 0; ; n++) { put(n); say(n) } } catch (error) { say(error.name + ' ' + error.message) }",
    )
    const { stdout } = spawnSync('sh', ['-c', `ulimit -f 4000; exec "${process.execPath}" "${script}"`], {
      cwd: root,
      encoding: 'utf8',
    })
    const lines = stdout.trim().split('\n')
    expect(lines.at(-1)).toMatch(
      /^MuqabilError memory\.db: Unexpected (full disk|failure to read or write the memory), .*\[memory-unusable\]$/,
    )
    expect(lines.length).toBeGreaterThan(50)
    using memory = await Memory.open(join(root, 'memory.db'))
    for (const n of lines.slice(0, -1).map(Number)) expect(recalled(memory, n)).toBe(target(n))
  })
})

describe('many at the same moment', () => {
  test('make one memory, and none takes the half made one of another for a damaged one', async () => {
    using opened = await openAtOnce(6, 40)
    expect(new Set(opened.said)).toEqual(new Set(['opened: ']))
    expect(opened.said).toHaveLength(240)
    for (const path of opened.paths) expect(learntIn(path)).toBe(6)
  })

  test('set a damaged one aside once, and the new one of the first is the one of all', async () => {
    using opened = await openAtOnce(6, 40, (path) => writeFileSync(path, 'no memory '.repeat(400)))
    const [notice = '', ...others] = opened.said.filter((each) => each !== 'opened: ')
    expect(notice).toBe('opened: memory.db: damaged; set aside as memory.db.damaged-1, and a new one is made.')
    expect(others).toEqual(Array.from({ length: 39 }, () => notice))
    for (const path of opened.paths) expect(learntIn(path)).toBe(6)
  })
})

/** How often {@link openAtOnce} could write into the memory. */
function learntIn(path: string): unknown {
  using database = new DatabaseSync(path)
  return database.prepare('SELECT count(*) AS count FROM learnt').get()?.count
}

describe('a damaged file', () => {
  const COUNT = 400

  /** Opens what is left, asks for everything, and uses it on. @returns What was said, and how many answers survived. */
  async function use(path: string): Promise<{ readonly notices: readonly string[]; readonly right: number }> {
    const notices: string[] = []
    using memory = await Memory.open(path, { shown: 'memory.db', tell: (notice) => notices.push(notice) })
    if (memory.notice !== undefined) notices.push(memory.notice)
    let right = 0
    for (let n = 0; n < COUNT; n++) {
      const given = recalled(memory, n)
      if (given === undefined) continue
      expect(given).toBe(target(n))
      right++
    }
    memory.commit([answer(source(COUNT), target(COUNT))])
    memory.learn([])
    expect(memory.unsettled()).toBe(0)
    expect(recalled(memory, COUNT)).toBe(target(COUNT))
    return { notices, right }
  }

  test('truncated anywhere: what it gives is right, the rest is set aside and said', async () => {
    const root = temporaryProject({})
    const whole = readFileSync(await filled(root, COUNT))
    let rescued = 0
    for (let step = 0; step <= 40; step++) {
      const folder = join(root, String(step))
      mkdirSync(folder)
      const size = step === 40 ? whole.length : Math.floor((whole.length * step) / 40) + ((step * 37) % 50)
      writeFileSync(join(folder, 'memory.db'), whole.subarray(0, size))
      const { notices, right } = await use(join(folder, 'memory.db'))
      if (size >= whole.length) expect({ notices, right }).toEqual({ notices: [], right: COUNT })
      else if (size > 100) {
        expect(notices.join(), `${size}`).toMatch(
          /^memory\.db: damaged; set aside as memory\.db\.damaged-1, and a new one is made/,
        )
        expect(readFileSync(join(folder, 'memory.db.damaged-1')).length).toBe(size)
      }
      if (right > 0 && right < COUNT) rescued++
    }
    expect(rescued).toBeGreaterThan(5) // the answers before the cut are taken over
  })

  test('random bytes flipped: never a wrong answer; found at opening or in the middle of the work', async () => {
    const root = temporaryProject({})
    const whole = readFileSync(await filled(root, COUNT))
    let seed = 5
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below
    let [setAside, lost] = [0, 0]
    for (let round = 0; round < 80; round++) {
      const folder = join(root, String(round))
      mkdirSync(folder)
      const bytes = Buffer.from(whole)
      for (let flips = 0; flips <= round % 20; flips++) {
        const at = random(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 + random(255))
      }
      if (round % 10 === 0) bytes.fill(0xa5, 4096 * (1 + random(bytes.length / 4096 - 2)), undefined) // the rest torn
      writeFileSync(join(folder, 'memory.db'), bytes)
      const { notices, right } = await use(join(folder, 'memory.db'))
      if (notices.length > 0) setAside++
      if (right < COUNT) lost++
      expect(notices.every((notice) => notice.includes('set aside as memory.db.damaged-1'))).toBe(true)
    }
    expect(setAside).toBeGreaterThan(10)
    expect(lost).toBeGreaterThan(10)
  })

  test.each([
    ['random bytes', 'not a database at all '.repeat(400)],
    ['a torn header', `SQLite format 3\0${'x'.repeat(3000)}`],
  ])('%s: set aside under a name that is free', async (_, content) => {
    const root = temporaryProject({ 'memory.db': content, 'memory.db.damaged-1': 'older', 'memory.db-wal': 'torn' })
    const { notices } = await use(join(root, 'memory.db'))
    expect(notices).toEqual(['memory.db: damaged; set aside as memory.db.damaged-2, and a new one is made.'])
    expect(readFileSync(join(root, 'memory.db.damaged-2'), 'utf8')).toBe(content)
    expect(readFileSync(join(root, 'memory.db.damaged-1'), 'utf8')).toBe('older')
  })

  test('truncated while it is open', async () => {
    const root = temporaryProject({})
    const path = await filled(root, COUNT)
    const notices: string[] = []
    using memory = await Memory.open(path, { shown: 'memory.db', tell: (notice) => notices.push(notice) })
    truncateSync(path, 8192)
    for (let n = 0; n < COUNT; n++) expect([target(n), undefined]).toContain(recalled(memory, n))
    memory.commit([answer(source(COUNT), target(COUNT))])
    expect(recalled(memory, COUNT)).toBe(target(COUNT))
    expect(notices.join()).toMatch(/^memory\.db: damaged; set aside as memory\.db\.damaged-1/)
  })
})

test('a memory that is lost in the middle of a run knows again what the records know', async () => {
  const machine = { origin: { kind: 'machine', provider: 'p' } } as const
  const records = Array.from({ length: 30 }, (_, n) =>
    record(`${n}`, [{ source: [source(n)], target: [target(n)], ...machine }]),
  )
  const ways: Readonly<Record<string, (path: string) => void>> = {
    cut: (path) => truncateSync(path, 8192),
    deleted: (path) => ['', '-wal', '-shm'].forEach((suffix) => rmSync(path + suffix, { force: true })),
  }
  for (const [name, lose] of Object.entries(ways)) {
    const path = join(temporaryProject({}), 'memory.db')
    const notices: string[] = []
    {
      using first = await Memory.open(path)
      first.learn(records.map(lessonOf))
    }
    using memory = await Memory.open(path, { tell: (notice) => notices.push(notice) })
    memory.learn(records.map(lessonOf))
    lose(path)
    expect(
      records.map((_, n) => recalled(memory, n)),
      name,
    ).toEqual(records.map((_, n) => target(n)))
    expect(notices).toHaveLength(1)
  }
})

test('a bug of ours is not told as a failure of the memory', () => {
  const bug = new TypeError('of ours')
  expect(asMuqabilError(bug, { shown: 'memory.db' })).toBe(bug)
})

describe('a file that is not ours to use', () => {
  test("a newer version's is set aside whole", async () => {
    const root = temporaryProject({})
    const path = await filled(root, 3)
    const database = new DatabaseSync(path)
    database.exec('PRAGMA user_version = 99')
    database.close()
    using memory = await Memory.open(path, { shown: 'memory.db' })
    expect(memory.notice).toBe(
      'memory.db: made by a newer version of muqabil; set aside as memory.db.newer-1, and a new one is made.',
    )
    expect(existsSync(`${path}.newer-1`)).toBe(true)
  })

  test("another program's database is refused and not touched", async () => {
    const root = temporaryProject({})
    const path = join(root, 'memory.db')
    const database = new DatabaseSync(path)
    database.exec("CREATE TABLE answers (x); INSERT INTO answers VALUES ('mine')")
    database.close()
    await expect(Memory.open(path, { shown: 'memory.db' })).rejects.toThrow(
      /^memory\.db: Unexpected another program's database, .*\[memory-unusable\]$/,
    )
    const again = new DatabaseSync(path)
    expect(again.prepare('SELECT x FROM answers').all()).toEqual([{ x: 'mine' }])
    again.close()
    expect(readdirSync(root)).toEqual(['memory.db'])
  })

  test('a folder in its place, a file where its folder should be, a folder that may not be written', async () => {
    const sqlite = await loadSqlite()
    const root = temporaryProject({ 'a/memory.db/x': '', b: '' })
    const open = (path: string): unknown =>
      openDatabase({ sqlite, path: join(root, path), shown: path, busyMilliseconds: 10 })
    expect(() => open('a/memory.db')).toThrow('a/memory.db: Unexpected memory that cannot be opened, expected')
    expect(() => open('b/memory.db')).toThrow('b/memory.db: Unexpected file where a folder should be, expected')
    await filled(join(root, 'a'), 1, 'old.db')
    chmodSync(join(root, 'a/old.db'), 0o444)
    chmodSync(join(root, 'a'), 0o555)
    chmodSync(root, 0o755)
    asOrdinaryUser(() => {
      expect(() => open('a/new.db')).toThrow('a/new.db: Unexpected memory that cannot be opened, expected')
      expect(() => open('a/old.db')).toThrow('a/old.db: Unexpected memory that may not be written, expected')
      expect(() => open('a/new/memory.db')).toThrow('a/new/memory.db: Unexpected lack of permission, expected')
    })
    chmodSync(join(root, 'a'), 0o755)
  })

  test('one that another process holds: waited for, then said; once it is free all goes on', async () => {
    const root = temporaryProject({})
    const path = await filled(root, 1)
    const holder = spawn(
      process.execPath,
      [
        '-e',
        "const { DatabaseSync } = require('node:sqlite'); const d = new DatabaseSync('memory.db'); d.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => {}, 1000)",
      ],
      { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await new Promise((done) => holder.stdout.once('data', done))
    using memory = await Memory.open(path, { shown: 'memory.db', busyMilliseconds: 30 })
    expect(() => memory.commit([answer(source(1), target(1))])).toThrow(
      /^memory\.db: Unexpected memory that another program holds, .*\[memory-locked\]$/,
    )
    expect(recalled(memory, 0)).toBe(target(0))
    holder.kill('SIGKILL')
    await new Promise((done) => holder.on('close', done))
    memory.commit([answer(source(1), target(1))])
    expect(recalled(memory, 1)).toBe(target(1))
    expect(memory.notice).toBeUndefined()
  })
})

test.each([
  [
    2,
    `DROP TABLE spending; DROP TABLE in_flight;
     CREATE TABLE in_flight (id INTEGER PRIMARY KEY, process INTEGER NOT NULL, run TEXT NOT NULL, characters INTEGER NOT NULL) STRICT`,
  ],
  [3, ''],
])('a file of version %i is brought to the present one, its answers kept', async (version, older) => {
  const path = join(temporaryProject({}), 'memory.db')
  {
    using memory = await Memory.open(path)
    memory.commit([answer('قهوة', 'coffee')])
  }
  const old = new DatabaseSync(path)
  old.exec(`DROP TABLE journal; PRAGMA user_version = ${version}; ${older}`)
  old.close()
  using memory = await Memory.open(path)
  expect(memory.notice).toBeUndefined()
  expect(memory.recall({ source: ['قهوة'], ...languages })).toMatchObject({ target: ['coffee'] })
  memory.begin(5, 0.1)
  expect(memory.spentBefore()).toEqual({ characters: 0, cost: 0 })
})

describe('answers that were committed and not filed', () => {
  /** A file whose process was killed after so many commits, and before anything was asked of it. */
  const killed = (root: string, count: number): string => {
    const script = program(root, `for (let n = 0; n < ${count}; n++) put(n); process.kill(process.pid, 'SIGKILL')`)
    expect(spawnSync(process.execPath, [script], { cwd: root }).signal).toBe('SIGKILL')
    return join(root, 'memory.db')
  }

  test('are found by the next run, and by one that was open before', async () => {
    const root = temporaryProject({})
    using early = await Memory.open(join(root, 'memory.db'))
    expect(recalled(early, 0)).toBeUndefined()
    killed(root, 7)
    for (let n = 0; n < 7; n++) expect(recalled(early, n)).toBe(target(n))
    using late = await Memory.open(join(root, 'memory.db'))
    for (let n = 0; n < 7; n++) expect(recalled(late, n)).toBe(target(n))
  })

  test('a flipped letter among them: that commit is left out and the file set aside, the others serve', async () => {
    const root = temporaryProject({})
    const path = killed(root, 7)
    const database = new DatabaseSync(path)
    database.exec("UPDATE journal SET answers = replace(answers, 'number 3 ', 'number 8 ')")
    database.close()
    const told: string[] = []
    using memory = await Memory.open(path, { shown: 'memory.db', tell: (notice) => told.push(notice) })
    expect(recalled(memory, 3)).toBeUndefined()
    for (const n of [0, 1, 2, 4, 5, 6]) expect(recalled(memory, n)).toBe(target(n))
    expect(told).toEqual([
      'memory.db: damaged; set aside as memory.db.damaged-1, and a new one is made, with 6 answers that could be read in it.',
    ])
  })
})

describe('requests under way', () => {
  test('those of a dead process are told once, those of a living one are not', async () => {
    const root = temporaryProject({})
    const living = spawn(
      process.execPath,
      [program(root, "memory.begin(7); say('sent'); setInterval(() => {}, 1000)")],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await new Promise((done) => living.stdout.once('data', done))
    using memory = await Memory.open(join(root, 'memory.db'))
    memory.settle(memory.begin(100))
    memory.begin(1000)
    expect(memory.unsettled()).toBe(0)
    living.kill('SIGKILL')
    await new Promise((done) => living.on('close', done))
    expect(memory.unsettled()).toBe(7)
    expect(memory.unsettled()).toBe(0)
  })

  test('a dead process that had our own id, as in containers, is dead', async () => {
    const root = temporaryProject({})
    const path = await filled(root, 0)
    const database = new DatabaseSync(path)
    database
      .prepare('INSERT INTO in_flight (process, run, characters, cost) VALUES (?, ?, ?, 0.01)')
      .run(process.pid, 'earlier', 42)
    database.close()
    using memory = await Memory.open(path)
    expect(memory.unsettled()).toBe(42)
  })
})

test("Node 22's warning of SQLite is taken out, every other warning comes through", () => {
  const root = temporaryProject({
    // What Node 22 does when node:sqlite is loaded; as this Node does no more.
    'as-node-22.mjs': `
      import { registerHooks } from 'node:module'
      const real = 'export * from "node:sqlite"'
      registerHooks({
        resolve: (name, context, next) => name === 'node:sqlite' && !context.parentURL?.startsWith('warning:') ? { url: 'warning:sqlite', format: 'module', shortCircuit: true } : next(name, context),
        load: (url, context, next) => url === 'warning:sqlite' ? { format: 'module', shortCircuit: true, source: "process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning'); process.emitWarning('Something else', 'ExperimentalWarning');" + real } : next(url, context),
      })`,
    'use.mts': `
      import { Memory } from ${JSON.stringify(resolve('src/memory/memory.ts'))}
      for (const memory of await Promise.all([Memory.open(':memory:'), Memory.open(':memory:')])) memory.close()
      process.emitWarning('SQLite is an experimental feature: said by another')
      console.log('done')`,
  })
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', './as-node-22.mjs', 'use.mts'], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(stdout).toBe('done\n')
  expect(stderr).toContain('ExperimentalWarning: Something else')
  expect(stderr).not.toContain('might change at any time')
  expect(stderr).toContain('Warning: SQLite is an experimental feature: said by another')
})
