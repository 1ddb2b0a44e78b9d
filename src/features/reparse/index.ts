export { previewErrand } from './preview-errand.ts'
export { resumePreviews, sweepPreviews } from './previews.ts'
export { workOnPreview } from './work.ts'
