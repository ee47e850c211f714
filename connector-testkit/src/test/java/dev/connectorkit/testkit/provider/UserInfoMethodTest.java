package dev.connectorkit.testkit.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.connectorkit.testkit.shape.WireShape;
import dev.connectorkit.testkit.shape.WireShapeFile;
import dev.connectorkit.testkit.world.FakeRequest;
import dev.connectorkit.testkit.world.FakeResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wire shape that says how userinfo is asked for gets a provider that takes nothing else. */
class UserInfoMethodTest {

  private static final URI ORIGIN = URI.create("https://id.example");

  @ParameterizedTest
  @CsvSource({
    "'',GET",
    "'\"userInfoMethod\": \"GET\",',GET",
    "'\"userInfoMethod\": \"POST\",',POST"
  })
  void theOneMethodIsServed(String member, String method) throws Exception {
    var provider = provider(member);

    FakeResponse answer = ask(provider, method);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(provider.complaints()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'',POST,GET", "'\"userInfoMethod\": \"POST\",',GET,POST"})
  void theOtherIsRefusedByName(String member, String method, String taken) throws Exception {
    var provider = provider(member);

    FakeResponse answer = ask(provider, method);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", taken);
    assertThat(provider.complaints())
        .containsExactly(
            "userinfo is asked for by %s; the provider takes %s alone".formatted(method, taken));
  }

  private static FakeResponse ask(ScriptedProvider provider, String method) {
    String form =
        "grant_type=authorization_code&client_id=client&code="
            + provider.consent(Map.of(), new Script());
    FakeResponse granted =
        provider.handle(
            new FakeRequest(
                "POST",
                ORIGIN,
                URI.create("/token"),
                Map.of("content-type", List.of("application/x-www-form-urlencoded")),
                form.getBytes(UTF_8)));
    String token =
        new String(granted.body(), UTF_8).replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
    return provider.handle(
        new FakeRequest(
            method,
            ORIGIN,
            URI.create("/userinfo"),
            Map.of("authorization", List.of("Bearer " + token)),
            new byte[0]));
  }

  private static ScriptedProvider provider(String member) throws Exception {
    WireShape shape =
        WireShapeFile.parse(
            """
            {
              "config": {"clientId": "client"},
              "client": {"id": "/clientId", "authentication": "none"},
              "provider": {
                %s
                "authorization": "https://id.example/authorize",
                "token": "https://id.example/token",
                "userInfo": "https://id.example/userinfo"
              },
              "userInfo": {"sub": "1"},
              "profile": {"id": "1"}
            }
            """
                .formatted(member));
    return new ScriptedProvider(shape, shape.config());
  }
}
