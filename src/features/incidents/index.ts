export {
  checkSilence,
  closeAllIncidents,
  noteDelivery,
  noteDown,
  noteFailedImport,
  noteReachable,
} from './incidents.ts'
