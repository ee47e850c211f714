package dev.connectorkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.connectorkit.console.api.DocumentedApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A program with an API token. Each answer it gets is held against {@code openapi.yaml}. */
final class ApiProgram {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DocumentedApi DOCUMENTED = new DocumentedApi();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI console;
  private final String token;

  ApiProgram(URI console, String token) {
    this.console = console;
    this.token = token;
  }

  /** With a token of its own, which the operator of the browser makes. */
  static ApiProgram of(ConsoleServer console, ConsoleBrowser operator, String name) {
    return new ApiProgram(console.address(), token(operator, name));
  }

  static String token(ConsoleBrowser operator, String name) {
    operator.get("/admin/api-tokens");
    operator.submit(
        "form[action=/admin/api-tokens]",
        "password",
        ConsoleWorld.PASSWORD,
        "name",
        name,
        "days",
        "",
        "may_change",
        "true",
        "may_plugins",
        "true");
    return operator.page().select("#token").text();
  }

  Answer get(String path) {
    return send("GET", path, Optional.empty());
  }

  Answer post(String path, String body) {
    return send("POST", path, Optional.of(body));
  }

  Answer post(String path) {
    return send("POST", path, Optional.empty());
  }

  Answer put(String path, String body, String... headers) {
    return send("PUT", path, Optional.of(body), headers);
  }

  Answer delete(String path) {
    return send("DELETE", path, Optional.empty());
  }

  Answer send(String method, String path, Optional<String> body, String... headers) {
    HttpRequest.Builder request = request(method, path, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return answer(method, request);
  }

  HttpRequest.Builder request(String method, String path, Optional<String> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(console.resolve("/api/v1" + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofString)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    body.ifPresent(text -> request.header("Content-Type", "application/json"));
    return request;
  }

  Answer answer(String method, HttpRequest.Builder request) {
    try {
      HttpRequest built = request.build();
      HttpResponse<String> response = http.send(built, HttpResponse.BodyHandlers.ofString());
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode body =
          response.body().isEmpty()
              ? MissingNode.getInstance()
              : isJson(type) ? JSON.readTree(response.body()) : TextNode.valueOf(response.body());
      DOCUMENTED.check(method, built.uri().getPath(), response.statusCode(), type, body);
      return new Answer(response, body);
    } catch (JsonProcessingException e) {
      throw new AssertionError("The answer is no JSON.", e);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isJson(String mediaType) {
    return mediaType.matches("application/(problem\\+)?json");
  }

  /**
   * What came back.
   *
   * @param body missing where there is none; a file as text
   */
  record Answer(HttpResponse<String> response, JsonNode body) {

    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String code() {
      return body.path("code").asText();
    }

    String text(String pointer) {
      return body.at(pointer).asText();
    }

    Answer expect(int status) {
      assertThat(status()).as(response.body()).isEqualTo(status);
      return this;
    }
  }
}
