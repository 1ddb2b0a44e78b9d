/** Well-known passwords of twelve characters and more; shorter ones are refused for their length. Lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set([
  '123456789012', '1234567890123', '123412341234', '123123123123', '111222333444', '121212121212', '098765432109', 'qwertyuiop12',
  'qwertyuiop123', 'qwerty123456', '123456qwerty', 'qwertyqwerty', 'qwerty12345678', '1q2w3e4r5t6y', '1qaz2wsx3edc', 'zaq12wsxcde3',
  'password1234', 'password12345', 'password123456', 'password123!', 'passwordpassword', 'passw0rd1234', 'p@ssw0rd1234', 'p@ssword1234',
  'welcome12345', 'welcome123456', 'welkom123456', 'welkom012345', 'welkom2024!!', 'welkom2025!!', 'welkom2026!!', 'wachtwoord12',
  'wachtwoord123', 'wachtwoord1234', 'wachtwoord01', 'passwort1234', 'motdepasse12', 'motdepasse123', 'administrator', 'administrator1',
  'administrator123', 'admin1234567', 'admin12345678', 'adminadminadmin', 'adminadmin12', 'letmeinletmein', 'letmein12345', 'iloveyou1234',
  'iloveyouiloveyou', 'abcdefghijkl', 'abcdefghijklm', 'abcdefg12345', 'abcd12345678', 'abc123abc123', 'a1b2c3d4e5f6', 'changeme1234',
  'changemechangeme', 'changeme123456', 'changeit1234', 'monkey123456', 'dragon123456', 'football1234', 'baseball1234', 'superman1234',
  'sunshine1234', 'princess1234', 'trustno1trustno1', 'qazwsxedcrfv', 'asdfghjkl123', 'asdfasdfasdf', 'zxcvbnm12345', 'secret123456',
  'backupchecks', 'backupchecks1', 'backupchecks123', 'backup123456', 'backupbackup', 'synology1234', 'veeamveeam12', 'summer2025!!',
  'summer2026!!', 'winter2025!!', 'winter2026!!', 'zomer2026!!!', 'correcthorsebatterystaple',
])
