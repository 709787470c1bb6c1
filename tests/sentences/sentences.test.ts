/** Every sentence a person can meet, in one file, to be read aloud. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { accountLine } from '../../src/cli/account-line.ts'
import { importedLine, importLines } from '../../src/cli/commands/import.ts'
import { gotLine, modelLine, offerLines } from '../../src/cli/commands/model.ts'
import { planLine } from '../../src/cli/commands/plan.ts'
import { plain } from '../../src/cli/paint.ts'
import { stateLine } from '../../src/cli/state-line.ts'
import { progressLine } from '../../src/cli/progress-line.ts'
import { MuqabilError, sentences, type ErrorCode } from '../../src/errors.ts'
import type { RecordSegment } from '../../src/bitext/record.ts'
import type { Account } from '../../src/project/events.ts'
import { faultBehind as amazonFaultBehind } from '../../src/providers/amazon/faults.ts'
import { answeredFault, programFault } from '../../src/providers/command/faults.ts'
import { engineFault } from '../../src/providers/local/faults.ts'
import { COMMON_HTTP, faultFrom, faultKinds, faultOf, type FaultCode } from '../../src/providers/faults.ts'
import { faultBehind, faults as google } from '../../src/providers/google/faults.ts'
import { connectionFault } from '../../src/providers/http.ts'
import { findingsOf } from '../../src/quality/checks.ts'
import { errorFacts } from './error-facts.ts'
import { checkLines, scenarioLines } from './scenarios.ts'

const FILE = 'tests/fixtures/sentences/expected.txt'

// Each code has its own facts; here they are only handed on.
const errors = (Object.keys(sentences) as ErrorCode[]).flatMap((code) =>
  errorFacts[code].map(([facts, place]) => new MuqabilError(code, facts as never, place)),
)

/** What Google says by v3, as its client throws it. */
const GOOGLE_V3: readonly object[] = [
  { code: 8, message: "Quota exceeded for quota metric 'v3 character' and limit 'per day'" },
  { code: 8, message: "Quota exceeded for quota metric 'v3 character' and limit 'per minute'" },
  { code: 3, message: 'Text is too long. The max codepoints is 30k.' },
  { code: 3, message: 'Invalid location: europe-west9' },
  { code: 7, message: 'Cloud Translation API has not been used in project 123 before or it is disabled.' },
  { code: 16, message: 'Request had invalid authentication credentials: Bearer ya29.a0AfB_secret' },
  { code: 14, message: 'No connection established' },
]

/** Status, reason and message of v2. */
const GOOGLE_V2: readonly (readonly [number, string, string])[] = [
  [403, 'dailyLimitExceeded', 'Daily Limit Exceeded'],
  [403, 'userRateLimitExceeded', 'User Rate Limit Exceeded'],
  [403, 'forbidden', 'The request is missing a valid API key.'],
  [400, 'badRequest', 'API key not valid: https://translate.example/?key=AIzaSecret'],
]

/** Name and message, as the AWS SDK throws them. */
const AMAZON: readonly (readonly [string, string])[] = [
  ['ThrottlingException', 'Rate exceeded'],
  ['UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ['AccessDeniedException', 'User: arn:aws:iam::1:user/a is not authorized to perform: translate:TranslateText'],
  ['InvalidSignatureException', 'Signature expired: 20261124T225351Z is now earlier than 20261124T235351Z'],
]

function faults(): readonly string[] {
  const never = new AbortController().signal
  const v3 = GOOGLE_V3.map((error) => faultBehind(Object.assign(new Error(), error)))
  const v2 = GOOGLE_V2.map(([http, reason, message]) =>
    faultFrom([...google.v2, ...COMMON_HTTP], { http, text: `${message} ${reason}`, message: `${http}: ${message}` }),
  )
  const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  const amazon = AMAZON.map(([name, message]) =>
    amazonFaultBehind(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } }), never),
  )
  const command = [
    programFault('cannot be started', 'there is no such program'),
    programFault('did not start', 'with status 1: no model'),
    programFault('ended', 'by SIGKILL: out of memory'),
    programFault('ended again and again', 'with status 1'),
    programFault('wrote', 'no JSON: Loading the model'),
    answeredFault({ code: 'too-long', message: 'at most 512 tokens' }),
    answeredFault('out of memory'),
  ]
  const local = [
    engineFault('ended', 'Not all tags were closed'),
    engineFault('ended again and again', 'its thread ended with 1'),
    engineFault('ran out of memory', ''),
    engineFault('left out a sentence', 'نعم'),
  ]
  const kinds = (Object.keys(faultKinds) as FaultCode[]).map((code) => faultOf(code, ''))
  const lines = (name: string, thrown: readonly unknown[]): readonly string[] =>
    thrown.map((fault) => `${name}: ${fault instanceof Error ? fault.message : String(fault)}`)
  return [
    ...lines('mine', kinds),
    ...lines('google', [...v3, ...v2, connectionFault(reset, never, 'unavailable')]),
    ...lines('amazon', amazon),
    ...lines('command', command),
    ...lines('local', local),
  ]
}

