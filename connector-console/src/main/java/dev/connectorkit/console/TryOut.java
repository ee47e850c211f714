package dev.connectorkit.console;

/** What a console has for those who try it out. */
enum TryOut {
  NOTHING,
  /** The page /me, on which people see what their provider said of them. */
  PROFILE_PAGE,
  /** That, and a practice provider on this machine. */
  PRACTICE;

  boolean profilePage() {
    return this != NOTHING;
  }
}
