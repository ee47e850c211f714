package dev.connectorkit.benchmarks.load;

import dev.connectorkit.benchmarks.contestant.Client;
import dev.connectorkit.benchmarks.contestant.Contestant;
import dev.connectorkit.benchmarks.contestant.Contestants;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Jetty, httpclient5, and the same two requests to the provider, without any check or bound: what a
 * sign-in over HTTP costs at the least, and no way to sign anybody in.
 */
public final class BareServer extends Handler.Abstract {

  private final Contestant client;
  private final Map<String, Contestant.Begun> pending = new ConcurrentHashMap<>();

  private BareServer(Contestant client) {
    this.client = client;
  }

  /** Argument: the provider's address. */
  public static void main(String[] args) throws Exception {
    var server = new Server();
    var connector = new ServerConnector(server);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new BareServer(Contestants.open("raw", new Client(args[0], false), Path.of("."))));
    server.start();
    Orders.answer(connector.getLocalPort(), () -> "none");
    System.exit(0);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.startsWith("/sign-in/")) {
      Contestant.Begun begun = client.begin();
      String state = parameter(URI.create(begun.authorizationUri()).getRawQuery(), "state");
      pending.put(state, begun);
      answer(response, begun.authorizationUri(), "browser=" + state);
    } else {
      String query = request.getHttpURI().getQuery();
      Contestant.Begun begun = pending.remove(parameter(query, "state"));
      client.complete(begun, Map.of("code", List.of(parameter(query, "code"))));
      answer(response, "/me", "session=" + UUID.randomUUID());
    }
    callback.succeeded();
    return true;
  }

  private static void answer(Response response, String location, String cookie) {
    response.setStatus(303);
    response.getHeaders().put(HttpHeader.LOCATION, location);
    response.getHeaders().put(HttpHeader.SET_COOKIE, cookie + "; Path=/; HttpOnly; SameSite=Lax");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
  }

  private static String parameter(String query, String name) {
    for (String pair : query.split("&")) {
      if (pair.startsWith(name + "=")) {
        return pair.substring(name.length() + 1);
      }
    }
    throw new IllegalArgumentException(name);
  }
}
