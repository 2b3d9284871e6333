/**
 * Why a command ended, by the names of sysexits.h. https://man.freebsd.org/cgi/man.cgi?sysexits
 * A Node that is too old must be able to read this file.
 */
export const EXIT = {
  EX_USAGE: 64,
  EX_DATAERR: 65,
  EX_NOINPUT: 66,
  EX_UNAVAILABLE: 69,
  EX_SOFTWARE: 70,
  EX_OSERR: 71,
  EX_CANTCREAT: 73,
  EX_IOERR: 74,
  EX_TEMPFAIL: 75,
  EX_NOPERM: 77,
  EX_CONFIG: 78,
} as const;

export type ExitName = keyof typeof EXIT;

/** What each says, for people. */
export const EXIT_MEANINGS = `  0   done; of check: invoices can be paid
  1   check alone: every payment would be refused now
  64  an option or a command that there is not      73  the file cannot be made, or is there already
  65  data that would be refused                    74  reading or writing failed
  66  there is no store, or no file, to read        75  not all of it could be done: run it again
  69  Mollie, the store or the proxy cannot be had  77  not allowed by the system
  70  a mistake in this program                     78  the configuration is wrong
  71  the system refuses, such as a port in use`;
