/** Begins the app: on the desk that is in the page, or on the server's. */
import { render } from 'preact'
import './style/app.css'
import { embeddedDesk } from './desk/file-desk.ts'
import { httpDesk } from './desk/http-desk.ts'
import { saveDraft } from './state/commands.ts'
import { isUnsettled, isWaiting, keepWhatWaits, sendUnsent } from './state/saving.ts'
import { createSession, loadProject, openDocument, takeChange } from './state/session.ts'
import { unsentOf } from './state/unsent.ts'
import { App } from './view/app.tsx'

const root = document.querySelector('#app')
if (root) void begin(root)

async function begin(root: Element): Promise<void> {
  const embedded = embeddedDesk(document)
  const session = createSession(embedded ?? httpDesk())
  render(<App session={session} />, root)
  // One change after the other: the second may be about rows that the first one brings.
  let last = Promise.resolve()
  session.desk.listen(
    (change) => void (last = last.then(() => takeChange(session, change))),
    (isConnected) => {
      if (!isWaiting(session) || !isConnected) session.isConnected.value = isConnected
    },
  )
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') saveDraft(session)
  })
  window.addEventListener('beforeunload', (event) => {
    saveDraft(session)
    if (isUnsettled(session)) event.preventDefault()
  })
  await loadProject(session)
  const documents = session.project.value?.documents ?? []
  const wanted = decodeURI(location.hash.slice(1))
  const path = documents.length === 1 ? documents[0]?.path : documents.find((one) => one.path === wanted)?.path
  if (path !== undefined) await openDocument(session, path)
  if (embedded) return
  const { edits, forget } = await unsentOf()
  keepWhatWaits(session)
  sendUnsent(session, edits)
  forget()
}
