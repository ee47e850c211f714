package dev.connectorkit.console.person;

import java.time.Duration;
import java.util.Optional;

/**
 * Who is signed in at the site itself, by session. There are so many sessions, of which the oldest
 * goes first, and each ends by itself.
 */
public interface SignedInPeople {

  /** How long somebody is signed in. */
  Duration LIFETIME = Duration.ofHours(1);

  /** How many bytes of a person are kept. */
  int MOST_BYTES = 60_000;

  /**
   * Opens a session under a new id: one from before the sign-in is never kept.
   *
   * @param person what is shown of them, at most {@link #MOST_BYTES} in UTF-8
   * @param former the session that the browser had, which ends
   * @return the id, for the browser alone
   */
  String open(String person, Optional<String> former);

  /**
   * What was said of the person.
   *
   * @param session any text
   */
  Optional<String> find(String session);

  /**
   * Ends a session.
   *
   * @param session any text
   */
  void close(String session);
}
