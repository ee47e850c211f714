package dev.connectorkit.benchmarks.contestant;

import com.github.scribejava.core.httpclient.HttpClient;
import com.github.scribejava.core.httpclient.multipart.MultipartPayload;
import com.github.scribejava.core.model.OAuthAsyncRequestCallback;
import com.github.scribejava.core.model.OAuthRequest;
import com.github.scribejava.core.model.Response;
import com.github.scribejava.core.model.Verb;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** ScribeJava's HTTP by httpclient5; only what a sign-in uses. */
final class ScribeHttp implements HttpClient {

  private final CloseableHttpClient http;

  ScribeHttp(CloseableHttpClient http) {
    this.http = http;
  }

  @Override
  public Response execute(
      String userAgent, Map<String, String> headers, Verb verb, String url, byte[] body)
      throws IOException {
    var message = new HttpUriRequestBase(verb.name(), java.net.URI.create(url));
    headers.forEach(message::setHeader);
    if (body != null && body.length > 0) {
      message.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_FORM_URLENCODED));
    }
    return http.execute(message, ScribeHttp::response);
  }

  private static Response response(ClassicHttpResponse received) throws IOException {
    var headers = new HashMap<String, String>();
    for (Header header : received.getHeaders()) {
      headers.put(header.getName(), header.getValue());
    }
    try {
      return new Response(
          received.getCode(),
          received.getReasonPhrase(),
          headers,
          EntityUtils.toString(received.getEntity()));
    } catch (ParseException e) {
      throw new IOException(e);
    }
  }

  @Override
  public Response execute(
      String userAgent, Map<String, String> headers, Verb verb, String url, MultipartPayload body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Response execute(
      String userAgent, Map<String, String> headers, Verb verb, String url, String body)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Response execute(
      String userAgent, Map<String, String> headers, Verb verb, String url, File body) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Future<T> executeAsync(
      String userAgent,
      Map<String, String> headers,
      Verb verb,
      String url,
      byte[] body,
      OAuthAsyncRequestCallback<T> callback,
      OAuthRequest.ResponseConverter<T> converter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Future<T> executeAsync(
      String userAgent,
      Map<String, String> headers,
      Verb verb,
      String url,
      MultipartPayload body,
      OAuthAsyncRequestCallback<T> callback,
      OAuthRequest.ResponseConverter<T> converter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Future<T> executeAsync(
      String userAgent,
      Map<String, String> headers,
      Verb verb,
      String url,
      String body,
      OAuthAsyncRequestCallback<T> callback,
      OAuthRequest.ResponseConverter<T> converter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Future<T> executeAsync(
      String userAgent,
      Map<String, String> headers,
      Verb verb,
      String url,
      File body,
      OAuthAsyncRequestCallback<T> callback,
      OAuthRequest.ResponseConverter<T> converter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
