/** A provider under other members: the object itself is asked for the rest, since it may have state of its own. */
import type { Provider } from './provider.ts'

/** What `own` has goes before what `provider` has. */
export function override(provider: Provider, own: Partial<Provider>): Provider {
  return new Proxy(provider, {
    get(target, name) {
      if (Object.hasOwn(own, name)) return Reflect.get(own, name)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
