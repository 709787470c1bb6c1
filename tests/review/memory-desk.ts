/** A server for the app that keeps its rows in memory: what the app is tried against, as if it were the real one. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { encodeContent } from '../../src/bitext/content.ts'
import type {
  Beside,
  Change,
  DocumentSummary,
  DocumentView,
  Edit,
  EditResult,
  ProjectView,
  RowView,
  SegmentView,
} from '../../src/review/api.ts'
import { appBundle } from '../../src/review/app-bundle.ts'
import { countRows } from '../../src/review/app/desk/count-rows.ts'
import { wholeFaces } from '../../src/project/fonts.ts'
import { segment, versionOf } from './make-rows.ts'

export interface MemoryDesk {
  readonly address: string
  /** All edits that arrived, in order. */
  readonly edits: Edit[]
  row(unit: string): RowView
  /** Somebody else's change; who listens is told. */
  change(unit: string, segment: string, change: Partial<SegmentView>): void
  /** Somebody else's build: the row is in the document no more. */
  remove(unit: string): void
  /** Refuses every request, and ends the streams, until it is called with `true`. */
  connect(isConnected: boolean): void
  /** How many milliseconds an edit takes. */
  delay: number
  close(): Promise<void>
}

export interface DeskFacts {
  readonly path?: string
  readonly rows: readonly RowView[]
  readonly others?: readonly DocumentSummary[]
  readonly refused?: ProjectView['refused']
  readonly beside?: Beside
  /** The reader's own faces are quicker. */
  readonly hasFaces?: boolean
}

const NOTHING: Beside = { matches: [], terms: [], history: [] }

