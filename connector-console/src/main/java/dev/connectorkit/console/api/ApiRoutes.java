package dev.connectorkit.console.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Registers operations. Each of them looks at the token by itself: there is no pattern of paths
 * that another spelling could slip past.
 */
public final class ApiRoutes {

  /** What every path of the API begins with. */
  static final String ROOT = "/api/v1";

  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private final RoutesConfig routes;
  private final Bearer bearer;
  private final List<Route> known = new ArrayList<>();

  ApiRoutes(RoutesConfig routes, Bearer bearer) {
    this.routes = routes;
    this.bearer = bearer;
  }

  /**
   * @param path below {@link #ROOT}, such as {@code /instances/{id}}
   */
  void get(String path, ApiOperation operation) {
    add(HandlerType.GET, path, operation);
  }

  void post(String path, ApiOperation operation) {
    add(HandlerType.POST, path, operation);
  }

  void put(String path, ApiOperation operation) {
    add(HandlerType.PUT, path, operation);
  }

  void delete(String path, ApiOperation operation) {
    add(HandlerType.DELETE, path, operation);
  }

  /** What there is at an address, in the words of the header Allow. */
  List<String> allowed(String path) {
    return known.stream()
        .filter(route -> route.path().matcher(path).matches())
        .map(Route::method)
        .toList();
  }

  private void add(HandlerType method, String path, ApiOperation operation) {
    routes.addEndpoint(new Endpoint(method, ROOT + path, context -> handle(context, operation)));
    known.add(new Route(method.name().toUpperCase(Locale.ROOT), pattern(ROOT + path)));
  }

  private void handle(Context context, ApiOperation operation) {
    var request = new ApiRequest(context, bearer.required(context));
    MediaTypes.requireJsonAccepted(context);
    ApiAnswer answer = operation.answer(request);
    context.status(answer.status());
    answer.headers().forEach(context::header);
    answer.body().ifPresent(body -> context.contentType(MediaTypes.JSON).result(Json.write(body)));
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
