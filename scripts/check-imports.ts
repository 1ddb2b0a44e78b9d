import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { CRUISE_OPTIONS, IMPORT_RULES } from './import-rules.ts'

/** dependency-cruiser finds nothing, and is content, when its parser is missing: fewer modules than this are a fault of the check. */
const LEAST_MODULES = 120

const { output } = await cruise(['src', 'contract', 'web'], {
  ...CRUISE_OPTIONS,
  ruleSet: { forbidden: IMPORT_RULES },
  validate: true,
})
const { summary, modules } = output as ICruiseResult
const own = modules.filter((module) => /^(src|contract|web)\//.test(module.source))

for (const violation of summary.violations)
  console.error(`${violation.rule.name}: ${violation.from} → ${violation.to}`)
if (own.length < LEAST_MODULES)
  console.error(`Only ${own.length} modules were seen; expected at least ${LEAST_MODULES}.`)
if (summary.violations.length > 0 || own.length < LEAST_MODULES) process.exit(1)
console.log(`${own.length} modules, ${summary.totalDependenciesCruised ?? 0} imports, no arrow upward`)
