/** Atomic writing: whatever fails, the old file or the new one is there, whole, and no litter. */
import { spawnSync } from 'node:child_process'
import * as nodeFs from 'node:fs'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { MuqabilError } from '../../src/errors.ts'
import { createLaterFlush } from '../../src/files/flush-later.ts'
import { removeStaleTemporaries, writeFileAtomic, type FileOperations } from '../../src/files/write-atomic.ts'
import { asOrdinaryUser } from '../ordinary-user.ts'
import { temporaryProject } from '../temporary-project.ts'

const OLD = 'القديم\n'
const NEW = 'الجديد، وهو أطول من القديم\n'.repeat(3000)

function failure(code: string): Error {
  return Object.assign(new Error(`${code}: made to fail`), { code })
}

/** The machine's own file operations, but the n-th call fails; `calls` says how many there were. */
function failingAt(n: number, code: string): FileOperations & { readonly calls: () => readonly string[] } {
  const calls: string[] = []
  const wrapped = Object.fromEntries(
    Object.entries(nodeFs).map(([name, value]) => [
      name,
      typeof value === 'function'
        ? (...args: readonly unknown[]): unknown => {
            calls.push(name)
            if (calls.length === n) throw failure(code)
            return Reflect.apply(value, nodeFs, args)
          }
        : value,
    ]),
  )
  return { ...(wrapped as unknown as FileOperations), calls: () => calls } // the same names with the same arguments
}

const written = (path: string, content: string, files?: FileOperations): string => {
  try {
    return writeFileAtomic(path, content, 'a.txt', files ? { files } : {})
  } catch (error) {
    if (error instanceof MuqabilError)
      return `${error.code}: ${/Unexpected (.*?), expected/.exec(error.message)?.[1] ?? ''}`
    throw error
  }
}

describe('the n-th file operation fails, n = 1, 2, 3 … until a run passes untouched', () => {
  test.each([
    ['a file that is replaced', true, 'EIO'],
    ['a file that is replaced', true, 'ENOSPC'],
    ['a file that is replaced', true, 'ENOENT'],
    ['a file that is replaced', true, 'EPERM'],
    ['a new file', false, 'EIO'],
    ['a new file', false, 'ENOENT'],
  ])('%s (%s), %s', (_, isThere, code) => {
    const failed = new Set<string>()
    for (let n = 1; ; n++) {
      const root = temporaryProject(isThere ? { 'a.txt': OLD } : { 'b.txt': OLD })
      const path = join(root, 'a.txt')
      const files = failingAt(n, code)
      const result = written(path, NEW, files)
      const calls = files.calls()
      const now = existsSync(path) ? readFileSync(path, 'utf8') : undefined
      const litter = readdirSync(root).filter((name) => name.endsWith('.muqabil-tmp'))
      expect([isThere ? OLD : undefined, NEW]).toContain(now)
      if (result === 'written') expect(now).toBe(NEW)
      if (calls.length < n) {
        expect(result).toBe('written')
        expect(litter).toEqual([])
        break
      }
      failed.add(calls[n - 1] ?? '')
      // What could not be removed is the next run's to remove.
      removeStaleTemporaries(root)
      expect(readdirSync(root).filter((name) => name.endsWith('.muqabil-tmp'))).toEqual([])
      expect(litter).toEqual([])
    }
    expect([...failed]).toEqual(
      expect.arrayContaining(['mkdirSync', 'openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync']),
    )
  })

  test('a removal that fails too hides nothing: the first error is told, and the litter is stale', () => {
    const root = temporaryProject({ 'a.txt': OLD })
    const files = { ...nodeFs, renameSync: () => { throw failure('EIO') }, rmSync: () => { throw failure('EROFS') } } // prettier-ignore
    expect(written(join(root, 'a.txt'), NEW, files)).toContain('disk that does not answer')
    expect(readdirSync(root)).toHaveLength(2)
    removeStaleTemporaries(root)
    expect(readdirSync(root)).toEqual(['a.txt'])
  })

  test('what is flushed later is whole, and told to whoever flushes it; a failure names it, one that is gone is none', async () => {
    const root = temporaryProject({})
    const later = createLaterFlush()
    const calls: string[] = []
    const files: FileOperations = {
      ...nodeFs,
      fsyncSync(file) {
        calls.push('fsyncSync')
        nodeFs.fsyncSync(file)
      },
    }
    for (const name of ['a.txt', 'ب.txt'])
      writeFileAtomic(join(root, name), NEW, name, { files, flushLater: later.add })
    writeFileAtomic(join(root, 'a.txt'), NEW, 'a.txt', { files, flushLater: () => calls.push('unchanged, and told') })
    expect(calls).toEqual([])
    expect(readFileSync(join(root, 'ب.txt'), 'utf8')).toBe(NEW)
    nodeFs.rmSync(join(root, 'ب.txt'))
    await later.flush()
    later.add({ path: join(root, 'a.txt/b'), shown: 'output/b.html' })
    await expect(later.flush()).rejects.toMatchObject({ code: 'file-unwritable', file: 'output/b.html' })
    await later.flush()
  })

  test('a short write is gone on with', () => {
    const root = temporaryProject({})
    const files: FileOperations = {
      ...nodeFs,
      writeSync: ((file: number, bytes: Uint8Array, offset: number) =>
        nodeFs.writeSync(file, bytes, offset, Math.min(1000, bytes.length - offset))) as FileOperations['writeSync'], // one of its overloads is called
    }
    expect(written(join(root, 'a.txt'), NEW, files)).toBe('written')
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe(NEW)
  })

  test('a temporary file that somebody takes away is written again', () => {
    const root = temporaryProject({ 'a.txt': OLD })
    let taken = 0
    const thief = (most: number): FileOperations => ({
      ...nodeFs,
      renameSync(from, to) {
        if (taken++ < most) nodeFs.rmSync(from)
        nodeFs.renameSync(from, to)
      },
    })
    expect(written(join(root, 'a.txt'), NEW, thief(2))).toBe('written')
    taken = 0
    expect(written(join(root, 'a.txt'), OLD, thief(99))).toContain('taken away again and again')
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe(NEW)
  })
})

