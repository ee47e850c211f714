package dev.connectorkit.console.site;

import dev.connectorkit.host.ConnectorHost;
import dev.connectorkit.host.ConnectorInstance;
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

  /** Every instance of a host. */
  static SignInChoices all(ConnectorHost host) {
    return new SignInChoices() {
      @Override
      public List<SignInChoice> list() {
        return host.instances().stream()
            .map(instance -> new SignInChoice(instance, Optional.empty()))
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
   */
  record SignInChoice(ConnectorInstance instance, Optional<String> name) {}
}
