export { importMailbox } from './import-mailbox.ts'
export { askForDueImports, importErrand } from './request-import.ts'
export { keepServices } from './services.ts'
export { keepHttpUp } from './up.ts'
