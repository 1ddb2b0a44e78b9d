import { foldWords } from './words.ts'

/** A printed length of time in seconds: '0:40:43', '1.02:03:04', '2m 41s', '1 uur 5 minuten', '14 Minuten 26 Sekunden'; null when none stands in the text. */
export function parseDuration(text: string): number | null {
  const folded = foldWords(text.slice(0, MAX_LENGTH))
  const clock = CLOCK.exec(folded)
  const words = secondsInWords(clock ? folded.replace(clock[0], ' ') : folded)
  const printed = clock ? secondsOfClock(clock) : null
  if (printed === null && words === null) return null
  return Math.round((printed ?? 0) + (words ?? 0))
}

const MAX_LENGTH = 200
const UNITS: readonly [seconds: number, words: string][] = [
  [0.001, 'ms msec millisecond milliseconds'],
  [
    1,
    's sec secs second seconds seconde seconden secondes sek sekunde sekunden sekunder secondo secondi segundo segundos secunda secunde',
  ],
  [60, 'm min mins minute minutes minuut minuten minut minutter minuto minuti minutos'],
  [3600, 'h hr hrs hour hours u uur uren std stunde stunden heure heures ora ore hora horas time timer'],
  [86_400, 'd day days dag dagen dage tag tage tagen jour jours j giorno giorni dia dias zi zile'],
]
const SECONDS_OF_UNIT = new Map(
  UNITS.flatMap(([seconds, words]) => words.split(' ').map((word): [string, number] => [word, seconds])),
)

/** Days before a dot, hours, minutes, seconds; of two parts, minutes and seconds unless an hour word follows. */
const CLOCK =
  /(?<![\d:])(?:(\d{1,4})\.)?(\d{1,6}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?(?![\d:]) ?(h\b|hrs?\b|hours?\b|uur\b|std\b|stunden?\b|heures?\b)?(?:[a-z]{1,8}\b)?/

function secondsOfClock([, days, first = '0', second = '0', third, hourWord]: RegExpExecArray): number {
  if (third === undefined && !hourWord) return Number(first) * 60 + Number(second)
  return Number(days ?? 0) * 86_400 + Number(first) * 3600 + Number(second) * 60 + Number(third ?? 0)
}

function secondsInWords(folded: string): number | null {
  let total: number | null = null
  for (const [, number = '', word = ''] of folded.matchAll(/(\d{1,9}(?:[.,]\d{1,6})?) ?([a-z]{1,14})/g)) {
    const seconds = SECONDS_OF_UNIT.get(word)
    if (seconds !== undefined) total = (total ?? 0) + Number(number.replace(',', '.')) * seconds
  }
  return total
}
