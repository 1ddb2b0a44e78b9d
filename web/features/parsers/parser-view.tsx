import { Badge } from '@mantine/core'
import { Callout } from '../../ui/callout.tsx'
import { Facts } from '../../ui/facts.tsx'
import { Panel } from '../../ui/panel.tsx'
import { AlarmWords } from './drift-alarms.tsx'
import { FillRates } from './fill-rates.tsx'
import { ParserLinks } from './parser-links.tsx'
import classes from './parser-view.module.css'
import { ORIGIN_WORDS, type Parser } from './parsers-search.ts'
import { ReadBars } from './read-bars.tsx'

/** Everything about one parser. */
export function ParserView({ parser }: { parser: Parser }) {
  const { id, description, kind, types, software, version, origin, alarms, examples, days, rates } = parser
  return (
    <div className={classes.root}>
      <div className={classes.badges}>
        <Badge variant="default">{kind === 'rule' ? 'Rule of your own' : 'Built in'}</Badge>
        {!parser.enabled && <Badge variant="default">Switched off</Badge>}
        {parser.informational && <Badge variant="default">Informational: takes no part in schedules</Badge>}
        {parser.cadence === 'event' && <Badge variant="default">Only on events: never missed</Badge>}
      </div>
      {kind === 'built-in' && <p className={classes.description}>{description}</p>}
      {alarms.length > 0 && (
        <Callout
          tone="warning"
          title={alarms.length === 1 ? 'It dropped below its own history' : 'Several rates dropped'}
        >
          <AlarmWords alarms={alarms} />
        </Callout>
      )}
      <div className={classes.links}>
        <ParserLinks parser={parser} />
      </div>
      <Panel title="Messages in 35 days">
        <ReadBars days={days} />
      </Panel>
      {rates.some(({ before, now }) => before.of + now.of > 0) && (
        <Panel title="How much of each report is found">
          <FillRates rates={rates} />
        </Panel>
      )}
      <Panel title="Recognised by">
        <Criteria criteria={parser.criteria} />
        {examples.length > 0 && (
          <>
            <h3 className={classes.subtitle}>Subjects like</h3>
            {examples.map((example) => (
              <code key={example} className={classes.example}>
                {example}
              </code>
            ))}
          </>
        )}
      </Panel>
      <Facts
        items={[
          ['Id', <code key="id">{id}</code>],
          ['Product', software],
          ['Types', types.join(', ')],
          ['Built from', ORIGIN_WORDS[origin]],
          ['Version', version],
          [
            'Place',
            parser.position ? `${parser.position} in the order in which mails are tried` : 'not tried',
          ],
        ]}
      />
    </div>
  )
}

function Criteria({ criteria }: { criteria: Parser['criteria'] }) {
  return (
    <Facts
      items={criteria.map(({ part, how, texts }) => [
        `${part} ${how}`,
        texts.map((text, index) => (
          <span key={text}>
            {index > 0 && <span className={classes.between}> or </span>}
            <code>{text}</code>
          </span>
        )),
      ])}
    />
  )
}
