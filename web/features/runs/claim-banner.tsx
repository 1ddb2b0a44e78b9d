import { Button } from '@mantine/core'
import { IconUserCheck } from '@tabler/icons-react'
import { Instant } from '../../ui/instant.tsx'
import classes from './claim-banner.module.css'

interface ClaimBannerProps {
  claim: { userName: string; claimedAt: string } | null
  onTakeOver: () => void
}

/** Says who is busy with the open job, so that no two people do the same (reading along is free); taking over is a decision, not an accident. */
export function ClaimBanner({ claim, onTakeOver }: ClaimBannerProps) {
  if (!claim) return null
  return (
    <div className={classes.root} role="status">
      <IconUserCheck size={17} aria-hidden />
      <span>
        <b>{claim.userName}</b> is busy with this job since <Instant at={claim.claimedAt} />.
      </span>
      <Button size="compact-sm" variant="default" onClick={onTakeOver} title="Key: c">
        Take over
      </Button>
    </div>
  )
}
