package dev.connectorkit.console.api;

import dev.connectorkit.console.error.ConsoleError;
import dev.connectorkit.console.error.ConsoleException;
import dev.connectorkit.console.operator.ApiTokens;
import dev.connectorkit.console.web.Area;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The programs' part of the site. */
public final class ApiArea implements Area {

  private static final String REFERENCE = "/openapi.yaml";

  private final Bearer bearer;
  private final List<ApiGroup> groups;
  private final Runnable letIn;
  private final byte[] reference = reference();
  private @Nullable ApiRoutes routes;

  /**
   * @param letIn done before each operation of a program that was let in
   */
  public ApiArea(ApiTokens tokens, Runnable letIn, List<ApiGroup> groups) {
    this.bearer = new Bearer(tokens);
    this.letIn = letIn;
    this.groups = List.copyOf(groups);
  }

  @Override
  public boolean covers(String path) {
    return path.equals("/api") || path.startsWith("/api/");
  }

  @Override
  public void addTo(RoutesConfig config) {
    // For everybody: it is the same in every console, and says nothing of this one.
    config.get(
        ApiRoutes.ROOT + REFERENCE,
        context -> context.contentType(MediaTypes.YAML).result(reference));
    var added = new ApiRoutes(config, bearer, letIn);
    groups.forEach(group -> group.addTo(added));
    routes = added;
  }

  @Override
  public void failed(ConnectorException failure, Context context) {
    boolean unexpected = failure.error() == ConnectorError.UNEXPECTED;
    String sentence =
        unexpected || failure.getMessage() == null
            ? "Something went wrong. The log of the console says more."
            : failure.getMessage();
    if (failure.error() == ConnectorError.STORE_UNAVAILABLE) {
      sentence += " Nothing was changed. Wait a moment, then try again.";
    }
    if (failure.error() == ConnectorError.INVALID_CONFIG) {
      // Its own status is that of a sign-in, where it is no fault of who asks.
      context.status(ConsoleError.INVALID.httpStatus());
    }
    Problem.tell(context, failure.error().code(), sentence, failure.problems());
  }

  @Override
  public void refused(ConsoleException refusal, Context context) {
    List<String> allowed = routes == null ? List.of() : routes.allowed(context.path());
    if (refusal.error() == ConsoleError.NOT_FOUND
        && !allowed.isEmpty()
        && !allowed.contains(context.method().name())) {
      // RFC 9110 §15.5.6
      context.header("Allow", String.join(", ", allowed));
      context.status(HttpStatus.METHOD_NOT_ALLOWED);
      Problem.tell(
          context,
          ConsoleError.METHOD_NOT_ALLOWED.code(),
          "There is no such operation at this address. There is "
              + String.join(", ", allowed)
              + ".",
          List.of());
      return;
    }
    Bearer.challenge(refusal).ifPresent(challenge -> context.header("WWW-Authenticate", challenge));
    Problem.tell(
        context, refusal.error().code(), String.valueOf(refusal.getMessage()), refusal.problems());
  }

  private static byte[] reference() {
    try (InputStream file = ApiArea.class.getResourceAsStream("openapi.yaml")) {
      if (file == null) {
        throw new IllegalStateException("openapi.yaml is not in the jar.");
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
