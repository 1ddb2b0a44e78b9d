export { learnEverythingNext } from './change-schedule.queries.ts'
export { detectMissed } from './detect.ts'
export { learnChangedJobs, relearnAllJobs } from './follow.ts'