export async function serveDesk({
  path = 'input/qahwa.md',
  rows,
  others = [],
  refused = [],
  beside = NOTHING,
  hasFaces = false,
}: DeskFacts): Promise<MemoryDesk> {
  const kept = new Map(rows.map((row) => [row.unit as string, row]))
  const before = new Map<string, RowView>()
  const streams = new Set<ServerResponse>()
  const edits: Edit[] = []
  let isConnected = true
  const summary = (): DocumentSummary => {
    const heading = [...kept.values()].find(({ kind }) => kind === 'heading')?.segments[0]
    const text = (content: readonly unknown[] | undefined): string =>
      (content ?? []).filter((part) => typeof part === 'string').join('')
    return {
      path,
      ...(heading ? { title: text(heading.target), sourceTitle: text(heading.source) } : {}),
      counts: countRows([...kept.values()]),
    }
  }
  const project = (): ProjectView => ({
    sourceLanguage: 'ar',
    targetLanguage: 'en',
    sourceDirection: 'rtl',
    targetDirection: 'ltr',
    documents: [summary(), ...others],
    refused,
    checks: ['numbers', 'missing', 'brackets'],
  })
  const view = (): DocumentView => ({ summary: summary(), rows: [...kept.values()] })
  const saved = (old: RowView, row: RowView): EditResult => {
    const token = `t${before.size}`
    before.set(token, old)
    kept.set(row.unit, row)
    return { kind: 'saved', row, summary: summary(), undo: { kind: 'restore', document: path, unit: row.unit, token } }
  }
  const take = (edit: Edit): EditResult => {
    const row = kept.get(edit.unit)
    if (!row) return { kind: 'conflict', row: undefined, message: 'This row is gone.' }
    if (edit.kind === 'restore') return saved(row, before.get(edit.token) ?? row)
    if (edit.kind === 'cut') return cut(row, edit)
    const now = row.segments.find(({ id }) => id === edit.segment)
    if (!now || now.version !== edit.base)
      return { kind: 'conflict', row, message: 'Somebody else has changed this sentence.' }
    if (edit.kind === 'target' && edit.target.length > 0 && codesOf(edit.target) !== codesOf(now.source))
      return { kind: 'refused', message: 'Unexpected codes in the translation, expected those of the source.' }
    const notes =
      edit.kind === 'note'
        ? [...row.notes, edit.text]
        : edit.kind === 'needs-work' && edit.note !== undefined
          ? [...row.notes, edit.note]
          : row.notes
    return saved(row, {
      ...row,
      notes,
      segments: row.segments.map((one) => (one.id === now.id ? changed(one, edit) : one)),
    })
  }
  const cut = (row: RowView, edit: Edit & { readonly kind: 'cut' }): EditResult => {
    const first = row.segments.findIndex(({ id }) => id === edit.segments[0]?.id)
    if (edit.segments.some(({ base }, index) => row.segments[first + index]?.version !== base))
      return { kind: 'conflict', row, message: 'Somebody else has changed this row.' }
    const pieces = edit.pieces.map(({ source, target }, index) =>
      segment(edit.segments[index]?.id ?? `s${row.segments.length + index}`, source, target, {
        isPersons: true,
        ...(index < edit.pieces.length - 1 ? { after: ' ' } : {}),
      }),
    )
    return saved(row, { ...row, segments: row.segments.toSpliced(first, edit.segments.length, ...pieces) })
  }
  const tell = (change: Change): void => {
    for (const stream of streams) stream.write(`data: ${JSON.stringify(change)}\n\n`)
  }
  const desk: MemoryDesk = {
    address: '',
    edits,
    delay: 0,
    row: (unit) => kept.get(unit) ?? rows[0] ?? fail(),
    change(unit, id, change) {
      const row = kept.get(unit) ?? fail()
      const segments = row.segments.map((one) => (one.id === id ? settled({ ...one, ...change }) : one))
      kept.set(unit, { ...row, segments })
      tell({ kind: 'rows', document: path, rows: [{ ...row, segments }], summary: summary() })
    },
    remove(unit) {
      kept.delete(unit)
      tell({ kind: 'reload', document: path })
    },
    connect(now) {
      isConnected = now
      if (!now) for (const stream of streams) stream.destroy()
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  const { script, style } = await appBundle()
  const page = `<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>muqabil review</title><meta name="viewport" content="width=device-width, initial-scale=1"><style>${hasFaces ? wholeFaces() : ''}${style}</style></head><body><div id="app"></div><script>${script}</script></body></html>`
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (!isConnected) return void request.socket.destroy()
    const send = (value: unknown): void =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (pathname === '/')
      return void response
        .writeHead(200, {
          'content-type': 'text/html; charset=utf-8',
          'content-security-policy':
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; font-src data:; connect-src 'self'",
        })
        .end(page)
    if (pathname === '/api/project') return send(project())
    if (pathname === '/api/document') return send(view())
    if (pathname === '/api/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('\n')
      streams.add(response)
      return void response.on('close', () => streams.delete(response))
    }
    const body: unknown = JSON.parse(await textOf(request))
    if (pathname === '/api/edit') {
      if (desk.delay > 0) await new Promise((resolve) => void setTimeout(resolve, desk.delay))
      edits.push(body as Edit) // the app's types are these
      return send(take(body as Edit))
    }
    if (pathname === '/api/edits') {
      const all = body as readonly Edit[] // see above
      edits.push(...all)
      return send(all.map(take))
    }
    if (pathname === '/api/beside') return send(beside)
    if (pathname === '/api/estimate')
      return send({ provider: 'google', characters: 412, cost: 0.00824, currency: 'USD' })
    if (pathname === '/api/translate-again')
      return send({ target: ['A new wording of it.'], origin: { kind: 'machine', provider: 'google' } })
    response.writeHead(404).end()
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // it listens on a port
  return Object.assign(desk, { address: `http://127.0.0.1:${port}/` })
}

function changed(one: SegmentView, edit: Exclude<Edit, { kind: 'cut' | 'restore' }>): SegmentView {
  const { target: _, mark, ...others } = one
  switch (edit.kind) {
    case 'target':
      return settled(
        edit.target.length === 0
          ? { ...others, state: 'initial' }
          : {
              ...others,
              target: edit.target,
              state: edit.state ?? 'translated',
              isPersons: true,
              isCarried: false,
              findings: [],
            },
      )
    case 'state':
      return settled({ ...one, state: edit.state })
    case 'needs-work':
      return settled(
        edit.note === undefined
          ? { ...others, ...(one.target ? { target: one.target } : {}) }
          : { ...one, mark: 'needs-work' },
      )
    case 'waive':
      return settled({
        ...one,
        findings: one.findings.filter(({ ruleId }) => ruleId !== edit.check),
        waived: edit.reason === undefined ? {} : { ...one.waived, [edit.check]: edit.reason },
      })
    case 'note':
      return mark === undefined ? one : { ...one, mark }
  }
}

function settled(one: SegmentView): SegmentView {
  return { ...one, version: versionOf(one) }
}

function codesOf(content: SegmentView['source']): string {
  return content
    .filter((part) => typeof part === 'object')
    .map((code) => encodeContent([code]))
    .toSorted()
    .join('')
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

function fail(): never {
  throw new Error('no such row')
}
