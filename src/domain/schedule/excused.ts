/** Whether nothing was expected at a wall time: a holiday, or maintenance. */
export type Excused = (wall: number) => boolean

export const neverExcused: Excused = () => false
