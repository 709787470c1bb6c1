/** What is said of providers and of what is sent to them. */
import { plural, quote, showCount, type Sentence } from './say.ts'

/** Code → the sentence of its facts. */
export const providerSentences = {
  'segment-too-long': (facts: { characters: number; limit: number }) => ({
    found: `segment of ${plural(facts.characters, 'character')}`,
    expected: `at most ${showCount(facts.limit)}, the provider's limit`,
    next: 'cut it in the source',
  }),
  'request-over-quota': (facts: { size: number; unit: 'characters' | 'tokens'; quota: number }) => ({
    found: `request of ${plural(facts.size, facts.unit === 'tokens' ? 'token' : 'character')}`,
    expected: `at most ${showCount(facts.quota)}, the whole quota of a minute`,
    next: `raise ${facts.unit}PerMinute, or cut the segment in the source`,
  }),
  'provider-unknown': (facts: { name: string; nearest?: string; known: readonly string[] }) => ({
    found: `provider ${quote(facts.name)}`,
    expected: facts.nearest
      ? `"${facts.nearest}", which is the nearest name`
      : `one of ${facts.known.join(', ')}, or a path such as "./my-provider.ts"`,
    next: 'correct it',
  }),
  'provider-module': (facts: { problem: string }) => ({
    found: `provider module (${facts.problem})`,
    expected: 'a default export of defineProvider({ name, translate })',
    next: 'see docs/providers.md for the interface, and mend it',
  }),
  'google-credentials': (facts: { problem: string }) => ({
    found: `absence of usable credentials for Google Cloud (${facts.problem})`,
    expected: 'a key file, or the login of gcloud',
    next: 'set GOOGLE_APPLICATION_CREDENTIALS to a service account\u2019s key file in the environment or .env, or run "gcloud auth application-default login"; for an API key set GOOGLE_API_KEY and "api": "v2". Nothing was sent',
  }),
  'google-project': (_: object) => ({
    found: 'absence of a Google Cloud project',
    expected: 'the id of the project that is billed',
    next: 'set GOOGLE_CLOUD_PROJECT in the environment or .env, or "project" of the provider in the configuration. Nothing was sent',
  }),
  'setting-missing': (facts: { provider: string; setting: string; expected: string }) => ({
    found: `provider "${facts.provider}" without "${facts.setting}"`,
    expected: facts.expected,
    next: `set "${facts.setting}" of the provider in the configuration. Nothing was sent`,
  }),
  'key-missing': (facts: { provider: string; variable: string }) => ({
    found: `provider "${facts.provider}" without a key`,
    expected: `${facts.variable} in the environment or .env`,
    next: 'fill in .env, or run with --frozen. Nothing was sent',
  }),
  'peer-missing': (facts: { provider: string; package: string }) => ({
    found: `provider "${facts.provider}" without the package ${facts.package}`,
    expected: 'it beside muqabil, where only those who use it need it',
    next: `run "npm install ${facts.package}". Nothing was sent`,
  }),
  'amazon-credentials': (facts: { problem: string }) => ({
    found: `absence of usable credentials for Amazon Translate (${facts.problem})`,
    expected: 'an access key, a profile, or a role of the machine',
    next: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, in the environment or .env. Nothing was sent',
  }),
  'command-failed': (facts: { command: string; problem: string }) => ({
    found: `command ${quote(facts.command)} (${facts.problem})`,
    expected: 'a program that answers a line of JSON with a line of JSON',
    next: 'run it by hand, and see docs/providers.md for what it must write. Nothing was sent',
  }),
  'key-malformed': (facts: { provider: string; variable: string }) => ({
    found: `space, line end or foreign letter in ${facts.variable}`,
    expected: `the key of provider "${facts.provider}" and nothing else`,
    next: 'copy it into the environment or .env again. Nothing was sent',
  }),
  'key-without-tls': (facts: { provider: string; host: string }) => ({
    found: `key for provider "${facts.provider}" at ${facts.host}, which is reached without TLS`,
    expected: 'https, or a server on this machine',
    next: 'put https into "endpoint" of the provider. Nothing was sent',
  }),
  endpoint: (facts: { endpoint: string }) => ({
    found: `endpoint ${quote(facts.endpoint)}`,
    expected:
      'an address such as "http://127.0.0.1:8080" or "https://translate-eu.googleapis.com", without a password or query in it',
    next: 'correct it',
  }),
} satisfies Record<string, (facts: never) => Sentence>
