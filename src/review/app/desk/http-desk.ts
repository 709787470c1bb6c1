/** The desk of `muqabil review`: the server on this machine. */
import type { Beside, Change, Desk, DocumentView, EditResult, Offer, ProjectView } from '../../api.ts'
import { Unreachable } from './unreachable.ts'
import { WINDOW_NAME } from './window-name.ts'

/** @param base Where the server's paths begin: '' on its own page. */
export function httpDesk(base = ''): Desk {
  const get = <T>(path: string): Promise<T> => ask<T>(`${base}${path}`)
  // By its name the server knows a window again, and does not tell it of its own edits.
  const post = <T>(path: string, body: unknown): Promise<T> =>
    ask<T>(`${base}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'muqabil-window': WINDOW_NAME },
      body: JSON.stringify(body),
    })
  return {
    project: () => get<ProjectView>('/api/project'),
    document: (path) => get<DocumentView>(`/api/document?path=${encodeURIComponent(path)}`),
    edit: (edit) => post<EditResult>('/api/edit', edit),
    edits: (edits) => post<readonly EditResult[]>('/api/edits', edits),
    beside: (place) => post<Beside>('/api/beside', place),
    estimate: (place) => post<Offer>('/api/estimate', place),
    translateAgain: (place) => post('/api/translate-again', place),
    listen: (onChange, onConnection = () => undefined) =>
      listen(`${base}/api/events?window=${WINDOW_NAME}`, onChange, onConnection),
  }
}

/** @throws {Unreachable}, or an error with the server's own sentence. */
async function ask<T>(address: string, init: RequestInit = {}): Promise<T> {
  const response = await fetch(address, { credentials: 'same-origin', cache: 'no-store', ...init }).catch(() => {
    throw new Unreachable('connection')
  })
  if (response.status === 401 || response.status === 403) throw new Unreachable('door')
  if (response.status === 502 || response.status === 503 || response.status === 504) throw new Unreachable('connection')
  const text = await response.text().catch(() => {
    throw new Unreachable('connection')
  })
  if (!response.ok) throw new Error(sentenceIn(text) ?? `The server answered with status ${response.status}.`)
  return JSON.parse(text) as T // the server's types are these
}

function sentenceIn(text: string): string | undefined {
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown }
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}

/** What was missed while there was no connection is read anew. */
function listen(
  address: string,
  onChange: (change: Change) => void,
  onConnection: (isConnected: boolean) => void,
): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let wasLost = false
  const open = (): void => {
    source = new EventSource(address)
    source.onopen = () => {
      onConnection(true)
      if (wasLost) onChange({ kind: 'reload' })
      wasLost = false
    }
    source.onmessage = ({ data }: MessageEvent<string>) => onChange(JSON.parse(data) as Change) // see above
    source.onerror = () => {
      wasLost = true
      onConnection(false)
      // A browser gives up for good on an answer that is no stream.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, RETRY_MILLISECONDS)
    }
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}

const RETRY_MILLISECONDS = 2000
