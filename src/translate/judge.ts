/** What of a request's answers may stand, and in what form the rest is asked for again. */
import type { Content } from '../bitext/content.ts'
import type { Provider } from '../providers/provider.ts'
import { refusalOf } from './accept.ts'
import { formsOf, type Form } from './forms.ts'
import { fits, taskOf, type Item, type Task } from './work.ts'

export interface Languages {
  readonly sourceLanguage: string
  readonly targetLanguage: string
}

export interface Judged {
  readonly item: Item
  readonly target: Content
  /** The codes did not survive: it was translated in pieces, and a person should look at it. */
  readonly inPieces: boolean
}

export interface Verdict {
  readonly accepted: readonly Judged[]
  readonly refused: readonly {
    readonly task: Task
    /** The form to ask for next, alone; none: that was the last. */
    readonly next?: Task
    readonly code: string
    readonly reason: string
  }[]
}

/** @param answers One for each text of the tasks, in order. */
export function judge(
  tasks: readonly Task[],
  answers: readonly string[],
  { provider, ...languages }: Languages & { readonly provider: Provider },
): Verdict {
  const accepted: Judged[] = []
  const refused: Verdict['refused'][number][] = []
  let at = 0
  for (const task of tasks) {
    const own = answers.slice(at, at + task.elements)
    at += task.elements
    const checked = check(task, own, languages)
    if ('target' in checked) {
      accepted.push({ item: task.item, target: checked.target, inPieces: task.form.name === 'pieces' })
      continue
    }
    const next = nextTask(task, tasks.length > 1, provider)
    refused.push({ task, ...checked, ...(next ? { next } : {}) })
  }
  return { accepted, refused }
}

type Checked = { readonly target: Content } | { readonly code: string; readonly reason: string }

function check({ form, item: { source } }: Task, answers: readonly string[], languages: Languages): Checked {
  if (answers.some((answer) => answer.trim() === '')) return { code: 'empty', reason: 'an empty answer' }
  // A piece that came back as it was would hide among the others.
  if (form.name === 'pieces') {
    const refusal = form
      .encode(source)
      .map((text, index) => refusalOf([answers[index] ?? ''], [text], languages))
      .find((each) => each !== undefined)
    if (refusal) return refusal
  }
  const decoded = form.decode(answers, source)
  if (decoded.kind === 'bad-codes') return { code: 'codes', reason: decoded.reason }
  const target = trimmed(decoded.content, source)
  return refusalOf(target, source, languages) ?? { target }
}

/** First alone as it was, then in the other forms, then no more. */
function nextTask(task: Task, wasTogether: boolean, provider: Provider): Task | undefined {
  if (wasTogether) return task
  const forms: readonly Form[] = formsOf(task.item.source, provider.markup ?? 'placeholders')
  const next = forms[forms.findIndex(({ name }) => name === task.form.name) + 1]
  const form = next && taskOf(task.item, provider, next)
  // More pieces than a request may hold are asked for in turn.
  return form && form.elements > 0 && fits({ ...form, elements: 1 }, provider) ? form : undefined
}

/** White space at the ends that the source has not. */
function trimmed(content: Content, source: Content): Content {
  const first = source[0]
  const last = source.at(-1)
  return content.flatMap((part, index): Content => {
    if (typeof part !== 'string') return [part]
    const start = index === 0 && !(typeof first === 'string' && /^\s/.test(first)) ? part.trimStart() : part
    const end =
      index === content.length - 1 && !(typeof last === 'string' && /\s$/.test(last)) ? start.trimEnd() : start
    return end === '' ? [] : [end]
  })
}
