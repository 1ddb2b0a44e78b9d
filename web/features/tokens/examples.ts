/** Ready to paste: how a machine hands over a report with its token, by shell and for each of both routes. */
export function examplesFor(baseUrl: string, secret: string) {
  const report = '{"job":"Nightly dump","status":"success","host":"db-01","idempotency_key":"2026-11-10"}'
  return [
    {
      shell: 'curl',
      what: 'A report as JSON',
      code: `curl --fail-with-body ${baseUrl}/api/ingest/run \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: application/json" \\
  -d '${report}'`,
    },
    {
      shell: 'curl',
      what: 'A mail as a file',
      code: `curl --fail-with-body ${baseUrl}/api/ingest/mail \\
  -H "Authorization: Bearer ${secret}" \\
  -H "Content-Type: message/rfc822" \\
  --data-binary @report.eml`,
    },
    {
      shell: 'PowerShell',
      what: 'A report as JSON',
      code: `$report = @{ job = "Nightly dump"; status = "success"; host = $env:COMPUTERNAME } | ConvertTo-Json
Invoke-RestMethod ${baseUrl}/api/ingest/run -Method Post \`
  -Headers @{ Authorization = "Bearer ${secret}" } \`
  -ContentType "application/json" -Body ([Text.Encoding]::UTF8.GetBytes($report))`,
    },
    {
      shell: 'PowerShell',
      what: 'A mail as a file',
      code: `Invoke-RestMethod ${baseUrl}/api/ingest/mail -Method Post \`
  -Headers @{ Authorization = "Bearer ${secret}" } \`
  -ContentType "message/rfc822" -InFile report.eml`,
    },
  ] as const
}
