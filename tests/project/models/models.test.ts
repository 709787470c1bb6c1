/** `muqabil model`: what is listed, fetched, verified, resumed and removed; and everything that a server and a disk can do to it. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { MuqabilError } from '../../../src/errors.ts'
import { findModels } from '../../../src/providers/local/find-models.ts'
import {
  fetchModel,
  listModels,
  removeModel,
  type Got,
  type GetModelOptions,
} from '../../../src/project/models/models.ts'
import { throughOrdinaryUser } from '../../ordinary-user.ts'
import { sha256, smallModel } from '../../providers/local/small-model.ts'
import { pack, registryOf, startModels, type ModelServer, type ModelServerOptions } from '../../servers/models.ts'
import { runHere as muqabil } from '../../run-here.ts'
import { startMuqabil, temporaryProject } from '../../temporary-project.ts'
import { muqabilInTerminal, withoutCodes } from '../../terminal.ts'

const NAME = `ar-en.tiny.${sha256(smallModel().model).slice(0, 8)}`
const WORK = `.${NAME}.muqabil-fetch`

const servers: ModelServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

async function serve(options: ModelServerOptions = {}): Promise<ModelServer> {
  const server = await startModels(options)
  servers.push(server)
  return server
}

interface Place {
  readonly root: string
  readonly models: string
}

function place(): Place {
  const root = temporaryProject({})
  return { root, models: join(root, 'models') }
}

function get(
  { root, models }: Place,
  server: ModelServer | undefined,
  more: Partial<GetModelOptions> = {},
): Promise<Got> {
  return fetchModel({
    cwd: root,
    environment: {},
    folder: models,
    ...(server === undefined ? {} : { registry: server.registry }),
    confirm: () => Promise.resolve(true),
    onBytes: () => undefined,
    ...more,
  })
}

/** The error that it ends with. */
async function failing(work: Promise<unknown>): Promise<MuqabilError> {
  const error: unknown = await work.catch((thrown: unknown) => thrown)
  if (!(error instanceof MuqabilError)) throw new Error('it did not fail', { cause: error })
  return error
}

/** Nothing that could be taken for a model. */
const nothingThere = ({ models }: Place): void => expect(findModels(models)).toEqual([])

describe('a fetch', () => {
  test('takes the released one, verifies it and leaves nothing beside it', async () => {
    const [server, at] = [await serve(), place()]
    const offers: unknown[] = []
    const got = await get(at, server, { confirm: (offer) => Promise.resolve(void offers.push(offer)).then(() => true) })
    expect(got).toEqual({ name: NAME, folder: at.models, kind: 'fetched' })
    expect(offers).toMatchObject([
      { bytes: server.packedBytes, licence: 'MPL-2.0', quality: 'BLEU 38.9, COMET 0.862 (flores200-plus)' },
    ])
    expect(readdirSync(at.models)).toEqual([NAME])
    expect(readdirSync(join(at.models, NAME)).toSorted()).toEqual([
      'model.bin',
      'model.json',
      'shortlist.bin',
      'vocabulary.spm',
    ])
    expect(readFileSync(join(at.models, NAME, 'model.bin'))).toEqual(Buffer.from(smallModel().model))
    expect(await get(at, server)).toMatchObject({ kind: 'there' })
  })

  test('that nobody wants fetches nothing', async () => {
    const [server, at] = [await serve(), place()]
    expect(await get(at, server, { confirm: () => Promise.resolve(false) })).toMatchObject({ kind: 'declined' })
    expect(server.sentBytes()).toBe(0)
    expect(existsSync(at.models)).toBe(false)
  })

  test('that broke off goes on where it stopped', async () => {
    const [server, at] = [await serve({ cutAfter: 4_000 }), place()]
    const broken = await failing(get(at, server))
    expect(broken.code).toBe('model-fetch')
    expect(broken.message).toContain('it goes on from there')
    nothingThere(at)
    server.mend()
    await get(at, server)
    expect(server.asked).toContain('GET /files/models/ar-en/model.bin.gz bytes=4000-')
    expect(server.sentBytes()).toBe(server.packedBytes)
    expect(findModels(at.models)).toHaveLength(1)
  })

  test('begins anew when the server has another version since', async () => {
    const [server, at] = [await serve({ cutAfter: 4_000 }), place()]
    await failing(get(at, server))
    writeFileSync(join(at.models, WORK, 'model.bin.gz.etag'), '"v0"')
    server.mend()
    await get(at, server)
    expect(server.sentBytes()).toBe(server.packedBytes + 4_000)
  })

  test('goes on although all of a file had come, or more than there is', async () => {
    for (const more of [0, 10]) {
      const [server, at] = [await serve(), place()]
      mkdirSync(join(at.models, WORK), { recursive: true })
      const packed = pack(smallModel().model)
      writeFileSync(join(at.models, WORK, 'model.bin.gz'), Buffer.concat([packed, Buffer.alloc(more)]))
      expect(await get(at, server)).toMatchObject({ kind: 'fetched' })
    }
  })

  test('killed in the middle leaves no model; the next one goes on', async () => {
    const [server, at] = [await serve({ cutAfter: 4_000, instead: slowly }), place()]
    const args = ['model', 'get', '--yes', '--folder', at.models, '--registry', server.registry]
    const child = startMuqabil(at.root, args)
    const partial = join(at.models, WORK, 'model.bin.gz')
    while ((statSync(partial, { throwIfNoEntry: false })?.size ?? 0) < 4_000)
      await new Promise((done) => setTimeout(done, 10))
    child.kill('SIGKILL')
    await new Promise((done) => child.once('close', done))
    nothingThere(at)
    expect(existsSync(join(at.models, WORK, 'process'))).toBe(true) // the dead one's lock
    const again = await serve()
    await get(at, again)
    expect(again.asked).toContain('GET /files/models/ar-en/model.bin.gz bytes=4000-')
  })

  test('of the same model by another process is left alone', async () => {
    const [server, at] = [await serve(), place()]
    mkdirSync(join(at.models, WORK), { recursive: true })
    writeFileSync(join(at.models, WORK, 'process'), '1')
    expect((await failing(get(at, server))).code).toBe('model-busy')
  })
})

