/** The form of an answer, as JSON Schema: one constant object, which services compile once. */

const pairs = (first: string, second: string): object => ({
  type: 'array',
  items: {
    type: 'object',
    properties: { [first]: { type: 'string' }, [second]: { type: 'string' } },
    required: [first, second],
    additionalProperties: false,
  },
})

/** Within what both OpenAI's strict mode and Anthropic's structured outputs take: every member required, no other. */
export const ANSWER_SCHEMA = {
  type: 'object',
  properties: { translations: pairs('id', 'text'), names: pairs('source', 'target') },
  required: ['translations', 'names'],
  additionalProperties: false,
}

/** What the schema is called where it needs a name. */
export const ANSWER_SCHEMA_NAME = 'translations'
