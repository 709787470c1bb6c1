/** What the pseudo provider needs: nothing. */
import type { About } from '../about.ts'

export const about: About = {
  name: 'pseudo',
  what: 'no translation: text shaped like English, offline, for trying layouts and pipelines',
  needs: 'nothing',
  variables: [],
  settings: {},
}
