/** Settings for a small machine shared with the application; given at each start, so that a new version can change them. */
export function serverSettings(port: number): string[] {
  const settings: Record<string, string | number> = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 60,
    shared_buffers: '256MB',
    maintenance_work_mem: '128MB',
    // Reports arrive in bursts: fewer, longer checkpoints write less.
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    // Named although it is the default: an edited postgresql.conf must not make accepted mails losable.
    fsync: 'on',
    // Compiling takes longer than nearly all of our queries.
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements can carry text of mails, which has no place in a log file.
    log_min_error_statement: 'panic',
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
