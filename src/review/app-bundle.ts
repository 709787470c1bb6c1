/** The browser's part of the app, for the server. */
export { appBundle, type AppBundle } from '../project/review/app-bundle.ts'
