package dev.connectorkit.console.provider;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Holds every instance to the provider that it had when people could sign in with it, also one that
 * takes its id or target later: applications know people by target and identifier, and the same
 * identifier is another person's at another provider.
 */
public final class KnownProviders {

  private static final int MOST = 5000;

  private KnownProviders() {}

  public static List<KnownProvider> all(Handle handle) {
    return KnownProviderTable.all(handle);
  }

  /** Why there cannot be such an instance; one sentence. */
  public static Optional<String> clash(List<KnownProvider> all, InstanceProvider next) {
    return all.stream().flatMap(known -> next.clash(known).stream()).findFirst();
  }

  /**
   * Whether {@link #remember} would change nothing.
   *
   * @param next without a clash
   */
  public static boolean knows(List<KnownProvider> all, InstanceProvider next) {
    return all.stream().anyMatch(known -> next.known(known.since()).equals(known));
  }

  /**
   * @throws ConsoleException with {@link ConsoleError#OTHER_PROVIDER}
   */
  public static void require(Handle handle, InstanceProvider next) {
    require(all(handle), next);
  }

  /**
   * Remembers whose people sign in by an instance from now on. The caller holds {@code
   * ChangeCount.INSTANCES}.
   *
   * @throws ConsoleException with {@link ConsoleError#OTHER_PROVIDER}
   */
  public static void remember(Handle handle, InstanceProvider next, Instant now) {
    List<KnownProvider> all = all(handle);
    require(all, next);
    Optional<KnownProvider> known =
        all.stream().filter(one -> one.instanceId().equals(next.target().instanceId())).findFirst();
    if (known.isEmpty() && all.size() >= MOST) {
      throw new ConsoleException(
          ConsoleError.INVALID,
          "The providers of "
              + MOST
              + " instances are known. Release some on the page 'Known"
              + " providers' first.");
    }
    KnownProvider made = next.known(known.map(KnownProvider::since).orElse(now));
    if (!known.equals(Optional.of(made))) {
      KnownProviderTable.delete(handle, made.instanceId());
      KnownProviderTable.insert(handle, made);
    }
  }

  /** Forgets one; tells whether it was known. */
  public static boolean forget(Handle handle, String instanceId) {
    return KnownProviderTable.delete(handle, instanceId);
  }

  private static void require(List<KnownProvider> all, InstanceProvider next) {
    clash(all, next)
        .ifPresent(
            sentence -> {
              throw new ConsoleException(ConsoleError.OTHER_PROVIDER, sentence);
            });
  }
}
