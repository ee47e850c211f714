package dev.connectorkit.host.http;

import dev.connectorkit.spi.ConnectorError;
import dev.connectorkit.spi.ConnectorException;
import dev.connectorkit.spi.ProviderResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Sends one request and reads its response, within the bounds. */
final class Exchange {

  private final CloseableHttpClient client;
  private final int maxBodyBytes;

  Exchange(CloseableHttpClient client, int maxBodyBytes) {
    this.client = client;
    this.maxBodyBytes = maxBodyBytes;
  }

  ProviderResponse run(HttpUriRequestBase request, CallWatch watch, String instanceId) {
    try (ClassicHttpResponse response = client.executeOpen(null, request, null)) {
      byte[] body = body(response, request);
      return new ProviderResponse(response.getCode(), headers(response), body);
    } catch (ConnectorException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw Failures.typed(e, request, watch.reason(), instanceId);
    }
  }

  private byte[] body(ClassicHttpResponse response, HttpUriRequestBase request) throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    // Negative when it is not announced.
    long announced = entity.getContentLength();
    try (InputStream in = entity.getContent()) {
      // An announced length is allocated as it is, one beyond the cap not at all.
      byte[] body =
          announced > maxBodyBytes
              ? null
              : in.readNBytes(announced < 0 ? maxBodyBytes + 1 : (int) announced);
      if (body == null || body.length > maxBodyBytes) {
        // Before the stream is closed: closing it would first read the rest.
        request.cancel();
        throw tooLarge();
      }
      return ContentCoding.decoded(body, encoding(response), maxBodyBytes);
    }
  }

  private ConnectorException tooLarge() {
    return ConnectorException.of(ConnectorError.INVALID_RESPONSE)
        .message("The provider's response is over " + maxBodyBytes + " bytes.")
        .build();
  }

  private static String encoding(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Content-Encoding");
    return header == null ? "identity" : header.getValue().strip().toLowerCase(Locale.ROOT);
  }

  private static Map<String, List<String>> headers(ClassicHttpResponse response) {
    var headers = new LinkedHashMap<String, List<String>>();
    for (Iterator<Header> received = response.headerIterator(); received.hasNext(); ) {
      Header header = received.next();
      String value = header.getValue() == null ? "" : header.getValue();
      headers.merge(header.getName().toLowerCase(Locale.ROOT), List.of(value), Exchange::joined);
    }
    return headers;
  }

  private static List<String> joined(List<String> values, List<String> more) {
    var all = new ArrayList<>(values);
    all.addAll(more);
    return all;
  }
}
