export { PREVIEW_ERRAND, resumePreviews, sweepPreviews } from './previews.ts'
export { workOnPreview } from './work.ts'
