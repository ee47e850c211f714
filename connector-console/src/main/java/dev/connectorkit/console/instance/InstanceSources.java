package dev.connectorkit.console.instance;

import dev.connectorkit.host.config.ConfigForm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where instances come from besides the database: one place has whole ones, and another has single
 * values of any. Both are changed where they are. One thread looks at a time; any may ask.
 */
public interface InstanceSources {

  /** The database alone. */
  static InstanceSources none() {
    return new NoSources();
  }

  /** Looks again, and tells whether anything is different now. */
  boolean look();

  /** Whole instances, in the order of the sign-in page. */
  List<ManagedInstance> managed();

  /**
   * The values that stand in the place of an instance's own, by JSON pointer (RFC 6901).
   *
   * @param form of its connector: a field that this has not cannot be set
   */
  Map<String, EnvironmentValue> values(String instanceId, ConfigForm form);

  /**
   * The names of variables that were meant for an instance and are in use for none.
   *
   * @param used the names of those that are
   * @param waiting ids of instances whose fields are not known now: theirs are not among them
   */
  Set<String> unused(Set<String> used, Set<String> waiting);

  /** The file that the whole ones are in, where there is one. */
  Optional<Path> file();

  /** Why that file cannot be used as it is now; what it said before goes on. */
  Optional<String> unusable();

  /** Whether an instance is one of the whole ones. */
  default boolean manages(String id) {
    return managed().stream().anyMatch(one -> one.id().equals(id));
  }
}
