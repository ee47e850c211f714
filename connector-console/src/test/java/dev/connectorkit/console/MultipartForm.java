package dev.connectorkit.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A form with a file, as a browser sends it (RFC 7578). */
final class MultipartForm {

  private static final String BOUNDARY = "----a-boundary";
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  MultipartForm field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(UTF_8));
  }

  /** What the browser calls it leads out of any folder. */
  MultipartForm file(byte[] content) {
    return part("name=\"file\"; filename=\"../../../evil.jar\"", content);
  }

  /** As a program that does not say how long it is. */
  HttpResponse<String> sendInChunks(ConsoleBrowser browser, String target) {
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    byte[] all = body.toByteArray();
    return browser.send(
        browser
            .request(target)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(all))));
  }

  HttpResponse<String> send(ConsoleBrowser browser, String target) {
    body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(UTF_8));
    HttpResponse<String> answer =
        browser.send(
            browser
                .request(target)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    return answer.statusCode() == 303
        ? browser.get(answer.headers().firstValue("Location").orElseThrow())
        : answer;
  }

  private MultipartForm part(String disposition, byte[] content) {
    body.writeBytes(
        ("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
            .getBytes(UTF_8));
    body.writeBytes(content);
    body.writeBytes("\r\n".getBytes(UTF_8));
    return this;
  }
}