function findings(): readonly string[] {
  const good: RecordSegment = { id: 's1', source: ['في 2254 كلمة'], target: ['In 2254 words'], state: 'translated' }
  const code = { kind: 'standalone', id: '1' } as const
  const segments: readonly (RecordSegment & { readonly missing?: boolean })[] = [
    { ...good, missing: true },
    { ...good, mark: 'stale' },
    { ...good, mark: 'needs-work' },
    { ...good, mark: 'needs-work', reason: 'translated in pieces: its markup did not come back otherwise' },
    { ...good, target: ['In 2254 words', code] },
    { ...good, target: ['في 2254 كلمة'] },
    { ...good, target: ['في النص كلمة'] },
    { ...good, target: ['In many words'] },
    { ...good, target: ['In 2254 words, '.repeat(20)] },
  ]
  return segments.flatMap(({ missing = false, ...segment }) =>
    findingsOf([{ segment, row: [segment], missing, isCarried: false, terms: [] }], {
      sourceLanguage: 'ar',
      targetLanguage: 'en',
      severities: {},
    })
      .flat()
      .map(({ message, ruleId, severity }) => `${severity}: ${message} (${ruleId})`),
  )
}

function accounts(): readonly string[] {
  const none: Account = { event: 'account', documents: 1, units: 29, segments: 41, recalled: 41, translated: 0, human: 0, carried: 0, stale: 0, states: { initial: 0, translated: 41, reviewed: 0, final: 0 }, failed: 0, staleDrafts: 0, untranslated: 0, leftOut: 0, charactersSent: 0, requests: 0, cost: 0, currency: 'USD', providers: [], seconds: 0.8, refused: 0 } // prettier-ignore
  const unpriced = { name: 'openai', segments: 41, requests: 2, charactersSent: 5417, billed: { unit: 'tokens', sent: 6_012, answered: 1_480 }, cost: 0, currency: 'USD', unpriced: true } as const // prettier-ignore
  const shapes: readonly Partial<Account>[] = [
    {},
    { recalled: 30, translated: 11, charactersSent: 1204, requests: 1, cost: 0.02408, leftOut: 2 },
    {
      documents: 1200,
      units: 34_000,
      segments: 51_234,
      recalled: 50_000,
      human: 1200,
      stale: 3,
      carried: 34,
      leftOut: 1,
    },
    { recalled: 38, failed: 1, untranslated: 2, refused: 1, charactersSent: 1, cost: 0.00002, currency: 'EUR' },
    { documents: 0, units: 0, segments: 0, recalled: 0 },
    {
      recalled: 0,
      translated: 41,
      charactersSent: 5417,
      requests: 2,
      cost: 0.014,
      providers: [
        {
          name: 'openai',
          segments: 41,
          requests: 2,
          charactersSent: 5417,
          billed: { unit: 'tokens', sent: 6_012, answered: 1_480, cached: 720 },
          cost: 0.014,
          currency: 'USD',
        },
      ],
    },
    { recalled: 0, translated: 41, charactersSent: 5417, requests: 2, providers: [unpriced] },
  ]
  return [
    ...shapes.map((shape) => accountLine({ ...none, ...shape }, { frozen: false, paint: plain })),
    stateLine(none),
    stateLine({ ...none, untranslated: 2, stale: 1, states: { initial: 2, translated: 30, reviewed: 6, final: 1203 } }),
  ]
}

function plans(): readonly string[] {
  const shape = {
    event: 'plan',
    segments: 41,
    characters: 5417,
    requests: 2,
    cost: 0.10834,
    currency: 'USD',
    seconds: 0.05,
    tokens: 0,
  } as never as Parameters<typeof planLine>[0] // an estimate may say more than is told
  return [
    planLine(shape),
    planLine({ ...shape, left: 1_200 }),
    planLine({ ...shape, segments: 0, left: 1 }),
    planLine({ ...shape, segments: 1, characters: 1, requests: 1, cost: 0.00002 }),
    planLine({ ...shape, seconds: 7200, cost: 120 }),
    planLine({ ...shape, cost: 0.014, mostCost: 0.0946 }),
    planLine({ ...shape, cost: 0, unpriced: true }),
    planLine({ ...shape, assumed: 'google' }),
    planLine({ ...shape, segments: 0 }),
    planLine({ ...shape, characters: 0, requests: 0, cost: 0 }),
  ]
}