/** Sends the first bytes of the model and then nothing more. */
function slowly(
  { url = '', method }: { url?: string | undefined; method?: string | undefined },
  response: { write(bytes: Uint8Array): unknown },
): boolean {
  if (method !== 'GET' || !url.endsWith('/model.bin.gz')) return false
  response.write(pack(smallModel().model).subarray(0, 4_000))
  return true
}

describe('what is not what was meant', () => {
  const packed = pack(smallModel().model)
  const flipped = Uint8Array.from(smallModel().model)
  flipped[5_000] = (flipped[5_000] ?? 0) ^ 1

  test.each<readonly [string, ModelServerOptions, string]>([
    ['a wrong hash', { packed: pack(flipped) }, 'model-hash'],
    ['a hash in the list that no file has', { hash: 'b'.repeat(64) }, 'model-hash'],
    ['a file that is cut off, and says so nowhere', { packed: packed.subarray(0, 6_000) }, 'model-hash'],
    [
      'a packed file whose end is damaged',
      { packed: Uint8Array.from([...packed.subarray(0, -6), 1, 2, 3, 4, 5, 6]) },
      'model-hash',
    ],
    ['a file that unpacks to far more', { packed: gzipSync(new Uint8Array(50_000_000)) }, 'model-hash'],
    ['a page in place of the model', { packed: Buffer.from('<!doctype html><p>Log in') }, 'model-registry'],
    ['a page in place of the list', { list: () => '<html><body>Log in</body></html>' }, 'model-registry'],
    ['a list that is cut off', { list: ({ url }) => registryOf(url).slice(0, 300) }, 'model-registry'],
    ['a list of something else', { list: () => '{"packages":[]}' }, 'model-registry'],
    ['a list of 100 MB', { list: ({ url }) => registryOf(url) + ' '.repeat(100_000_000) }, 'model-registry'],
    [
      'a list whose files lie on another host, without TLS',
      { list: () => registryOf('http://elsewhere.example') },
      'model-registry',
    ],
    ['a list that is elsewhere', { instead: redirected('/db/models.json') }, 'model-registry'],
    ['a model that is elsewhere', { instead: redirected('model.bin.gz') }, 'model-registry'],
    ['a server that fails', { instead: (_, response) => !!response.writeHead(503).end('busy') }, 'model-registry'],
    [
      'a list without the pair',
      { list: ({ url }) => registryOf(url).replace('"ar-en":[', '"fr-en":[') },
      'model-unknown',
    ],
  ])(
    '%s is refused',
    async (name, options, code) => {
      const [server, at] = [await serve(options), place()]
      const error = await failing(get(at, server))
      expect(error.code).toBe(code)
      if (name.endsWith('is elsewhere'))
        expect(error.message).toMatch(/^127[^ ]+: Unexpected redirect to elsewhere\.example, /)
      nothingThere(at)
      // What is wrong is not kept to be gone on with.
      expect(existsSync(join(at.models, WORK, 'model.bin'))).toBe(false)
      if (code === 'model-hash') expect(existsSync(join(at.models, WORK, 'model.bin.gz'))).toBe(false)
    },
    60_000,
  )

  test('after a wrong hash the same command fetches it anew', async () => {
    const at = place()
    await failing(get(at, await serve({ packed: pack(flipped) })))
    expect(await get(at, await serve())).toMatchObject({ kind: 'fetched' })
  })

  test('nobody at the address, an address without TLS, a misspelt pair', async () => {
    const at = place()
    const server = await serve()
    expect((await failing(get(at, undefined, { registry: 'http://127.0.0.1:2/models.json' }))).code).toBe(
      'model-registry',
    )
    expect((await failing(get(at, undefined, { registry: 'http://models.example/models.json' }))).message).toContain(
      'expected https',
    )
    expect((await failing(get(at, server, { pair: 'ar-em' }))).message).toContain('"ar-en", which is the nearest name')
    expect((await failing(get(at, server, { pair: '../../x' }))).code).toBe('model-unknown')
    expect((await failing(get(at, server, { architecture: 'big' }))).code).toBe('model-unknown')
  })
})

