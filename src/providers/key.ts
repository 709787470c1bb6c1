/** A service's key, out of the environment. */
import { MuqabilError } from '../errors.ts'
import type { Endpoint } from './endpoint.ts'
import type { ProviderContext } from './provider-context.ts'

/** Visible ASCII without spaces: what a header can hold. */
const KEY = /^[\u0021-\u007E]+$/

/**
 * The key where it may go: over TLS, or to this machine. Undefined without one, and for a
 * server of another machine that is reached without TLS.
 *
 * @throws {MuqabilError} `key-malformed` for what can be no key; a client would quote it in its own message.
 */
export function keyFor(
  { environment, settings }: ProviderContext,
  variable: string,
  { plain, loopback }: Endpoint,
): string | undefined {
  const key = environment[variable]?.trim() ?? ''
  if (key === '' || (plain && !loopback)) return undefined
  if (!KEY.test(key)) throw new MuqabilError('key-malformed', { provider: settings.name, variable })
  return key
}

/**
 * The key of a service that asks for one; none is needed without TLS.
 *
 * @throws {MuqabilError} `key-missing`, `key-malformed`.
 */
export function neededKey(context: ProviderContext, variable: string, endpoint: Endpoint): string | undefined {
  const key = keyFor(context, variable, endpoint)
  if (key === undefined && !endpoint.plain)
    throw new MuqabilError('key-missing', { provider: context.settings.name, variable })
  return key
}
