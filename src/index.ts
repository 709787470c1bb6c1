/** The library: what `muqabil` exports. */
export { build } from './project/begin-build.ts'
export { plan } from './project/plan.ts'
export { check } from './project/check.ts'
export { migrate, type MigrateOptions } from './project/migrate.ts'
export { defineConfig, type Config, type UserConfig } from './project/config.ts'
export type { Account, BuildEvent, Migration, OnEvent, Plan, RecutEvent } from './project/events.ts'
export type { BuildOptions, ProjectOptions } from './project/options.ts'
export { createPacer } from './project/pacer.ts'
export type { Pacer, PacerOptions, Take } from './translate/pacer.ts'
export type { Clock } from './translate/clock.ts'
export { rehypeBitext, type RehypeBitextOptions } from './project/rehype-bitext.ts'
export { defineProvider } from './providers/own-provider.ts'
export type {
  Answer,
  AnnouncedLimit,
  Limits,
  Markup,
  Neighbour,
  Price,
  Provider,
  Quota,
  Readiness,
  RequestContext,
  Sizing,
  TranslateRequest,
  Usage,
} from './providers/provider.ts'
export type { Term } from './bitext/term.ts'
export { splitSentences, type SentenceMode, type SplitOptions } from './segment/split-sentences.ts'
export { normalizeKey } from './text/normalize-key.ts'
export { parseXliff } from './bitext/xliff/parse-xliff.ts'
export { serializeXliff } from './bitext/xliff/serialize-xliff.ts'
export type { Bitext, BitextFile, BitextGroup, BitextPart, BitextUnit } from './bitext/xliff/model.ts'
export { MuqabilError, ProviderFault, type ErrorCode, type FaultAction, type Place } from './errors.ts'