function redirected(path: string): NonNullable<ModelServerOptions['instead']> {
  return ({ url = '', method }, response) =>
    url.endsWith(path) &&
    method === 'GET' &&
    !!response.writeHead(302, { location: 'https://elsewhere.example/x?token=secret' }).end()
}

describe('a disk', () => {
  test.skipIf(!existsSync('/dev/full'))('that is full in the middle keeps nothing half in place', async () => {
    const [server, at] = [await serve(), place()]
    mkdirSync(join(at.models, WORK), { recursive: true })
    symlinkSync('/dev/full', join(at.models, WORK, 'model.bin.part'))
    const error = await failing(get(at, server))
    expect(error.message).toContain('full disk')
    nothingThere(at)
    expect(await get(at, server)).toMatchObject({ kind: 'fetched' })
  })

  test('that is none, or may not be written to', async () => {
    const [server, { root }] = [await serve(), place()]
    writeFileSync(join(root, 'file'), '')
    expect((await failing(get({ root, models: join(root, 'file/models') }, server))).code).toBe('file-unwritable')
    const from = filesIn(root)
    chmodSync(root, 0o555)
    const error = await throughOrdinaryUser(() =>
      failing(get({ root, models: join(root, 'models') }, undefined, { from })),
    )
    expect(error.message).toContain('lack of permission')
    expect(error.code).toBe('file-unwritable')
  })
})

/** A model's files as their publisher names them. */
function filesIn(root: string): string {
  const folder = join(root, 'files')
  mkdirSync(folder, { recursive: true, mode: 0o777 })
  const { model, shortlist, vocabulary } = smallModel()
  writeFileSync(join(folder, 'model.aren.intgemm.alphas.bin.gz'), pack(model))
  writeFileSync(join(folder, 'lex.50.50.aren.s2t.bin'), shortlist)
  writeFileSync(join(folder, 'vocab.aren.spm.gz'), pack(vocabulary))
  return folder
}

