export { detectMissed } from './detect.ts'
export { learnChangedJobs, relearnAllJobs } from './follow.ts'