describe('places that cannot be written', () => {
  test('a folder in the way, a file where the folder should be, a name too long', () => {
    const root = temporaryProject({ 'a.txt/b': OLD, c: OLD })
    expect(written(join(root, 'a.txt'), NEW)).toBe('file-unwritable: folder where a file should be')
    expect(written(join(root, 'c/d.txt'), NEW)).toBe('file-unwritable: file where a folder should be')
    expect(written(join(root, `${'ق'.repeat(130)}.txt`), NEW)).toBe(
      'file-unwritable: name that is too long for the file system',
    )
    expect(readdirSync(root)).toEqual(['a.txt', 'c'])
  })

  test('a folder that only others may write', () => {
    const root = temporaryProject({ 'a.txt': OLD })
    chmodSync(root, 0o555)
    expect(asOrdinaryUser(() => written(join(root, 'a.txt'), NEW))).toBe('file-unwritable: lack of permission')
    chmodSync(root, 0o755)
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe(OLD)
    expect(readdirSync(root)).toEqual(['a.txt'])
  })

  test('a limit on the size of files: the old one stays, and nothing beside it', () => {
    const root = temporaryProject({ 'a.txt': OLD })
    const script = `import { writeFileAtomic } from ${JSON.stringify(resolve('src/files/write-atomic.ts'))}
      try { writeFileAtomic('a.txt', 'x'.repeat(3_000_000), 'a.txt') } catch (error) { console.log(error.message) }`
    writeFileSync(join(root, 'write.mts'), script)
    const { stdout } = spawnSync('sh', ['-c', `ulimit -f 1000; exec "${process.execPath}" write.mts`], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(stdout).toMatch(
      /^a\.txt: Unexpected file over the size that this process may write, .*\[file-unwritable\]$/m,
    )
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe(OLD)
    expect(readdirSync(root)).toEqual(['a.txt', 'write.mts'])
  })
})

describe('what is there already', () => {
  test('the same bytes are not written again, and their time stays', () => {
    const root = temporaryProject({ 'a.txt': NEW })
    const path = join(root, 'a.txt')
    utimesSync(path, 1, 1)
    expect(written(path, NEW)).toBe('unchanged')
    expect(statSync(path).mtimeMs).toBe(1000)
  })

  test('permissions are handed on; a new file has those that the umask leaves', () => {
    const root = temporaryProject({ 'a.txt': OLD })
    chmodSync(join(root, 'a.txt'), 0o640)
    const umask = process.umask(0o027)
    try {
      written(join(root, 'a.txt'), NEW)
      written(join(root, 'b.txt'), NEW)
    } finally {
      process.umask(umask)
    }
    expect(statSync(join(root, 'a.txt')).mode & 0o777).toBe(0o640)
    expect(statSync(join(root, 'b.txt')).mode & 0o777).toBe(0o640)
  })

  test('a link is replaced, and what it led to stays as it is', () => {
    const root = temporaryProject({ 'source.txt': OLD })
    symlinkSync('source.txt', join(root, 'a.txt'))
    expect(written(join(root, 'a.txt'), NEW)).toBe('written')
    expect(readFileSync(join(root, 'source.txt'), 'utf8')).toBe(OLD)
    expect(lstatSync(join(root, 'a.txt')).isSymbolicLink()).toBe(false)
  })

  test('a pipe in the way is replaced and never waited for', () => {
    const root = temporaryProject({})
    spawnSync('mkfifo', [join(root, 'a.txt')])
    expect(lstatSync(join(root, 'a.txt')).isFIFO()).toBe(true)
    expect(written(join(root, 'a.txt'), NEW)).toBe('written')
    expect(readFileSync(join(root, 'a.txt'), 'utf8')).toBe(NEW)
  })
})

describe('what killed processes left', () => {
  /** The id of a process that has just ended. */
  const dead = (): number => spawnSync(process.execPath, ['-e', '']).pid

  test('theirs is removed, that of a living one and of others stays', () => {
    const root = temporaryProject({
      [`.a.html.${dead()}.3.muqabil-tmp`]: '',
      [`.a\n.html.${dead()}.0.muqabil-tmp`]: '',
      '.a.html.1.0.muqabil-tmp': '', // process 1 lives
      '.a.html.muqabil-tmp': '',
      'a.html.5.0.muqabil-tmp': '',
    })
    removeStaleTemporaries(root)
    expect(readdirSync(root).toSorted()).toEqual([
      '.a.html.1.0.muqabil-tmp',
      '.a.html.muqabil-tmp',
      'a.html.5.0.muqabil-tmp',
    ])
    removeStaleTemporaries(join(root, 'not-there'))
  })

  test('in a container the dead one had our own id: its file stops nobody and goes', () => {
    const names = Array.from({ length: 200 }, (_, n) => `.a.txt.${process.pid}.${n}.muqabil-tmp`)
    const root = temporaryProject(Object.fromEntries(names.map((name) => [name, 'half'])))
    expect(written(join(root, 'a.txt'), NEW)).toBe('written')
    removeStaleTemporaries(root)
    expect(readdirSync(root)).toEqual(['a.txt'])
  })

  test('one that is being written in this process is not taken for stale', () => {
    const root = temporaryProject({})
    const files: FileOperations = {
      ...nodeFs,
      renameSync(from, to) {
        removeStaleTemporaries(root)
        nodeFs.renameSync(from, to)
      },
    }
    expect(written(join(root, 'a.txt'), NEW, files)).toBe('written')
  })
})

test('ten processes that write one file leave one of their texts, whole', async () => {
  const root = temporaryProject({})
  mkdirSync(join(root, 'out'))
  const script = `import { writeFileAtomic } from ${JSON.stringify(resolve('src/files/write-atomic.ts'))}
    for (let n = 0; n < 20; n++) writeFileAtomic('out/a.txt', process.argv[2].repeat(50_000), 'a.txt')`
  writeFileSync(join(root, 'write.mts'), script)
  const { spawn } = await import('node:child_process')
  const statuses = await Promise.all(
    [...'abcde'].map(
      (letter) =>
        new Promise((done) => {
          spawn(process.execPath, ['write.mts', letter], { cwd: root }).on('close', done)
        }),
    ),
  )
  expect(statuses).toEqual([0, 0, 0, 0, 0])
  expect(readFileSync(join(root, 'out/a.txt'), 'utf8')).toMatch(/^([a-e])\1{49999}$/)
  expect(readdirSync(join(root, 'out'))).toEqual(['a.txt'])
})
