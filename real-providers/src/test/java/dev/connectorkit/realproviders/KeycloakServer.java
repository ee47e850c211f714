package dev.connectorkit.realproviders;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one Keycloak of a run, which is started when the first asks for it. */
final class KeycloakServer implements ParameterResolver {

  private static final ExtensionContext.Namespace HERE =
      ExtensionContext.Namespace.create(KeycloakServer.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Keycloak.class;
  }

  @Override
  public Keycloak resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(HERE)
        .computeIfAbsent(Start.class, type -> new Start(), Start.class)
        .keycloak();
  }

  /** Tried once: what does not start for one test does not start for the next. */
  private static final class Start implements AutoCloseable {

    private @Nullable Keycloak keycloak;
    private @Nullable Throwable failure;

    private Start() {
      try {
        keycloak = Keycloak.started();
      } catch (RuntimeException | AssertionError e) {
        // Or the sentence with which it is skipped.
        failure = e;
      }
    }

    private Keycloak keycloak() {
      if (failure instanceof AssertionError broken) {
        throw broken;
      }
      if (failure instanceof RuntimeException refused) {
        throw refused;
      }
      return requireNonNull(keycloak);
    }

    /** By the store, at the end of the run. */
    @Override
    public void close() {
      if (keycloak != null) {
        keycloak.close();
      }
    }
  }
}
