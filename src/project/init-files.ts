/** Texts of the files that a new project begins with. */

export const ENVIRONMENT_EXAMPLE = `# Copy this file to .env and fill in what you use. Never commit .env.
# What stands in the environment goes before what stands here. A value with # in it needs quotation marks.

# Google Cloud Translation, v3 (the default way): path of a service account's key file
# (role "Cloud Translation API User"). Leave it empty after "gcloud auth application-default login".
GOOGLE_APPLICATION_CREDENTIALS=

# The Google Cloud project that is billed, when the credentials do not name one.
GOOGLE_CLOUD_PROJECT=

# Google Cloud Translation, v2 ("api": "v2"): an API key instead of a key file.
GOOGLE_API_KEY=

# DeepL: the key of the API plan. Keys that end in ":fx" are those of the free one.
DEEPL_AUTH_KEY=

# Azure Translator: one of the two keys of the resource. Its region is "region" of the provider.
AZURE_TRANSLATOR_KEY=

# LibreTranslate: only for a server that wants a key.
LIBRETRANSLATE_API_KEY=

# OpenAI ("provider": "openai"): an API key. Other services by the same protocol have a variable of
# your choice ("keyVariable").
OPENAI_API_KEY=

# Anthropic ("provider": "anthropic"): an API key.
ANTHROPIC_API_KEY=

# Amazon Translate: an access key and its region; or a profile of ~/.aws instead of the key.
# A role of the machine, or a login by \`aws sso login\`, needs neither.
AWS_ACCESS_KEY_ID=
AWS_SECRET_ACCESS_KEY=
AWS_REGION=
AWS_PROFILE=
`

/** What git must not keep: the memory, which records rebuild, and keys. */
export const IGNORED: readonly string[] = ['.muqabil/', '.env']

/** @param version Of the program: another one could write other bytes. */
export function workflow(version: string): string {
  return `name: editions
on: [push, pull_request]
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24 }
      # No key, no connection: fails when a translation is missing or an edition is not what a build writes.
      - run: npx --yes muqabil@${version} check
`
}
