package dev.connectorkit.benchmarks.contestant;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A person who consents to everything. */
public final class Browser {

  private Browser() {}

  /** Follows an authorization request; returns the callback's parameters. */
  public static Map<String, List<String>> consent(String authorizationUri) throws IOException {
    var connection = (HttpURLConnection) URI.create(authorizationUri).toURL().openConnection();
    connection.setInstanceFollowRedirects(false);
    URI callback = URI.create(connection.getHeaderField("Location"));
    var parameters = new HashMap<String, List<String>>();
    for (String pair : callback.getRawQuery().split("&")) {
      int equals = pair.indexOf('=');
      parameters.put(
          pair.substring(0, equals), List.of(URLDecoder.decode(pair.substring(equals + 1), UTF_8)));
    }
    return Map.copyOf(parameters);
  }
}
