package dev.connectorkit.console.site;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
import dev.connectorkit.spi.Logo;
import java.util.List;
import java.util.Optional;

/** What people may sign in with; it can change at any time. */
public interface SignInChoices {

  /** In the order of the page. */
  List<SignInChoice> list();

  /** Whether people may use an instance, if there is one of this id. */
  default boolean offers(String instanceId) {
    return list().stream().anyMatch(choice -> choice.instance().id().equals(instanceId));
  }

  /** What the page says about its set-up; for practice, as everybody reads it. */
  default List<String> problems() {
    return List.of();
  }

  /** The picture of such a hash. */
  default Optional<Logo> picture(String hash) {
    return Optional.empty();
  }

  /** Every instance of a host. */
  static SignInChoices all(ConnectorHost host) {
    return new SignInChoices() {
      @Override
      public List<SignInChoice> list() {
        return host.instances().stream()
            .map(
                instance ->
                    new SignInChoice(
                        instance, Optional.empty(), Optional.empty(), Optional.empty()))
            .toList();
      }

      @Override
      public boolean offers(String instanceId) {
        return true;
      }

      @Override
      public List<String> problems() {
        return host.plugins().problems().stream().map(String::valueOf).toList();
      }
    };
  }

  /**
   * One of them.
   *
   * @param name what the button says, unless it is the connector's own name
   * @param logoLight hash of its own logo, unless it is the connector's
   * @param logoDark as {@code logoLight}, for a dark page
   */
  record SignInChoice(
      ConnectorInstance instance,
      Optional<String> name,
      Optional<String> logoLight,
      Optional<String> logoDark) {}
}
