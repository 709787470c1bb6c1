/** Asking the provider once more: first what it costs, then its offer, which the editor takes or not. */
import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { plainText, type Content } from '../../../bitext/content.ts'
import type { Offer, Place, RowView, SegmentView } from '../../api.ts'
import { putTarget } from '../state/commands.ts'
import type { Here } from '../state/place.ts'
import { Diff } from './diff.tsx'
import { sidesOf } from './side.ts'
import { useSession } from './use-session.ts'
import { Words } from './words.tsx'

type Stage =
  | { readonly kind: 'rest' }
  | { readonly kind: 'waiting'; readonly words: string }
  | { readonly kind: 'offer'; readonly offer: Offer }
  | { readonly kind: 'answer'; readonly target: Content }
  | { readonly kind: 'failed'; readonly message: string }

export function Again({
  here,
  row,
  segment,
}: {
  readonly here: Here
  readonly row: RowView
  readonly segment: SegmentView
}): JSX.Element {
  const session = useSession()
  const stage = useSignal<Stage>({ kind: 'rest' })
  const { target } = sidesOf(session.project.value)
  const place: Place = { document: session.book.value?.path ?? '', ...here }
  const rest = (): void => void (stage.value = { kind: 'rest' })
  const attempt = async (words: string, work: () => Promise<Stage>): Promise<void> => {
    stage.value = { kind: 'waiting', words }
    stage.value = await work().catch((error: unknown): Stage => ({
      kind: 'failed',
      message: error instanceof Error ? error.message : String(error),
    }))
  }
  const estimate = (): Promise<void> =>
    attempt('Asking what it costs…', async () => {
      const offer = await session.desk.estimate?.(place)
      return offer ? { kind: 'offer', offer } : { kind: 'rest' }
    })
  const translate = (): Promise<void> =>
    attempt('Translating…', async () => {
      const answer = await session.desk.translateAgain?.(place)
      return answer ? { kind: 'answer', target: answer.target } : { kind: 'rest' }
    })
  return (
    <section aria-live="polite">
      <h2>Translate again</h2>
      {draw(stage.value)}
    </section>
  )

  function draw(now: Stage): JSX.Element {
    switch (now.kind) {
      case 'rest':
        return (
          <p class="buttons">
            <button type="button" onClick={() => void estimate()}>
              Show the cost
            </button>
          </p>
        )
      case 'waiting':
        return <p class="quiet">{now.words}</p>
      case 'offer':
        return (
          <>
            <p>{offerWords(now.offer)}</p>
            <p class="buttons">
              <button type="button" class="main" onClick={() => void translate()}>
                Translate
              </button>
              <button type="button" onClick={rest}>
                Not now
              </button>
            </p>
          </>
        )
      case 'answer':
        return (
          <>
            <p class={target.dir} {...target}>
              {segment.target === undefined ? (
                <Words content={now.target} codes={row.codes} />
              ) : (
                <Diff before={plainText(segment.target)} now={plainText(now.target)} side={target} />
              )}
            </p>
            <p class="buttons">
              <button
                type="button"
                class="main"
                onClick={() => {
                  putTarget(session, here, now.target, 'New translation')
                  rest()
                }}
              >
                Take it
              </button>
              <button type="button" onClick={rest}>
                Leave it
              </button>
            </p>
          </>
        )
      case 'failed':
        return (
          <>
            <p class="message">
              <bdi>{now.message}</bdi>
            </p>
            <p class="buttons">
              <button type="button" onClick={rest}>
                Close
              </button>
            </p>
          </>
        )
    }
  }
}

/** '412 characters to google, about 0.008 USD'. */
function offerWords({ provider, characters, cost, currency }: Offer): string {
  const money =
    cost === 0 ? 'free of charge' : `about ${cost < 0.01 ? cost.toPrecision(1) : cost.toFixed(2)} ${currency}`
  return `${characters === 1 ? '1 character' : `${characters} characters`} to ${provider}, ${money}.`
}
