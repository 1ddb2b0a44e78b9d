import { Text } from '@mantine/core'
import { countOf } from '../../lib/amounts.ts'
import classes from './found-tables.module.css'
import type { RuleSample } from './rule-words.ts'

/** The tables of the mail, set as tables; rows that the rule reads as objects are marked. */
export function FoundTables({ tables, names }: { tables: RuleSample['tables']; names: readonly string[] }) {
  if (tables.length === 0) return null
  const read = new Set(names)
  return (
    <div className={classes.root}>
      <Text size="xs" c="dimmed">
        {countOf(tables.length, 'table')} in this mail
      </Text>
      {tables.map((table) => (
        <div key={table.header.join('\t')} className={classes.frame}>
          <table className={classes.table}>
            <thead>
              <tr>
                {table.header.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a table's columns never change
                  <th key={index} scope="col">
                    {cell}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a table's rows never change
                <tr key={index} data-read={row.some((cell) => read.has(cell))}>
                  {row.map((cell, column) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a row's cells never change
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          {table.rowCount > table.rows.length && (
            <Text size="xs" c="dimmed">
              and {table.rowCount - table.rows.length} more rows
            </Text>
          )}
        </div>
      ))}
    </div>
  )
}
