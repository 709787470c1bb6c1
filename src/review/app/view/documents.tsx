/** All documents of the project, with how far each is. */
import type { JSX } from 'preact'
import { openDocument } from '../state/session.ts'
import { CountWords, Progress } from './progress.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'

export function Documents(): JSX.Element {
  const session = useSession()
  const project = session.project.value
  const { source, target } = sidesOf(project)
  if (!project) return <main class="documents" id="rows" />
  return (
    <main class="documents" id="rows">
      <h1>Documents</h1>
      {project.documents.length === 0 ? <p>There is no document to review; run muqabil build first.</p> : null}
      <ul>
        {project.documents.map(({ path, title, sourceTitle, counts }) => (
          <li>
            <a
              href={`#${encodeURI(path)}`}
              class="document"
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                void openDocument(session, path)
              }}
            >
              <span class={`title ${target.dir}`} {...target}>
                {title ?? path}
              </span>
              <span class={`title ${source.dir}`} {...source}>
                {sourceTitle ?? ''}
              </span>
            </a>
            <Progress counts={counts} />
            <CountWords counts={counts} />
            <p class="quiet path">
              <bdi>{path}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {project.refused.length > 0 ? (
        <section>
          <h2>Not shown</h2>
          <ul class="refused">
            {project.refused.map(({ message }) => (
              <li>
                <bdi>{message}</bdi>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </main>
  )
}
