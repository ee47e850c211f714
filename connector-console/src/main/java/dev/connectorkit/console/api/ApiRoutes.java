package dev.connectorkit.console.api;

import dev.connectorkit.console.operator.ApiRight;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Registers operations. Each of them looks at the token and its rights by itself: there is no
 * pattern of paths that another spelling could slip past.
 */
public final class ApiRoutes {

  /** What every path of the API begins with. */
  static final String ROOT = "/api/v1";

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private final RoutesConfig routes;
  private final Bearer bearer;
  private final Runnable letIn;
  private final List<Route> known = new ArrayList<>();

  /**
   * @param letIn done before each operation of a program that was let in
   */
  ApiRoutes(RoutesConfig routes, Bearer bearer, Runnable letIn) {
    this.routes = routes;
    this.bearer = bearer;
    this.letIn = letIn;
  }

  /**
   * @param path below {@link #ROOT}, such as {@code /instances/{id}}
   */
  void get(String path, ApiOperation operation) {
    add(HandlerType.GET, path, ApiRight.READ, operation);
  }

  /** As {@link #get}, for what is no JSON; what that is, its answer says. */
  void getFile(String path, ApiOperation operation) {
    endpoint(
        HandlerType.GET,
        path,
        context -> {
          ApiAnswer answer = operation.answer(request(context, ApiRight.READ));
          MediaTypes.requireAccepted(context, answer.mediaType());
          send(context, answer);
        });
  }

  void post(String path, ApiOperation operation) {
    post(path, ApiRight.CHANGE, operation);
  }

  void post(String path, ApiRight right, ApiOperation operation) {
    add(HandlerType.POST, path, right, operation);
  }

  void put(String path, ApiOperation operation) {
    add(HandlerType.PUT, path, ApiRight.CHANGE, operation);
  }

  void delete(String path, ApiOperation operation) {
    delete(path, ApiRight.CHANGE, operation);
  }

  void delete(String path, ApiRight right, ApiOperation operation) {
    add(HandlerType.DELETE, path, right, operation);
  }

  /** What there is at an address, in the words of the header Allow. */
  List<String> allowed(String path) {
    return known.stream()
        .filter(route -> route.path().matcher(path).matches())
        .map(Route::method)
        .toList();
  }

  private void add(HandlerType method, String path, ApiRight right, ApiOperation operation) {
    endpoint(
        method,
        path,
        context -> {
          ApiRequest request = request(context, right);
          // Before anything is done.
          MediaTypes.requireAccepted(context, MediaTypes.JSON);
          send(context, operation.answer(request));
        });
  }

  private void endpoint(HandlerType method, String path, Handler handler) {
    routes.addEndpoint(new Endpoint(method, ROOT + path, handler));
    known.add(new Route(method.name().toUpperCase(Locale.ROOT), pattern(ROOT + path)));
  }

  private ApiRequest request(Context context, ApiRight right) {
    var request = new ApiRequest(context, bearer.required(context, right));
    letIn.run();
    return request;
  }

  private static void send(Context context, ApiAnswer answer) {
    context.status(answer.status());
    answer.headers().forEach(context::header);
    answer.bytes().ifPresent(bytes -> context.contentType(answer.mediaType()).result(bytes));
  }

  private static Pattern pattern(String path) {
    String[] parts = PARAMETER.split(path, -1);
    var pattern = new StringBuilder(Pattern.quote(parts[0]));
    for (int i = 1; i < parts.length; i++) {
      pattern.append("[^/]+").append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(pattern.toString());
  }

  private record Route(String method, Pattern path) {}
}