describe('from files on disk', () => {
  test('by their names alone', async () => {
    const at = place()
    const got = await get(at, undefined, { from: filesIn(at.root), registry: 'http://127.0.0.1:2' })
    expect(got).toMatchObject({ kind: 'fetched', name: NAME.replace('tiny', 'own') })
    expect(findModels(at.models)).toMatchObject([{ source: 'ar', target: 'en', from: 'files' }])
  })

  test('with the list beside them, whose hash counts', async () => {
    const at = place()
    const folder = join(at.root, 'mirror')
    mkdirSync(join(folder, 'models'), { recursive: true })
    cpSync(filesIn(at.root), join(folder, 'models/ar-en'), { recursive: true })
    writeFileSync(join(folder, 'models/ar-en/model.bin.gz'), pack(smallModel().model))
    writeFileSync(join(folder, 'models/ar-en/lex.bin.gz'), pack(smallModel().shortlist))
    writeFileSync(join(folder, 'models/ar-en/vocab.spm.gz'), pack(smallModel().vocabulary))
    writeFileSync(join(folder, 'models.json'), registryOf('https://models.example', smallModel(), 'c'.repeat(64)))
    expect((await failing(get(at, undefined, { from: folder }))).code).toBe('model-hash')
    expect(existsSync(join(folder, 'models/ar-en/model.bin.gz'))).toBe(true) // the user's own
    writeFileSync(join(folder, 'models.json'), registryOf('https://models.example'))
    expect(await get(at, undefined, { from: folder })).toMatchObject({ kind: 'fetched', name: NAME })
  })

  test('a folder without them, or without anything', async () => {
    const at = place()
    mkdirSync(join(at.root, 'empty'))
    expect((await failing(get(at, undefined, { from: join(at.root, 'empty') }))).message).toContain(
      'model*.bin, lex*.bin, vocab*.spm',
    )
    expect((await failing(get(at, undefined, { from: join(at.root, 'nothing') }))).code).toBe('file-unreadable')
  })
})

describe('the commands', () => {
  test('list, get, path, remove', async () => {
    const [server, at] = [await serve(), place()]
    const run = (...args: readonly string[]) =>
      muqabil(at.root, ['model', ...args], { MUQABIL_MODELS: 'models', MUQABIL_MODEL_REGISTRY: server.registry })
    expect((await run('list')).stdout.split('\n')[0]).toBe(
      `${NAME}: can be had; 0.1 MB, Release, BLEU 38.9, COMET 0.862 (flores200-plus), MPL-2.0`,
    )
    const refused = await run('get', 'ar-en')
    expect(refused).toMatchObject({ status: 2, stdout: '' })
    expect(refused.stderr).toContain('expected --yes where nobody can be asked')
    expect(server.sentBytes()).toBe(0)
    const got = await run('get', 'ar-en', '--yes')
    expect(got).toMatchObject({ status: 0 })
    expect(got.stderr).toContain(`It goes into ${at.models}.`)
    const asked = server.asked.length
    expect((await run('list', '--here')).stdout).toMatch(new RegExp(`^${NAME}: here, used; 0.1 MB\n$`))
    expect((await run('path')).stdout).toBe(`${at.models}\n`)
    expect((await run('remove', 'ar-en')).stdout).toBe(`removed ${NAME}\n`)
    expect(await run('remove', NAME)).toMatchObject({ status: 2 })
    expect((await run('list', '--here')).stdout).toContain('No model is here')
    expect(server.asked).toHaveLength(asked)
  })

  test('get asks at a terminal', async () => {
    for (const [key, status, end] of [
      ['y', 0, `${NAME} is in`],
      ['n', 1, 'Nothing was fetched'],
    ] as const) {
      const [server, at] = [await serve(), place()]
      let typed = false
      const ran = await muqabilInTerminal(
        at.root,
        ['model', 'get', '--folder', 'models', '--registry', server.registry],
        {
          columns: 100,
          type(output) {
            if (typed || !output.includes('Fetch it?')) return undefined
            typed = true
            return key
          },
        },
      )
      expect(ran.status).toBe(status)
      expect(withoutCodes(ran.output)).toContain(end)
    }
  })

  test('as objects for programs', async () => {
    const [server, at] = [await serve(), place()]
    const options = { cwd: at.root, environment: {}, folder: at.models, registry: server.registry }
    await get(at, server)
    expect(await listModels({ ...options, onlyHere: true })).toEqual([
      {
        event: 'model',
        name: NAME,
        pair: 'ar-en',
        architecture: 'tiny',
        here: true,
        used: true,
        bytes: expect.any(Number),
      },
    ])
    const shown = await muqabil(at.root, ['model', 'list', '--here', '--json', '--folder', 'models'])
    expect(JSON.parse(shown.stdout)).toMatchObject({ event: 'model', name: NAME })
    expect((await failing(removeModel('ar-fr', options))).code).toBe('model-absent')
    expect(await removeModel('ar-en', options)).toMatchObject([{ name: NAME }])
    expect(existsSync(join(at.models, NAME))).toBe(false)
  })
})
