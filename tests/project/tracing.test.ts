/** Spans: what is told of a run, and that no text is. */
import { context, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api'
import { describe, expect, onTestFinished, test } from 'vitest'
import { build } from '../../src/project/build.ts'
import { temporaryProject } from '../temporary-project.ts'

interface Told {
  readonly name: string
  readonly attributes: Attributes
  status: string | undefined
  ended: number
}

/** As much of an SDK as keeps what it is told. */
function listen(): readonly Told[] {
  const spans: Told[] = []
  const startSpan = (name: string, options: { readonly attributes?: Attributes } = {}): Span => {
    const told: Told = { name, attributes: { ...options.attributes }, status: undefined, ended: 0 }
    spans.push(told)
    const span = {
      setAttribute: (key: string, value: string) => ((told.attributes[key] = value), span),
      setAttributes: (more: Attributes) => (Object.assign(told.attributes, more), span),
      setStatus: ({ message }: { readonly message?: string }) => ((told.status = message), span),
      end: () => void told.ended++,
      isRecording: () => true,
    }
    return span as unknown as Span // all that is asked of it
  }
  const startActiveSpan = (
    name: string,
    options: { readonly attributes?: Attributes },
    work: (span: Span) => unknown,
  ): unknown => work(startSpan(name, options))
  trace.setGlobalTracerProvider({ getTracer: () => ({ startSpan, startActiveSpan }) as unknown as Tracer })
  onTestFinished(() => {
    trace.disable()
    context.disable()
  })
  return spans
}

const provider = (body: string): string => `
class ProviderFault extends Error { name = 'ProviderFault'; code = 'key'; action = 'stop-all'; billed = 'no' }
export default { name: 'mine', model: 'm', limits: { characters: 5000, elements: 1 }, price: { perMillion: 20, currency: 'EUR' }, translate: async ({ texts }) => { ${body} } }`

const SECRET = ['عنوان سري', 'قهوة سرية', 'A secret sentence']
const text = JSON.stringify(SECRET)

async function spansOf(body: string): Promise<readonly Told[]> {
  const root = temporaryProject({
    'input/a.txt': `${SECRET[0]}\n\n${SECRET[1]} هنا.\n`,
    'mine.mjs': provider(body),
    'muqabil.config.json': '{"provider":"./mine.mjs","formats":["markdown"]}',
  })
  const spans = listen()
  await build({ cwd: root, environment: {} }).catch(() => undefined)
  return spans
}

describe('a build', () => {
  test('is a span, with one for each document, batch and request; each ends once', async () => {
    const spans = await spansOf(`return texts.map(() => '${SECRET[2]}')`)
    expect(spans.map(({ name }) => name).toSorted()).toEqual([
      'muqabil.batch',
      'muqabil.batch',
      'muqabil.build',
      'muqabil.document',
      'muqabil.request',
      'muqabil.request',
    ])
    for (const { ended, status } of spans) expect([ended, status]).toEqual([1, undefined])
    const by = (name: string): Attributes | undefined =>
      spans.find((span) => span.name === `muqabil.${name}`)?.attributes
    expect(by('build')).toMatchObject({
      'muqabil.documents': 1,
      'muqabil.segments': 2,
      'muqabil.translated': 2,
      'muqabil.requests': 2,
    })
    expect(by('document')).toEqual({ 'muqabil.file': 'input/a.txt', 'muqabil.rows': 2 })
    expect(by('batch')).toMatchObject({ 'muqabil.provider': 'mine', 'muqabil.model': 'm', 'muqabil.answered': 1 })
    expect(by('request')).toEqual({ 'muqabil.provider': 'mine', 'muqabil.model': 'm', 'muqabil.texts': 1 })
  })

  test('that fails says by which code, and no text of anybody', async () => {
    const spans = await spansOf(`throw new ProviderFault('no key for ' + texts + ${text})`)
    expect(
      spans.filter(({ name, status }) => name === 'muqabil.request' && status !== undefined).length,
    ).toBeGreaterThan(0)
    for (const { ended } of spans) expect(ended).toBe(1)
    for (const secret of SECRET) expect(JSON.stringify(spans)).not.toContain(secret)
  })
})

test('without an SDK nothing is told, and the build is the same', async () => {
  trace.disable()
  const root = temporaryProject({ 'input/a.txt': 'نص.\n' })
  expect(await build({ cwd: root, config: { provider: 'pseudo', formats: ['markdown'] } })).toMatchObject({
    translated: 1,
  })
})
