/** Texts that belong together and are more than a request may hold: the pieces of one sentence, at a service of one text a call. */
import { ProviderFault } from '../errors.ts'
import type { Answer, Provider, TranslateRequest } from '../providers/provider.ts'

/**
 * One request, or as many as the number of texts needs, one after the other, within the time of one.
 *
 * @throws what the provider throws; when texts before it were answered, they may have been billed.
 */
export async function inTurn(provider: Provider, request: TranslateRequest): Promise<readonly string[] | Answer> {
  const { elements } = provider.limits
  if (request.texts.length <= elements) return provider.translate(request)
  const texts: string[] = []
  for (let at = 0; at < request.texts.length; at += elements) {
    try {
      const answer = await provider.translate({ ...request, texts: request.texts.slice(at, at + elements) })
      texts.push(...('texts' in answer ? answer.texts : answer))
    } catch (error) {
      throw at > 0 && error instanceof ProviderFault ? billedInPart(error) : error
    }
  }
  return texts
}

function billedInPart(fault: ProviderFault): ProviderFault {
  const { code, action, message, delaySeconds } = fault
  return new ProviderFault(code, action, message, { delaySeconds, billed: 'maybe', cause: fault })
}
