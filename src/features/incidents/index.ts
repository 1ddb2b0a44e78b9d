export {
  checkSilence,
  closeAllIncidents,
  noteDelivery,
  noteDown,
  noteFailedImport,
  noteInterruptedImports,
  noteReachable,
} from './incidents.ts'