function imports(): readonly string[] {
  const row = { event: 'import', file: 'input/قهوة.md', id: 'p-1a2b3c4d/s1', from: 'from-editor.csv', line: 7 } as const
  const conflicts = ['codes', 'person', 'source', 'gone', 'unread', 'ambiguous', 'empty'] as const
  const shape = {
    event: 'imported',
    rows: 41,
    changed: 3,
    same: 38,
    unknown: 0,
    conflicts: 0,
    written: true,
    refused: 0,
  } as const
  return [
    ...importLines({ ...row, action: 'changed', before: 'Coffee & <1>tea</1>', after: 'Coffee and <1>tea</1>' }),
    ...conflicts.flatMap((conflict) =>
      importLines({ ...row, action: 'conflict', conflict, before: 'Ours', after: 'Theirs' }),
    ),
    importedLine(shape),
    importedLine({ ...shape, written: false, changed: 1, unknown: 2, conflicts: 1 }),
    importedLine({ ...shape, rows: 1, changed: 0, same: 1 }),
  ]
}

function models(): readonly string[] {
  const [name, folder] = ['ar-en.base.f3888b9d', '/home/me/.cache/muqabil/models']
  const shape = { event: 'model', name, pair: 'ar-en', architecture: 'base' } as const
  const remote = { status: 'Release', quality: 'BLEU 38.9, COMET 0.862 (flores200)', licence: 'MPL-2.0' }
  return [
    modelLine({ ...shape, here: true, used: true, bytes: 46_100_000 }),
    modelLine({ ...shape, here: true, used: false, bytes: 46_100_000 }),
    modelLine({ ...shape, here: false, used: false, bytes: 42_992_955, ...remote }),
    ...offerLines({ name, bytes: 33_131_085, from: 'models.example', folder, ...remote }),
    ...(['fetched', 'there', 'declined'] as const).map((kind) => gotLine({ kind, name, folder })),
  ].map((line) => line.trim())
}

function progress(): readonly string[] {
  const half = {
    name: 'google',
    done: 600,
    total: 1200,
    charactersSent: 123_400,
    seconds: 100,
    cost: 2.468,
    currency: 'USD',
  }
  return [120, 80, 40, 20].map((columns) => progressLine(half, columns))
}

test('all of them, as they are', async () => {
  const text = [
    '# Errors',
    ...errors.map(({ message }) => message),
    ...(await scenarioLines()),
    '',
    '# Faults of providers',
    ...faults(),
    '',
    '# Findings',
    ...findings(),
    ...(await checkLines()),
    '',
    '# Accounts',
    ...accounts(),
    '',
    '# Plans',
    ...plans(),
    '',
    '# Models',
    ...imports(),
    ...models(),
    '',
    '# Progress',
    ...progress(),
    '',
  ].join('\n')
  if (process.env.MUQABIL_UPDATE === '1') {
    mkdirSync(dirname(FILE), { recursive: true })
    writeFileSync(FILE, text)
  }
  if (!existsSync(FILE)) throw new Error(`${FILE} is missing; run npm run update, and read it aloud`)
  expect(text).toBe(readFileSync(FILE, 'utf8'))
  expect(text).not.toMatch(/AIza|ya29|me:secret|undefined|\[object|NaN|\/tmp\//)
})

describe('the grammar', () => {
  test.each(errors.map(({ message, code }) => [message, code] as const))('%s', (message, code) => {
    expect(message).toMatch(
      new RegExp(`^(?:[^\\n]{1,120}?: )?Unexpected [^\\n]+?, expected [^\\n]+?; [^\\n]+\\. \\[${code}\\]$`),
    )
    expect(message).not.toMatch(/oops|invalid|please|undefined|\[object|\.\.|Unexpected (?:an?|no|the) /i)
    // A control is shown, Arabic is isolated, a quotation is cut.
    expect(message).not.toMatch(/[\p{Cc}\u202A-\u202E]/u)
    for (const [, quoted = ''] of message.matchAll(/"([^"]*)"/g)) expect([...quoted].length).toBeLessThanOrEqual(130)
    expect(message.replaceAll(/\u2068[^\u2069]*\u2069/g, '')).not.toMatch(/[\u0600-\u06FF]/)
  })
})
