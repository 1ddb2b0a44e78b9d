export { changeSettings, readSettings, type Settings } from './settings.ts'
