/** Who translates in this run. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadProvider } from '../providers/load-provider.ts'
import type { Provider } from '../providers/provider.ts'
import type { ProviderSettings } from './config.ts'
import { configuredProvider, type Project } from './project.ts'

export interface ChosenProvider {
  readonly provider: Provider
  readonly settings: ProviderSettings
  /** Why this one, in words. */
  readonly reason: string
}

/** The configured provider; without one Google, when its key is in the environment; else none. */
export async function chooseProvider(project: Project): Promise<ChosenProvider | undefined> {
  const configured = configuredProvider(project.config)
  const { environment } = project
  const hasKey = environment.GOOGLE_APPLICATION_CREDENTIALS || environment.GOOGLE_API_KEY
  const settings = configured ?? (hasKey ? { name: 'google' } : undefined)
  if (settings === undefined) return undefined
  const isModule = /^\.{0,2}\//.test(settings.name) || settings.name.startsWith('.')
  const provider = await loadProvider(
    { settings, environment },
    isModule ? pathToFileURL(resolve(project.root, settings.name)).href : undefined,
  )
  return { provider, settings, reason: configured ? 'as configured' : 'its key is in the environment' }
}
