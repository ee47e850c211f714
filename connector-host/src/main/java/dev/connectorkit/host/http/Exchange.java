package dev.connectorkit.host.http;

import dev.connectorkit.host.http.CallWatch.Phase;
import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Sends one request and reads its response, within the bounds. */
final class Exchange {

  private final CloseableHttpClient client;
  private final int maxBodyBytes;
  private final Failures failures;

  Exchange(CloseableHttpClient client, int maxBodyBytes, Failures failures) {
    this.client = client;
    this.maxBodyBytes = maxBodyBytes;
    this.failures = failures;
  }

  ProviderResponse run(Outgoing outgoing, Peer peer, CallWatch watch) throws IOException {
    HttpClientContext context = HttpClientContext.create();
    outgoing.follow(context);
    watch.follow(context);
    try {
      ClassicHttpResponse response = client.executeOpen(null, outgoing.message(), context);
      // The library hands a proxy's refusal of a tunnel on as if the provider had answered.
      if (peer.proxy().isPresent() && context.getSSLSession() == null) {
        throw failures.tunnelRefused(peer, response.getCode());
      }
      watch.enter(Phase.READING);
      return new ProviderResponse(
          response.getCode(), headers(response), body(response, peer.in(Phase.READING)));
    } finally {
      // Closes the connection unless the response was read to its end. To close the response
      // instead would first read the rest of it, however long.
      outgoing.message().cancel();
    }
  }

  private byte[] body(ClassicHttpResponse response, String who) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    long announced = entity.getContentLength();
    if (announced > maxBodyBytes) {
      throw tooLarge(who);
    }
    // To the end of it, which lets the connection be kept; in one array where the length is known.
    int most = announced < 0 ? maxBodyBytes : (int) announced;
    byte[] body = entity.getContent().readNBytes(most + 1);
    if (body.length > maxBodyBytes) {
      throw tooLarge(who);
    }
    return ContentCoding.decoded(body, codings(response), maxBodyBytes, who);
  }

  private ConnectorException tooLarge(String who) {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message(
            "The answer of %s is over %d bytes. If it has to be, raise maxBodyBytes."
                .formatted(who, maxBodyBytes))
        .build();
  }

  /** RFC 9110 §8.4: in the order applied, in one header or several. */
  private static List<String> codings(ClassicHttpResponse response) {
    if (!response.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
      return List.of();
    }
    return Arrays.stream(response.getHeaders(HttpHeaders.CONTENT_ENCODING))
        .flatMap(header -> Arrays.stream(value(header).split(",")))
        .map(coding -> coding.strip().toLowerCase(Locale.ROOT))
        .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
        .toList();
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    Header[] received = response.getHeaders();
    var headers = new LinkedHashMap<String, List<String>>(2 * received.length);
    for (Header header : received) {
      // Nearly all occur once.
      headers.merge(
          header.getName().toLowerCase(Locale.ROOT), List.of(value(header)), Exchange::joined);
    }
    return headers;
  }

  private static List<String> joined(List<String> values, List<String> more) {
    List<String> all = values.size() == 1 ? new ArrayList<>(values) : values;
    all.addAll(more);
    return all;
  }

  private static String value(Header header) {
    return header.getValue() == null ? "" : header.getValue();
  }
}
